// Optimizers that follow the first two moments of the gradient: Adam, AdamW and LAMB.
#pragma once

#include "engine/training/flat_optimizer.h"

namespace roentgen::training {

// adam (Kingma and Ba 2015, algorithm 1; weight_decay is added to the gradient as torch.optim.Adam does).
std::unique_ptr<Optimizer> makeAdam(const OptimizerOptions& options);
// adamw (Loshchilov and Hutter 2019, algorithm 2: w -= rate·weight_decay·w, as torch.optim.AdamW).
std::unique_ptr<Optimizer> makeAdamW(const OptimizerOptions& options);
// lamb (You et al. 2020, algorithm 2, φ the identity): u = Adam's direction + weight_decay·w,
// w -= rate · ‖w‖/‖u‖ · u for each layer. Biases and the parameters of normalisation: ratio 1, no decay; ratio 1 too
// where a norm is 0.
std::unique_ptr<Optimizer> makeLamb(const OptimizerOptions& options);

} // namespace roentgen::training
