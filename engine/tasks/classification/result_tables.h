// A classifier's answers as files: predictions.csv, and the results of a model card.
#pragma once

#include "engine/datasets/dataset.h"

#include <string>
#include <vector>

namespace roentgen::tasks {

struct ScoredPart {
    std::string split; // "validation" "test"
    const std::vector<datasets::Sample>* films = nullptr;
    std::vector<float> probabilities; // [films, classes]
};

// Image Index,Patient ID,Split, a column a class. Atomic.
Status writeScores(const std::string& path, const std::vector<std::string>& classes,
                   const std::vector<ScoredPart>& parts);

// Markdown: a table of each part that is not empty.
std::string scoreTables(const std::vector<std::string>& classes, const std::vector<ScoredPart>& parts);

} // namespace roentgen::tasks
