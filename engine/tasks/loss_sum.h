// What a step minimises, as every task gives it.
#pragma once

#include <functional>
#include <torch/types.h>

namespace roentgen::tasks {

struct LossSum {
    torch::Tensor sum; // scalar, over what is known
    double known = 0;  // the mean is sum / known, over all batches and ranks
};

// outputs: of the network, float32 or float64; targets [N, floats of a sample's target], of the same type and device.
using LossFunction = std::function<LossSum(const torch::Tensor& outputs, const torch::Tensor& targets)>;

} // namespace roentgen::tasks
