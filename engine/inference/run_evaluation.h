// A run judged on the data set that it was trained on: classification, and where its heatmaps peak.
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/evaluation/classification_report.h"
#include "engine/evaluation/localization.h"
#include "engine/inference/predictor.h"

#include <functional>
#include <string>

namespace roentgen::inference {

struct RunEvaluationOptions {
    std::string workspace; // "": the folder above the run's runs/
    std::string split;     // "test" "validation" "train" "all"; "": test where there is one, else validation
    bool ensemble = false; // the mean of the run's snapshots; else its best weights
    PredictorOptions predictor;
    std::function<void(double fraction, const std::string& text)> progress; // may be empty
};

// The run's experiment and the part of its data set that is judged.
struct EvaluatedRun {
    std::string folder, split, datasetPath;
    datasets::Dataset dataset;
    std::vector<datasets::Sample> samples;
};
// Data errors: no run folder, its data set is gone, the split has no image; the data set is not the one that the
// weights were trained on, and the split is not "all".
Result<EvaluatedRun> openRun(const std::string& runFolder, const RunEvaluationOptions& options);

struct RunReport {
    evaluation::ClassificationReport classification;
    // "predictions.csv" ("ensemble_predictions.csv"), or the weights where that lacks images of the split
    std::string predictedBy;
    int64_t unreadable = 0; // images left out
};
Result<RunReport> evaluateRun(const EvaluatedRun& run, const RunEvaluationOptions& options);

struct RunLocalization {
    evaluation::LocalizationReport report;
    int64_t unreadable = 0;
};
// Cases: every film of the split and class of the model that has a box. The guess beside it knows the boxes of the
// training part; for a class without any there, those of the split's other films.
Result<RunLocalization> localizeRun(const EvaluatedRun& run, const RunEvaluationOptions& options);

} // namespace roentgen::inference
