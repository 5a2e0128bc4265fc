// The norm of the whole gradient, before the optimizer sees it: what clipping needs.
#pragma once

#include <torch/types.h>

namespace roentgen::training {

// The 2-norm of a contiguous float32 buffer, summed in double in an order that does not depend on the number of
// threads. One pass over memory.
double gradientNorm(const torch::Tensor& gradients);

// The factor that brings a gradient of this norm to at most `limit` (Pascanu et al. 2013, algorithm 1; 1e-6 as
// torch.nn.utils.clip_grad_norm_ adds). 1 where the norm is below; limit 0: always 1.
double clipFactor(double norm, double limit);

} // namespace roentgen::training
