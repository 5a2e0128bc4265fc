// Batch normalisation and what follows it (nothing, a ReLU, or an addition and a ReLU) as one step of autograd, on the
// CPU and channels-last.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <torch/types.h>

namespace roentgen::models {

// Sums over all ranks, in place, the same bits on every rank. Collective: every rank calls it with the same count, in
// the same order.
using SumOverRanks = std::function<void(double* values, size_t count)>;

struct BatchNormState {
    torch::Tensor weight, bias, runningMean, runningVariance; // [C] float32
    double epsilon = 1e-5, momentum = 0.1;
    std::shared_ptr<const SumOverRanks> sumOverRanks; // null: the statistics are those of this process's batch
};

// True for bf16 or float32 on the CPU, channels-last, with a multiple of 32 channels.
bool canFuseNormRelu(const torch::Tensor& x);

// [N,C,H,W] → batch_norm(x), max(batch_norm(x), 0) or max(batch_norm(x) + other, 0), the same layout and dtype.
// Training: with the batch's own statistics (Ioffe and Szegedy 2015, algorithm 1), which move the running ones; else
// with the running ones (and no gradient).
torch::Tensor fusedNormTraining(const torch::Tensor& x, const BatchNormState& state);
torch::Tensor fusedNormReluTraining(const torch::Tensor& x, const BatchNormState& state);
torch::Tensor fusedNormAddReluTraining(const torch::Tensor& x, const torch::Tensor& other, const BatchNormState& state);
torch::Tensor fusedNormInference(const torch::Tensor& x, const BatchNormState& state);
torch::Tensor fusedNormReluInference(const torch::Tensor& x, const BatchNormState& state);
torch::Tensor fusedNormAddReluInference(const torch::Tensor& x, const torch::Tensor& other,
                                        const BatchNormState& state);

} // namespace roentgen::models
