// How a batch reaches the device that computes on it.
#pragma once

#include <torch/types.h>

namespace roentgen::training {

// On the CPU the tensor itself, without a copy. To a GPU by way of page-locked memory and without waiting: the copy is
// queued before what uses it, and the host's memory may be reused as soon as this returns.
torch::Tensor toDevice(const torch::Tensor& host, const torch::Device& device);

} // namespace roentgen::training
