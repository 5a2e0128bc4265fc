#include "engine/launch/processor_topology.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <filesystem>
#include <sched.h>
#include <set>
#include <unistd.h>

namespace roentgen::launch {

namespace {

// A file's text without its line end; empty where there is none.
std::string lineOf(const std::string& path) {
    Result<std::string> text = readTextFile(path);
    std::string line = text ? text.take() : std::string();
    while (!line.empty() && (line.back() == '\n' || line.back() == ' '))
        line.pop_back();
    return line;
}

// The processor's folder holds a link nodeN to its NUMA node.
std::string nodeOf(const std::string& processorFolder) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(processorFolder, ignored)) {
        const std::string name = entry.path().filename().string();
        if (name.compare(0, 4, "node") == 0 && name.find_first_not_of("0123456789", 4) == std::string::npos)
            return name;
    }
    return {};
}

} // namespace

std::vector<int> allowedProcessors() {
    cpu_set_t set;
    CPU_ZERO(&set);
    std::vector<int> processors;
    const bool known = ::sched_getaffinity(0, sizeof set, &set) == 0; // not with more processors than the set has room
    const int all = known ? CPU_SETSIZE : int(::sysconf(_SC_NPROCESSORS_ONLN));
    for (int number = 0; number < all; ++number)
        if (!known || CPU_ISSET(number, &set))
            processors.push_back(number);
    return processors;
}

ProcessorTopology readProcessorTopology(const std::vector<int>& processors, const std::string& folder) {
    std::set<std::string> sockets, nodes, cores;
    for (int number : processors) {
        const std::string place = folder + "/cpu/cpu" + std::to_string(number);
        const std::string socket = lineOf(place + "/topology/physical_package_id");
        const std::string core = lineOf(place + "/topology/thread_siblings_list");
        sockets.insert(socket);
        nodes.insert(nodeOf(place));
        cores.insert(core.empty() ? "alone " + std::to_string(number) : core);
    }
    const auto atLeastOne = [](size_t count) { return std::max(1, int(count)); };
    return {atLeastOne(sockets.size()), atLeastOne(nodes.size()), atLeastOne(cores.size()),
            atLeastOne(processors.size())};
}

} // namespace roentgen::launch
