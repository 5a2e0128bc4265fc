// Weights in and out: a model's tensors by name, and starting a model from somebody else's.
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

struct InitialisationReport {
    std::vector<std::string> loaded, skipped, missing; // skipped: in the file, not used; missing: not in the file
    std::string toLine() const;
};
// Starts a model from weights with torchvision's names (ImageNet): tensors of equal name and shape are taken, a head of
// another class count is left as it was initialised. Data error where a tensor of the trunk is not there.
Result<InitialisationReport> initialiseFrom(const std::string& path, Classifier& model);
// Where the weights' first convolution has three channels (ImageNet), the description takes three, with the mean and
// deviation that the file's own metadata names, else ImageNet's (torchvision's).
Status adoptInput(const std::string& path, ModelDescription* description);

} // namespace roentgen::models
