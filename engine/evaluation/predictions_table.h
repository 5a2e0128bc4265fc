// predictions.csv and the tables of labels that it is judged by.
#pragma once

#include "engine/protocol/result.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace roentgen::evaluation {

// `Image Index,Patient ID,Split,<class>…` or `prob_<class>`; Patient ID and Split may be absent.
struct PredictionsTable {
    struct Row {
        std::string image, patient, split;
        std::vector<double> probabilities; // [classes], finite
    };
    std::vector<std::string> classes; // without prob_
    std::vector<Row> rows;
};
// Data errors name file:line: wrong field count, a probability that is not a number, an image that comes twice.
// In a table that has prob_ columns only those are classes.
Result<PredictionsTable> readPredictions(const std::string& path);

// Which findings an image has.
struct LabelsTable {
    std::vector<std::string> classes; // in the order of the columns (wide) or of first appearance (NIH)
    bool wide = false;                // wide: a class without a column is unknown; NIH: it is absent on every film
    std::unordered_map<std::string, std::vector<int>> rows; // image → [classes] 1, 0 or -1 (unknown)

    // 1, 0 or -1 (image or class unknown).
    int label(const std::string& image, const std::string& className) const;
};
// The NIH table (`Image Index,Finding Labels,…`, findings joined by '|') or wide (`Image Index,<class>…` with 1, 0 or
// empty = unknown; Patient ID and Split columns are skipped). Data errors name file:line.
Result<LabelsTable> readLabels(const std::string& path);

} // namespace roentgen::evaluation
