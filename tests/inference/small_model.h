// A DenseNet-121 for small films with fixed random weights, written as a weights file: what the tests of inference
// and of its programs predict with.
#pragma once

#include "engine/protocol/trained_on.h"

#include <string>
#include <vector>

namespace roentgen::tests {

constexpr int smallImageSize = 96, smallStoredSize = 112; // maps of 3 × 3
const std::vector<std::string>& smallModelClasses();
// channels 1 or 3. datasetSha256: of what it says that it was trained on. Ends the test program where it cannot.
void writeSmallModel(const std::string& path, int channels = 1, bool exclusiveClasses = false,
                     const std::string& datasetSha256 = {});
// The first of these, with a record of its training films.
void writeSmallModelTrainedOn(const std::string& path, const TrainedOn& films);

} // namespace roentgen::tests
