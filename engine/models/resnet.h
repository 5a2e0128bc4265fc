// ResNet (He et al. 2016, table 1) with torchvision's tensor names; 18 and 34 of two 3×3 convolutions a block, 50 and
// 101 of bottlenecks with the stride in the 3×3 convolution (as torchvision and Goyal et al. 2017 have it).
#pragma once

#include "engine/models/classifier.h"
#include "engine/models/normalization.h"

#include <array>

namespace roentgen::models {

struct ResNetShape {
    std::array<int, 4> blocks; // of each stage, with 64, 128, 256, 512 planes
    bool bottleneck;           // 1×1, 3×3, 1×1 with four times the planes; else 3×3, 3×3
};

// Without normalisation the last convolution of every block starts at 0 (Zhang et al. 2019, Fixup, rule 2).
std::shared_ptr<Classifier> makeResNet(const ResNetShape& shape, const NormalizationOptions& normalization,
                                       int64_t channels, int64_t classes);

} // namespace roentgen::models
