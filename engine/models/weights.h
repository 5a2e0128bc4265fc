// Weights in and out: a model's tensors by name.
#pragma once

#include "engine/models/classifier.h"
#include "engine/models/safetensors.h"

#include <torch/types.h>
#include <utility>

namespace roentgen::models {

using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

// Parameters, then buffers, in registration order, under torchvision's names. They alias the model.
NamedTensors namedTensors(const torch::nn::Module& model);

// The bytes of a safetensors file; tensors are copied to the CPU and made contiguous.
std::string encodeTensors(const std::map<std::string, std::string>& metadata, const NamedTensors& tensors);
// A copy of one stored tensor, in its own dtype.
torch::Tensor decodeTensor(const SafetensorsFile& file, const StoredTensor& stored);

// Copies every tensor of the file (names with prefix) into `tensors`; a Data error names the first that is absent or
// has another shape ("of another architecture").
Status copyTensors(const SafetensorsFile& file, const NamedTensors& tensors, const std::string& prefix,
                   const std::string& where);

} // namespace roentgen::models
