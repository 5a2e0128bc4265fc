// What many hosts would do, from what one host did: a model of data-parallel training whose sums over ranks run behind
// the backward pass. docs/scaling.md says where it holds.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::launch {

// Of one host, as `roentgen-train --benchmark --json` prints it.
struct ScalingMeasurement {
    struct Step {
        int64_t localBatch = 0;
        double seconds = 0;       // of the whole step, median
        double updateSeconds = 0; // of that the optimizer, after the sums
    };
    struct Bucket {
        double bytes = 0;
        double readyShare = 0; // of forward and backward: its gradients are there
    };
    std::string architecture, precision;
    int ranksPerHost = 1, threadsPerRank = 1;
    std::vector<Step> steps;     // at least one; of different local batches
    std::vector<Bucket> buckets; // in the order of the sums
    double hostSumSeconds = 0;   // that the sums within the host take
};
// Two benchmarks of one host at different local batches (or one). Data error: no benchmark, or of different models.
Result<ScalingMeasurement> readMeasurement(const std::vector<std::string>& benchmarks);

struct Link {
    double latencySeconds = 50e-6;    // of a message, one way
    double bytesPerSecond = 10e9 / 8; // each way
    double wireBytes = 4;             // of a value: 2 with distributed.compression = bf16
};

enum class Scaling { Weak, Strong }; // the local batch stays; the global batch stays

struct ScalingPoint {
    int hosts = 1, ranks = 1;
    int64_t localBatch = 0, globalBatch = 0;
    double stepSeconds = 0, imagesPerSecond = 0;
    double sumSeconds = 0;              // of the link
    double exposedSeconds = 0;          // of that what the step waits for
    double speedup = 1, efficiency = 1; // against one host with the same local (Weak) or global (Strong) batch
};

// Seconds of an all-reduce around a ring of hosts (Patarasu and Yuan 2009): 2 (n − 1) messages, one after the other, of
// bytes / n each.
double ringSeconds(double bytes, int hosts, const Link& link);

// Compute: a fixed part and one that grows with the local batch, from the measured steps (one step: all of it grows).
// Sums: each bucket's begins when its gradients are there and the one before is through. hosts: ascending, from 1 on.
// Strong: hosts that would have less than one image a rank are left out; globalBatch is what one host has, times scale.
std::vector<ScalingPoint> planScaling(const ScalingMeasurement& measured, const Link& link, Scaling scaling,
                                      int64_t localBatch, const std::vector<int>& hosts);

} // namespace roentgen::launch
