// Batch normalisation and ReLU as one step of autograd, on the CPU and channels-last.
#pragma once

#include <torch/types.h>

namespace roentgen::models {

struct BatchNormState {
    torch::Tensor weight, bias, runningMean, runningVariance; // [C] float32
    double epsilon = 1e-5, momentum = 0.1;
};

// True for bf16 or float32 on the CPU, channels-last, with a multiple of 32 channels.
bool canFuseNormRelu(const torch::Tensor& x);

// [N,C,H,W] → max(batch_norm(x), 0), the same layout and dtype. Training: with the batch's own statistics (Ioffe and
// Szegedy 2015, algorithm 1), which move the running ones; else with the running ones (and no gradient).
torch::Tensor fusedNormReluTraining(const torch::Tensor& x, const BatchNormState& state);
torch::Tensor fusedNormReluInference(const torch::Tensor& x, const BatchNormState& state);

} // namespace roentgen::models
