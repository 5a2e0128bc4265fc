// VGG-16 (Simonyan and Zisserman 2015, configuration D), with or without normalisation, under torchvision's tensor
// names. Two heads: global average pooling and one linear layer ("classifier"), or the paper's three ("classifier.0",
// ".3", ".6") on a map pooled to 7×7.
#pragma once

#include "engine/models/classifier.h"
#include "engine/models/normalization.h"

namespace roentgen::models {

struct VggShape {
    bool normalized; // a normalisation after every convolution (vgg16_bn)
};

enum class VggHead { Pooled, Classic };

std::shared_ptr<Classifier> makeVgg(const VggShape& shape, VggHead head, const NormalizationOptions& normalization,
                                    int64_t channels, int64_t classes);

} // namespace roentgen::models
