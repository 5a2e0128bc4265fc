#include "engine/pipeline/loader_options.h"

#include <algorithm>
#include <fstream>
#include <sched.h>
#include <string>
#include <unistd.h>

namespace roentgen::pipeline {

namespace {

// The cores this rank is bound to, at most its share of the host's.
int fairDecodeThreads(int ranksOnHost) {
    const int online = std::max(1, int(sysconf(_SC_NPROCESSORS_ONLN)));
    cpu_set_t cores;
    const int bound = sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : online;
    return std::clamp(std::min(bound, (online + ranksOnHost - 1) / ranksOnHost), 1, 16);
}

// MemAvailable of /proc/meminfo, lowered to what the control group still allows; 0 where unknown.
size_t availableMemoryBytes() {
    size_t available = 0;
    std::ifstream table("/proc/meminfo");
    for (std::string name, unit; table >> name;) {
        size_t kilobytes = 0;
        if (!(table >> kilobytes))
            break;
        std::getline(table, unit);
        if (name == "MemAvailable:")
            available = kilobytes * 1024;
    }
    size_t limit = 0, used = 0;
    std::ifstream limitFile("/sys/fs/cgroup/memory.max"), usedFile("/sys/fs/cgroup/memory.current");
    if (limitFile >> limit && usedFile >> used)
        available = std::min(available, limit > used ? limit - used : 0);
    return available;
}

int ranksOnThisHost(const Experiment& experiment, int ranks) {
    const int64_t perHost = experiment.distributed.ranksPerHost;
    return int(perHost > 0 ? std::min<int64_t>(perHost, ranks) : ranks);
}

} // namespace

LoaderOptions loaderOptions(const Experiment& experiment, bool training, int rank, int ranks) {
    LoaderOptions options;
    options.imageSize = int(experiment.data.imageSize);
    options.storedSize = int(storedSizeOf(experiment));
    options.pad = experiment.data.resize == "pad";
    options.training = training;
    options.seed = experiment.experiment.seed;
    options.augment = experiment.augment;
    options.localBatch = experiment.training.localBatch;
    options.accumulation = training ? experiment.training.accumulation : 1;
    options.rank = rank;
    options.ranks = ranks;
    if (experiment.pipeline.mode == "naive") {
        options.decodeThreads = options.prefetchBatches = 0;
        options.interleaveFiles = options.prefetchFiles = options.fusedBatching = false;
        return options;
    }
    const int hostRanks = ranksOnThisHost(experiment, ranks);
    options.decodeThreads = int(experiment.pipeline.decodeThreads);
    options.tuneThreads = options.decodeThreads == 0;
    if (options.tuneThreads)
        options.decodeThreads = fairDecodeThreads(hostRanks);
    options.interleaveFiles = experiment.pipeline.interleaveFiles;
    options.prefetchFiles = experiment.pipeline.prefetchFiles;
    options.fusedBatching = experiment.pipeline.fusedBatching;
    options.tunePrefetch = experiment.pipeline.prefetchBatches == 0;
    if (!options.tunePrefetch)
        options.prefetchBatches = std::max(0, int(experiment.pipeline.prefetchBatches));
    if (experiment.pipeline.cacheMb < 0)
        return options;
    // Validation films are fewer: a quarter of the cache is theirs.
    const size_t cache =
        experiment.pipeline.cacheMb > 0 ? size_t(experiment.pipeline.cacheMb) << 20 : availableMemoryBytes() / 4;
    options.cacheBytes = training ? cache / 4 * 3 : cache / 4;
    return options;
}

} // namespace roentgen::pipeline
