// Optimizers that follow a velocity: SGD and LARS.
#pragma once

#include "engine/training/flat_optimizer.h"

namespace roentgen::training {

// With g = gradient + weight_decay · w:
// sgd: v = momentum·v + g, w -= rate·v; with nesterov w -= rate·(g + momentum·v) (Sutskever et al. 2013, in the form of
// torch.optim.SGD).
std::unique_ptr<Optimizer> makeSgd(const OptimizerOptions& options);
// lars (You, Gitman and Ginsburg 2017, algorithm 1): v = momentum·v + rate·λ·g, w -= v, a layer's
// λ = trust_coefficient · ‖w‖ / (‖gradient‖ + weight_decay·‖w‖). Biases and the parameters of normalisation: λ = 1,
// no decay; so too where a norm is 0.
std::unique_ptr<Optimizer> makeLars(const OptimizerOptions& options);

} // namespace roentgen::training
