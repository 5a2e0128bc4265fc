// The processor's parts that this process may run on, as Linux tells them under /sys/devices/system.
#pragma once

#include <string>
#include <vector>

namespace roentgen::launch {

struct ProcessorTopology {
    int sockets = 1, numaNodes = 1;
    int cores = 1;   // physical ones
    int threads = 1; // logical processors: more than cores where a core runs several (SMT)
};

// Numbers of the logical processors in the affinity mask; all that are online where the kernel does not say.
std::vector<int> allowedProcessors();
// Of these processors. What the folder does not tell counts as one socket, one node, and a core a processor.
ProcessorTopology readProcessorTopology(const std::vector<int>& processors,
                                        const std::string& folder = "/sys/devices/system");

} // namespace roentgen::launch
