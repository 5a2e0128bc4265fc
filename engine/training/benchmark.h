// roentgen-train --benchmark: the trainer's own step on synthetic input, or the pipeline alone.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/protocol/experiment.h"

#include <string>

namespace roentgen::training {

struct BenchmarkReport {
    double imagesPerSecond = 0;                   // all ranks, of the median step
    std::string sumsBy;                           // how gradients are summed over ranks
    double stepSeconds = 0;                       // median over steps of the slowest rank
    double reduceSeconds = 0;                     // that a step waits for the sum over ranks; median, slowest rank
    double sumSeconds = 0;                        // that the sums take, hidden or not; the same
    double sumProcessorSeconds = 0;               // of these, on a processor
    double computeSeconds = 0, updateSeconds = 0; // of a step without its sums, and of that the optimizer; the same
    struct Bucket {
        size_t bytes = 0;
        double readySeconds = 0; // after the step's last part began; median, rank 0
    };
    std::vector<Bucket> buckets; // gradients that are summed together, in the order of the sums
    int64_t peakMemoryBytes = 0; // of the largest rank
    int ranks = 1, threadsPerRank = 1;
    int64_t localBatch = 0, imageSize = 0, steps = 0;
    std::string precision, architecture, device;
    double lastLoss = 0;
    std::string toJson() const; // keys as docs/interfaces names them
};

// 3 warm-up steps, then `steps` (at least 8) timed ones, on one random batch with 14 classes. Collective.
Result<BenchmarkReport> benchmarkStep(const Experiment& experiment, distributed::Communicator& ranks, int steps);
// The loader alone, as training uses it, on the experiment's data set.
Result<BenchmarkReport> benchmarkInput(const Experiment& experiment, const std::string& workspace,
                                       distributed::Communicator& ranks, int steps);

} // namespace roentgen::training
