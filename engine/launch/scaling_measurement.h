// What one host did, as `roentgen-train --benchmark --json` says it: the ground of a scaling plan.
#pragma once

#include "engine/protocol/messages/plan_messages.h"
#include "engine/protocol/result.h"

namespace roentgen::launch {

struct ScalingMeasurement {
    struct Step {
        int64_t localBatch = 0;
        double seconds = 0;       // of a step without its waits for sums, median
        double updateSeconds = 0; // of that the optimizer, after the sums
    };
    struct Bucket {
        double bytes = 0;
        double readyShare = 0; // of forward and backward: its gradients are there
    };
    // Ranks that work on the host at the same time, each for itself, slow each other down: memory, caches, clock.
    struct Crowd {
        int ranks = 1;
        double slowdown = 1; // of a step, against `steps`
    };
    std::string architecture, precision;
    int ranksPerHost = 1, threadsPerRank = 1;
    int cores = 0;               // of the host; 0: unknown, taken as enough
    bool overlaps = true;        // false: gradients on a GPU are summed when the backward pass is over
    std::vector<Step> steps;     // at least one; of different local batches
    std::vector<Crowd> crowds;   // ascending; `ranksPerHost` is not among them
    std::vector<Bucket> buckets; // in the order of the sums
};

// Benchmarks of one host at different local batches (or one). One with "copies": n was made n times at once and is the
// slowest of them: a crowd. Data error: none, of different models or ranks, or a crowd without its like alone.
Result<ScalingMeasurement> measurementOf(const std::vector<BenchmarkReport>& benchmarks);

// Bytes a second of the link between hosts, each way, from a benchmark with one rank on each of several hosts and
// nearly all gradients in the last bucket, whose sum nothing hides (Patarasu and Yuan 2009: 2 (n - 1) / n of the
// bytes). Data error: no such benchmark.
Result<double> linkBytesPerSecond(const BenchmarkReport& benchmark, double latencySeconds);

} // namespace roentgen::launch
