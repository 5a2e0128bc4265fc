// What an experiment may ask of an architecture; what is known of each stands in architecture_table.h.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen {

// The [model] keys that must fit together.
struct ArchitectureUse {
    std::string architecture;
    std::string normalization; // "auto": the architecture's own
    std::string head = "pooled";
    int64_t groupCount = 32;
    int64_t imageSize = 224; // px
};

// Usage error with the key and its allowed values: a normalisation or head that the architecture has no place for, a
// group count that does not divide the channels of every layer, an image so small that nothing is left of it (or, for
// instance normalisation, a single pixel a channel).
Status checkArchitectureUse(const ArchitectureUse& use);

// Whether there is a choice at all: of normalisation layers, of a head besides the pooled one. False for a name that is
// no classifier.
bool hasNormalization(const std::string& architecture);
bool hasClassicHead(const std::string& architecture);

// "auto" becomes batch, or none where the architecture has no normalisation layers (vgg16).
std::string resolvedNormalization(const std::string& architecture, const std::string& normalization);
// The least image size at which every normalised map has more than one pixel; 0 for a name that is no classifier.
int64_t leastSizeForStatistics(const std::string& architecture);

} // namespace roentgen
