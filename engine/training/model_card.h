// model_card.md of a run: what the weights are for, what they were trained on and how well they do (Mitchell et al.
// 2019, Model Cards for Model Reporting).
#pragma once

#include "engine/datasets/dataset.h"
#include "engine/models/classifier.h"
#include "engine/protocol/experiment.h"

#include <string>

namespace roentgen::training {

struct ModelCard {
    const Experiment& experiment;
    const models::ModelDescription& description;
    const datasets::Dataset& data;
    std::string results;     // of the best weights, in Markdown (tasks::Task::resultTables)
    std::string startedFrom; // a file's name, or "scratch"
    std::string precision;   // "fp32" "bf16"
    int ranks = 1;
    int64_t bestEpoch = 0, epochs = 0; // epochs: that were trained
};

// Markdown. Holds no time and no path: equal runs give equal text.
std::string writeModelCard(const ModelCard& card);

} // namespace roentgen::training
