// A model's description as metadata of its weights file, and as an experiment asks for it.
#pragma once

#include "engine/models/classifier.h"

#include <map>
#include <string>
#include <torch/types.h>

namespace roentgen::models {

// One entry, "roentgen": the description as JSON with sorted keys.
std::map<std::string, std::string> writeDescription(const ModelDescription& description);
// Data error where the entry is absent or a value cannot be (a foreign weights file has none).
Result<ModelDescription> readDescription(const std::map<std::string, std::string>& metadata, const std::string& where);

// What the experiment's keys describe, for these classes; one channel.
ModelDescription describeModel(const Experiment& experiment, const std::vector<std::string>& classes);

// [N,classes] logits → probabilities, as the description says.
torch::Tensor probabilities(const ModelDescription& description, const torch::Tensor& logits);

} // namespace roentgen::models
