// Checks of [model] and [training] that concern several keys at once; part of checkExperiment.
#pragma once

#include "engine/protocol/experiment.h"

namespace roentgen {

// Usage error: where = the key, hint = the values that are allowed beside the others.
Status checkRecipe(const Experiment& experiment);

struct ClassWeight {
    std::string name;
    double weight = 1;
};
// An entry of training.class_weights, "Hernia=5". Usage error: no name, or no weight from 0.001 to 1000.
Result<ClassWeight> parseClassWeight(const std::string& entry);

} // namespace roentgen
