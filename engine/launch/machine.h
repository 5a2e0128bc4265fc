// What this machine has: cores, memory, instruction sets, MPI, GPUs.
#pragma once

#include "engine/launch/processor_topology.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::launch {

struct Machine {
    std::string host, processor;
    ProcessorTopology topology;                   // of the processors that this process may run on
    int cores = 1;                                // of these, physical ones, and no more than the cgroup's quota allows
    int64_t memoryBytes = 0, freeMemoryBytes = 0; // no more than the cgroup's limit
    std::vector<std::string> instructions;        // of avx2, fma, avx512f, avx512_bf16, amx_bf16
    bool bf16 = false;                            // the processor multiplies bf16 in hardware
    std::string mpirun, mpiVersion;               // path and "4.1.4"; empty where there is none
    std::vector<std::string> gpus;                // names; empty where there is none
};

Machine probeMachine();
int usableCores();                                // Machine::cores
int64_t freeDiskBytes(const std::string& folder); // -1 where it cannot be told

// The program's path from PATH; empty where it is not found.
std::string findProgram(const std::string& name);

} // namespace roentgen::launch
