// Starting a model from weights that were made elsewhere: another run, torchvision, timm.
#pragma once

#include "engine/models/classifier.h"

#include <string>
#include <vector>

namespace roentgen::models {

struct InitialisationReport {
    std::vector<std::string> loaded, skipped, missing; // skipped: in the file, not used; missing: not in the file
    std::vector<std::string> adapted;                  // loaded with another shape, and how
    std::string toLine() const;
    std::string toJson(const std::string& file) const; // all names
};

// Tensors of equal meaning and shape are taken, a head of another class count is left as it was initialised. Understood
// names: torchvision's (also those of its old DenseNet files, "norm.1"), timm's, and any of them behind a prefix
// ("module."). A first convolution of three channels is summed for a model of one, one of one shared out to three.
// Data error where nothing fits, or a tensor of the trunk is not there.
Result<InitialisationReport> initialiseFrom(const std::string& path, Classifier& model);

// What the input has to be for a start from these weights: their channels, unless the description's are wanted
// ("one", "three"; "auto": the file's), with the mean and deviation that the file's own metadata names, else, for three
// channels, ImageNet's (torchvision's). A channel of a summed convolution gets their averages.
Status adoptInput(const std::string& path, const std::string& wantedChannels, ModelDescription* description);

} // namespace roentgen::models
