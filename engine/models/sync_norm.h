// Batch normalisation with the statistics of all ranks, on any device and layout: the way where the fused one
// (fused_norm_relu.h) does not go, also for a rank that has no image.
#pragma once

#include "engine/models/fused_norm_relu.h"

namespace roentgen::models {

// [N,C,H,W], N may be 0 → batch_norm(x), the same dtype. state.sumOverRanks is given. Makes the same two collective
// calls as the fused way: 1 + 2C sums forward, 2C backward.
torch::Tensor syncNormTraining(const torch::Tensor& x, const BatchNormState& state);

} // namespace roentgen::models
