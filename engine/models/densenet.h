// DenseNet (Huang et al. 2017, table 1) with torchvision's tensor names; 121, 169 and 201 differ in one line.
#pragma once

#include "engine/models/classifier.h"
#include "engine/models/normalization.h"

#include <array>

namespace roentgen::models {

struct DenseNetShape {
    std::array<int, 4> layers;    // of each dense block
    int64_t growthRate = 32;      // channels that a layer adds
    int64_t initialChannels = 64; // of the first convolution
    int64_t bottleneck = 4;       // the 1×1 convolution gives bottleneck · growthRate channels
};

// Fused: dense_trunk.h where it can be used. Plain: modules alone, the reference that it is tested against.
enum class DensePath { Fused, Plain };

std::shared_ptr<Classifier> makeDenseNet(const DenseNetShape& shape, const NormalizationOptions& normalization,
                                         int64_t channels, int64_t classes, DensePath path = DensePath::Fused);

} // namespace roentgen::models
