// 1×1 convolutions of few rows in bf16 on a processor: a row is a pixel of an image, and with few of them LibTorch's
// convolution loses speed in the gradient of the weights, where a plain matrix product does not.
#pragma once

#include <torch/types.h>

namespace roentgen::models {

// x: [N,in,h,w] bf16, channels last, on the processor; with a stride or few rows, so that it pays.
bool paysAsPointwise(const torch::Tensor& x, int64_t stride);

// x as above, weight: [out,in,1,1] bf16 → [N,out,⌈h/stride⌉,⌈w/stride⌉], with gradients. Only every stride-th pixel of
// x is kept for the way back.
torch::Tensor pointwiseConvolution(const torch::Tensor& x, const torch::Tensor& weight, int64_t stride);

} // namespace roentgen::models
