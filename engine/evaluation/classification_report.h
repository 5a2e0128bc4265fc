// Predictions judged by labels, class by class.
#pragma once

#include "engine/evaluation/predictions_table.h"
#include "engine/evaluation/scored_films.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roentgen::evaluation {

struct ClassResult {
    std::string name;
    std::optional<double> auc; // nullopt: undefined (no positive or no negative case)
    std::optional<double> aucLow, aucHigh;
    int64_t positives = 0, negatives = 0;
    std::optional<double> averagePrecision;
};

struct ClassificationReport {
    std::vector<ClassResult> classes;
    std::optional<double> meanAuc; // over the classes whose AUC is defined
    int64_t images = 0;            // predicted and labelled
    int64_t withoutLabels = 0;     // predicted, but not in the table of labels
};

ClassificationReport reportClasses(const std::vector<std::string>& classes, const ScoredFilms& films);

// split "": all rows. Data errors: no row of that split, no predicted image in the labels.
Result<ClassificationReport> evaluatePredictions(const PredictionsTable& predictions, const LabelsTable& labels,
                                                 const std::string& split = {});

} // namespace roentgen::evaluation
