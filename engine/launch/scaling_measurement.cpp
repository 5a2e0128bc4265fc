#include "engine/launch/scaling_measurement.h"

#include <algorithm>

namespace roentgen::launch {

namespace {

using Step = ScalingMeasurement::Step;

Error damaged() {
    return dataError("This is no benchmark of roentgen-train", "measurement", "measure again, with --json");
}

Result<Step> stepOf(const BenchmarkReport& benchmark) {
    const double whole = benchmark.stepSeconds;
    const Step step{benchmark.localBatch, std::min(whole, benchmark.computeSeconds.value_or(whole)),
                    benchmark.updateSeconds};
    if (!(step.seconds > step.updateSeconds) || !(step.updateSeconds >= 0))
        return damaged();
    return step;
}

Status takeBuckets(const BenchmarkReport& benchmark, const Step& step, ScalingMeasurement& measured) {
    measured.buckets.clear(); // of the last one
    for (const BenchmarkReport::Bucket& bucket : benchmark.buckets)
        measured.buckets.push_back(
            {double(bucket.bytes), std::clamp(bucket.readySeconds / (step.seconds - step.updateSeconds), 0.0, 1.0)});
    return measured.buckets.empty() ? Status(damaged()) : Status(Done{});
}

Status takeAlone(const BenchmarkReport& benchmark, ScalingMeasurement& measured) {
    const Result<Step> step = stepOf(benchmark);
    if (!step)
        return step.error();
    if (!measured.steps.empty() &&
        (benchmark.architecture != measured.architecture || benchmark.precision != measured.precision ||
         benchmark.ranks != measured.ranksPerHost))
        return dataError("The benchmarks are of different models or ranks", benchmark.architecture,
                         "measure both with the same experiment");
    measured.architecture = benchmark.architecture;
    measured.precision = benchmark.precision;
    measured.ranksPerHost = int(benchmark.ranks);
    measured.threadsPerRank = int(benchmark.threadsPerRank);
    measured.overlaps = benchmark.device != "cuda";
    measured.steps.push_back(*step);
    return takeBuckets(benchmark, *step, measured);
}

Status takeCrowd(const BenchmarkReport& benchmark, ScalingMeasurement& measured) {
    const Result<Step> step = stepOf(benchmark);
    if (!step)
        return step.error();
    const auto alone = std::find_if(measured.steps.begin(), measured.steps.end(),
                                    [&](const Step& each) { return each.localBatch == step->localBatch; });
    if (alone == measured.steps.end() || benchmark.architecture != measured.architecture)
        return dataError("A benchmark of several at once has none alone to compare with", "measurement",
                         "measure again, with --json");
    measured.crowds.push_back({int(benchmark.copies * benchmark.ranks), std::max(1.0, step->seconds / alone->seconds)});
    return Done{};
}

} // namespace

Result<ScalingMeasurement> measurementOf(const std::vector<BenchmarkReport>& benchmarks) {
    ScalingMeasurement measured;
    for (const BenchmarkReport& benchmark : benchmarks)
        if (benchmark.copies <= 1)
            if (const Status taken = takeAlone(benchmark, measured); !taken)
                return taken.error();
    for (const BenchmarkReport& benchmark : benchmarks)
        if (benchmark.copies > 1)
            if (const Status taken = takeCrowd(benchmark, measured); !taken)
                return taken.error();
    if (measured.steps.empty())
        return damaged();
    std::sort(measured.crowds.begin(), measured.crowds.end(),
              [](const auto& a, const auto& b) { return a.ranks < b.ranks; });
    return measured;
}

Result<double> linkBytesPerSecond(const BenchmarkReport& benchmark, double latencySeconds) {
    double all = 0, bytes = 0; // of the last bucket
    for (const BenchmarkReport::Bucket& bucket : benchmark.buckets)
        all += bytes = double(bucket.bytes);
    const auto hosts = double(benchmark.ranks);
    if (hosts < 2 || bytes < 0.8 * all || !(bytes > 0))
        return dataError("The link cannot be told from this benchmark", "link measurement",
                         "measure with one rank on each of two hosts and --set distributed.bucket_mb=1024");
    const double messages = 2.0 * (hosts - 1);
    const double seconds = benchmark.reduceSeconds - messages * latencySeconds;
    if (!(seconds > 0))
        return damaged();
    return messages * bytes / hosts / seconds;
}

} // namespace roentgen::launch
