// What roentgen-train --benchmark measured and roentgen-run plan makes of it.
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

// roentgen-train --benchmark --json
struct BenchmarkReport {
    double imagesPerSecond = 0;           // all ranks, of the median step
    double stepSeconds = 0;               // median over steps of the slowest rank
    int64_t peakMemoryBytes = 0;          // of the largest rank
    double reduceSeconds = 0;             // that a step waits for the sum over ranks; median, slowest rank
    double sumSeconds = 0;                // that the sums take, hidden or not; the same
    double sumProcessorSeconds = 0;       // of these, on a processor
    std::optional<double> computeSeconds; // of a step without its sums; the same
    double updateSeconds = 0;             // and of that the optimizer
    struct Bucket {
        int64_t bytes = 0;
        double readySeconds = 0; // after the step's last part began; median, rank 0
    };
    std::vector<Bucket> buckets; // gradients that are summed together, in the order of the sums
    int64_t ranks = 1, threadsPerRank = 1;
    std::string sumsBy; // how gradients are summed over ranks
    std::string precision;
    int64_t localBatch = 0, imageSize = 0;
    std::string architecture, device = "cpu";
    int64_t steps = 0;
    std::optional<double> lastLoss; // none where it is no number
    int64_t copies = 1;             // measured at the same time, each for itself; this is the slowest of them
};
void describe(Fields& f, BenchmarkReport::Bucket& bucket);
void describe(Fields& f, BenchmarkReport& report);

// What was measured on a machine, kept for later plans.
struct PlanMeasurement {
    std::string host;                // "": not said
    double time = 0;                 // when, seconds since 1970; 0: not said
    int64_t cores = 0;               // of the host; 0: not said
    double memoryBytesPerSecond = 0; // 0: not measured
    double load = 0;                 // the machine's load average just before: what others took of its cores
    std::vector<std::pair<std::string, std::string>> settings; // section.key → value: what it depends on
    std::vector<BenchmarkReport> benchmarks;
};
void describe(Fields& f, PlanMeasurement& measurement);

struct PlanPoint {
    std::string scaling; // "weak" "strong"
    int64_t hosts = 1, ranksPerHost = 1, ranks = 1;
    bool oversubscribed = false;
    int64_t localBatch = 0, globalBatch = 0;
    double stepSeconds = 0, imagesPerSecond = 0, sumSeconds = 0, exposedSeconds = 0, speedup = 1, efficiency = 1;
};
void describe(Fields& f, PlanPoint& point);

// roentgen-run plan --json
struct PlanAnswer {
    std::string architecture, precision;
    int64_t ranksPerHost = 1, threadsPerRank = 1;
    std::string scaling;
    double latencyUs = 0, bandwidthGbit = 0, memoryGbyte = 0;
    std::vector<PlanPoint> points;
    PlanMeasurement measurement;
};
void describe(Fields& f, PlanAnswer& answer);
// Of such an answer, or of what was kept of one, the measurement alone.
struct KeptMeasurement {
    PlanMeasurement measurement;
};
void describe(Fields& f, KeptMeasurement& kept);

} // namespace roentgen
