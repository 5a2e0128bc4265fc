// Where each parameter lies in the flat buffer, and what the optimizers need to know of it.
#pragma once

#include <cstdint>
#include <string>
#include <torch/nn/module.h>
#include <vector>

namespace roentgen::training {

struct ParameterPart {
    int64_t offset = 0;    // its memory goes on to the next part's offset, zeros at the end
    bool isTrunk = false;  // not of the head
    bool isVector = false; // a bias, or of normalisation: at most one dimension
};

struct ParameterLayout {
    std::vector<ParameterPart> parts; // in the buffer's order
    int64_t size = 0;                 // of the buffer
    int64_t headBegin() const;        // behind the last part of the trunk
};

// Of a model whose parameters FlatParameters has laid out.
ParameterLayout layoutOf(const torch::nn::Module& model, int64_t size);

} // namespace roentgen::training
