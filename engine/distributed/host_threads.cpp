#include "engine/distributed/host_threads.h"

#include <algorithm>
#include <sched.h>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace roentgen::distributed {

namespace {

std::string coresText(const std::vector<int>& cores) {
    std::ostringstream text;
    for (size_t k = 0; k < cores.size();) {
        size_t last = k;
        while (last + 1 < cores.size() && cores[last + 1] == cores[last] + 1)
            ++last;
        text << (k ? "," : "") << cores[k];
        if (last > k)
            text << '-' << cores[last];
        k = last + 1;
    }
    return text.str();
}

struct Share {
    int index = 0; // of this rank among those of its host with the same cores
    int ranks = 1; // how many those are
};

Share shareOf(Communicator& ranks) {
    char host[256] = {};
    gethostname(host, sizeof host - 1);
    const std::string mine = std::string(host) + ":" + coresText(affinityCores());
    const auto all = ranks.gather(mine);
    std::string joined;
    for (const std::string& one : all)
        joined += one + "\n";
    ranks.broadcast(joined);

    Share share{0, 0};
    std::istringstream lines(joined);
    std::string line;
    for (int rank = 0; std::getline(lines, line); ++rank) {
        if (line != mine)
            continue;
        if (rank < ranks.rank())
            ++share.index;
        ++share.ranks;
    }
    return share;
}

} // namespace

std::vector<int> affinityCores() {
    // Room for any machine: the fixed cpu_set_t ends at 1024.
    constexpr int mostCores = 16384;
    cpu_set_t* set = CPU_ALLOC(mostCores);
    const size_t bytes = CPU_ALLOC_SIZE(mostCores);
    CPU_ZERO_S(bytes, set);
    std::vector<int> cores;
    if (sched_getaffinity(0, bytes, set) == 0)
        for (int core = 0; core < mostCores; ++core)
            if (CPU_ISSET_S(core, bytes, set))
                cores.push_back(core);
    CPU_FREE(set);
    if (cores.empty())
        for (unsigned core = 0; core < std::max(1u, std::thread::hardware_concurrency()); ++core)
            cores.push_back(int(core));
    return cores;
}

int fairThreads(Communicator& ranks) {
    const Share share = shareOf(ranks);
    const int cores = int(affinityCores().size());
    return std::max(1, cores / share.ranks + (share.index < cores % share.ranks ? 1 : 0));
}

int ranksOnTheseCores(Communicator& ranks) {
    return shareOf(ranks).ranks;
}

std::string describeBinding(Communicator& ranks) {
    const Share share = shareOf(ranks);
    const auto cores = affinityCores();
    std::string text = (cores.size() == 1 ? "core " : "cores ") + coresText(cores);
    if (share.ranks > 1)
        text += " (shared by " + std::to_string(share.ranks) + " ranks)";
    return text;
}

} // namespace roentgen::distributed
