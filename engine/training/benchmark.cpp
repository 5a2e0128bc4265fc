#include "engine/training/benchmark.h"

#include "engine/distributed/host_threads.h"
#include "engine/models/model_description.h"
#include "engine/models/torch_headers.h"
#include "engine/tasks/classification/loss.h"
#include "engine/training/learning_rate.h"
#include "engine/training/train_step.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <sys/resource.h>

namespace roentgen::training {

namespace {

constexpr int UntimedSteps = 3, Findings = 14;

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

// What the timed steps took.
struct StepTimes {
    std::vector<double> seconds, reduce, sum, compute, update, sumProcessor;
    std::vector<std::vector<double>> ready; // of each bucket

    void add(double whole, const StepOutcome& outcome, const TrainStep& step) {
        seconds.push_back(whole);
        reduce.push_back(outcome.reduceSeconds);
        sum.push_back(outcome.sumSeconds);
        compute.push_back(outcome.computeSeconds);
        update.push_back(outcome.updateSeconds);
        sumProcessor.push_back(outcome.sumProcessorSeconds);
        const auto times = step.bucketTimes();
        ready.resize(times.size());
        for (size_t b = 0; b < times.size(); ++b)
            ready[b].push_back(times[b].readySeconds);
    }
};

// Ranks wait for each other within a step: their medians differ by little; the slowest counts.
void takeSlowest(const StepTimes& times, distributed::Communicator& ranks, BenchmarkReport* report) {
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const std::vector<double> mine = {median(times.seconds),     double(usage.ru_maxrss) * 1024, median(times.reduce),
                                      median(times.sum),         median(times.compute),          median(times.update),
                                      median(times.sumProcessor)};
    const auto all = ranks.gatherValues(mine);
    for (size_t k = 0; k < all.size(); k += mine.size()) {
        report->stepSeconds = std::max(report->stepSeconds, all[k]);
        report->peakMemoryBytes = std::max(report->peakMemoryBytes, int64_t(all[k + 1]));
        report->reduceSeconds = std::max(report->reduceSeconds, all[k + 2]);
        report->sumSeconds = std::max(report->sumSeconds, all[k + 3]);
        report->computeSeconds = std::max(report->computeSeconds.value_or(0), all[k + 4]);
        report->updateSeconds = std::max(report->updateSeconds, all[k + 5]);
        report->sumProcessorSeconds = std::max(report->sumProcessorSeconds, all[k + 6]);
    }
}

// On noise and random labels.
void timeSteps(const Experiment& experiment, const LearningRate& rate, TrainStep& step, int64_t imageSize,
               StepTimes* times, BenchmarkReport* report) {
    const int64_t batch = experiment.training.localBatch, parts = experiment.training.accumulation;
    const torch::Tensor pixels = torch::randn({batch, 1, imageSize, imageSize});
    const torch::Tensor labels = torch::rand({batch, Findings}).round();
    step.model().train();
    for (int64_t k = 0; k < UntimedSteps + report->steps; ++k) {
        const auto start = std::chrono::steady_clock::now();
        for (int64_t part = 0; part < parts; ++part)
            step.accumulate(pixels.data_ptr<float>(), labels.data_ptr<float>(), batch, part + 1 == parts);
        const StepOutcome outcome = step.finish(rate.at(k, report->steps), {});
        report->lastLoss = std::isfinite(outcome.loss) ? std::optional(outcome.loss) : std::nullopt;
        if (k >= UntimedSteps)
            times->add(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), outcome, step);
    }
}

} // namespace

Result<BenchmarkReport> benchmarkStep(const Experiment& experiment, distributed::Communicator& ranks, int steps) {
    auto device = models::chooseDevice(experiment.training.device, ranks.localRank());
    if (!device)
        return device.error();
    BenchmarkReport report;
    report.ranks = ranks.size();
    const int fair = distributed::fairThreads(ranks);
    report.threadsPerRank =
        experiment.distributed.threadsPerRank > 0 ? int(experiment.distributed.threadsPerRank) : fair;
    models::setComputeThreads(int(report.threadsPerRank));
    torch::manual_seed(uint64_t(experiment.experiment.seed));

    std::vector<std::string> names;
    for (int k = 0; k < Findings; ++k)
        names.push_back(std::to_string(k));
    const models::ModelDescription description = models::describeModel(experiment, names);
    auto model = models::makeClassifier(description);
    if (!model)
        return model.error();
    StepOptions options;
    options.device = *device;
    options.precision = models::choosePrecision(experiment.training.precision, *device);
    options.reduction = reducerOptions(experiment);
    options.reduction.timed = true;
    options.localBatch = experiment.training.localBatch * experiment.training.accumulation;
    TrainStep step(**model, description, ranks, options);
    if (auto ready = step.setOptimizer(experiment); !ready)
        return ready.error();
    auto loss =
        tasks::Loss::make(experiment, names, {std::vector<double>(Findings, 1), std::vector<double>(Findings, 1)});
    if (!loss)
        return loss.error();
    step.setLoss(loss.take(), Findings);
    auto rate = LearningRate::make(experiment, ranks.size());
    if (!rate)
        return rate.error();

    report.steps = std::max(steps, 8);
    StepTimes times;
    timeSteps(experiment, *rate, step, description.imageSize, &times, &report);
    takeSlowest(times, ranks, &report);
    const auto buckets = step.bucketTimes();
    for (size_t b = 0; b < times.ready.size(); ++b)
        report.buckets.push_back({int64_t(buckets[b].bytes), median(times.ready[b])});
    report.precision = models::precisionName(options.precision);
    report.sumsBy = step.sumsBy();
    report.localBatch = experiment.training.localBatch;
    report.imageSize = description.imageSize;
    report.architecture = description.architecture;
    report.device = device->is_cuda() ? "cuda" : "cpu";
    if (ranks.rank() == 0)
        report.imagesPerSecond = double(options.localBatch * ranks.size()) / report.stepSeconds;
    return report;
}

} // namespace roentgen::training
