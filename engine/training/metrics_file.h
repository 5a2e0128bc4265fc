// metrics.csv and predictions.csv of a run (columns: docs/run-folder.md).
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/protocol/run_folder.h"

#include <optional>
#include <string>
#include <vector>

namespace roentgen::training {

struct MetricsRow {
    int64_t epoch = 0, step = 0;
    double trainLoss = 0, validationLoss = 0;
    std::optional<double> meanAuc;
    std::vector<std::optional<double>> auc;                                // a class
    double learningRate = 0, imagesPerSecond = 0, seconds = 0;             // seconds: of the run so far
    double trainingSeconds = 0, validationSeconds = 0, writingSeconds = 0; // of the epoch, as its event has them
};

// Keeps the header and the rows of the first `epochs` epochs: those of a forgotten attempt go. Atomic.
Status cutMetrics(const RunFolder& run, int64_t epochs);
// Adds a row (and the header before the first one; rows of an engine that wrote fewer columns get empty cells).
Status appendMetrics(const RunFolder& run, const std::vector<std::string>& classes, const MetricsRow& row);

struct PredictedPart {
    std::string split; // "validation" "test"
    const std::vector<datasets::Sample>* samples = nullptr;
    std::vector<float> probabilities; // [samples, classes]
};
Status writePredictions(const std::string& path, const std::vector<std::string>& classes,
                        const std::vector<PredictedPart>& parts); // atomic

} // namespace roentgen::training
