// Losses of a multi-label classifier, with unknown labels left out.
#pragma once

#include <torch/types.h>

namespace roentgen::training {

struct LossSum {
    torch::Tensor sum; // scalar float32, over all known labels
    double known = 0;  // how many those are
};
// Binary cross-entropy of sigmoid(logits). Both [N,classes] float32; labels 0…1, NaN: unknown.
LossSum binaryCrossEntropy(const torch::Tensor& logits, const torch::Tensor& labels);

} // namespace roentgen::training
