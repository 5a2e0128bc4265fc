// The memory layout that convolutions want: channels last, said so that LibTorch believes it.
#pragma once

#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::models {

// [N,C,H,W] → the same values with channels-last strides, a copy only where they lie otherwise. Unlike
// contiguous(ChannelsLast), also for one channel and 1×1 kernels: those it leaves with channels-first strides, from
// which LibTorch decides that the whole convolution, and what follows it, is channels-first.
torch::Tensor channelsLast(const torch::Tensor& tensor);

// All four-dimensional parameters of a model, in place.
void layOutChannelsLast(torch::nn::Module& model);

} // namespace roentgen::models
