// The one table of the architectures: what each needs and costs. Choices, checks, memory, forecasts and documentation
// read it; engine/models/classifier.cpp makes the models of the same names.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen {

// tests/benchmarks/training_memory.py at 224², Adam, pooled head: megabytes that do not depend on the batch (LibTorch
// and what it loads, weights, gradients, optimizer), and those of one more film in it.
struct MemoryPeak {
    double baseMb, filmMb;
    double otherFilmMb; // with group, instance or synchronised statistics, which go through the plain modules
};

// Tests check each row against its model.
struct Architecture {
    const char* name;              // torchvision's
    bool hasNormalization;         // layers of it
    int64_t commonDivisor;         // of the channels of all convolutions that may be normalised
    int64_t leastSize;             // px; below, a pooling has nothing left
    int64_t leastStatisticsSize;   // px; from here on every normalised map is larger than 1×1
    int64_t trunkParameters;       // with three input channels; torchvision's, without the head
    int64_t classicHeadParameters; // of the classic head without its last layer; 0: the pooled head is the only one
    double multiplyAdds;           // of a forward pass of one image of three times 224²
    MemoryPeak bf16, fp32;
};

// In the order in which they are offered. Thread-safe.
const std::vector<Architecture>& architectures();
const Architecture* findArchitecture(const std::string& name); // nullptr for a name that is no classifier

std::vector<std::string> architectureNames();

} // namespace roentgen
