// metrics.csv of a run (columns: docs/run-folder.md).
#pragma once

#include "engine/protocol/metric.h"
#include "engine/protocol/run_folder.h"

#include <cstdint>

namespace roentgen::training {

struct MetricsRow {
    int64_t epoch = 0, step = 0;
    double trainLoss = 0, validationLoss = 0;
    Metrics metrics;
    double learningRate = 0, imagesPerSecond = 0, seconds = 0;             // seconds: of the run so far
    double trainingSeconds = 0, validationSeconds = 0, writingSeconds = 0; // of the epoch, as its event has them
};

// Keeps the header and the rows of the first `epochs` epochs: those of a forgotten attempt go. Atomic.
Status cutMetrics(const RunFolder& run, int64_t epochs);
// Adds a row (and the header before the first one; rows of an engine that wrote fewer columns get empty cells).
Status appendMetrics(const RunFolder& run, const MetricsRow& row);

} // namespace roentgen::training
