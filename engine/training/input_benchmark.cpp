#include "engine/distributed/host_threads.h"
#include "engine/pipeline/batch_loader.h"
#include "engine/training/agreement.h"
#include "engine/training/benchmark.h"
#include "engine/training/host_image_cache.h"

#include <algorithm>
#include <chrono>
#include <sys/resource.h>

namespace roentgen::training {

Result<BenchmarkReport> benchmarkInput(const Experiment& experiment, const std::string& workspace,
                                       distributed::Communicator& ranks, int steps) {
    constexpr int warmupSteps = 3;
    auto data = datasets::openDataset(experiment, workspace);
    if (auto agreed = agree(ranks, data ? Status(Done{}) : Status(data.error())); !agreed)
        return agreed.error();
    const auto options = pipeline::loaderOptions(experiment, true, ranks.rank(), ranks.size());
    const auto cache = openHostImageCache(pipeline::cacheSize(data->train.size(), options), ranks);
    pipeline::BatchLoader loader(data->train, options, cache.images);

    BenchmarkReport report;
    report.steps = std::max(steps, 8);
    std::vector<double> seconds;
    Status read = Done{};
    int64_t epoch = 0;
    loader.start(epoch);
    for (int64_t k = 0; k < warmupSteps + report.steps && read;) {
        const auto start = std::chrono::steady_clock::now();
        auto batch = loader.next();
        if (!batch)
            read = batch.error();
        else if (!*batch)
            loader.start(++epoch); // the data set is smaller than the benchmark is long
        else if (k++ >= warmupSteps)
            seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    if (auto agreed = agree(ranks, read); !agreed)
        return agreed.error();

    // Batches come in bursts as threads finish together: the mean is the rate, not the median.
    double total = 0;
    for (double one : seconds)
        total += one;
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto all =
        ranks.gatherValues(std::vector<double>{total / double(seconds.size()), double(usage.ru_maxrss) * 1024});
    for (size_t k = 0; k < all.size(); k += 2) {
        report.stepSeconds = std::max(report.stepSeconds, all[k]);
        report.peakMemoryBytes = std::max(report.peakMemoryBytes, int64_t(all[k + 1]));
    }
    report.ranks = ranks.size();
    report.threadsPerRank = std::max(1, options.decodeThreads);
    report.localBatch = options.localBatch;
    report.imageSize = options.imageSize;
    report.computeSeconds = 0;
    report.precision = "input";
    report.architecture = experiment.model.architecture;
    report.device = "cpu";
    if (ranks.rank() == 0 && report.stepSeconds > 0)
        report.imagesPerSecond = double(options.localBatch * ranks.size()) / report.stepSeconds;
    return report;
}

} // namespace roentgen::training
