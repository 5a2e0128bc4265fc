// Optimizers that divide by the root of the mean square gradient: RMSprop and Adadelta.
#pragma once

#include "engine/training/flat_optimizer.h"

namespace roentgen::training {

// With g = gradient + weight_decay · w:
// rmsprop (Tieleman and Hinton 2012, lecture 6.5): s = rho·s + (1-rho)·g², w -= rate · g / (√s + epsilon).
std::unique_ptr<Optimizer> makeRmsprop(const OptimizerOptions& options);
// adadelta (Zeiler 2012, algorithm 1, with the learning rate of torch.optim.Adadelta): s = rho·s + (1-rho)·g²,
// δ = √((d + epsilon) / (s + epsilon)) · g, d = rho·d + (1-rho)·δ², w -= rate · δ.
std::unique_ptr<Optimizer> makeAdadelta(const OptimizerOptions& options);

} // namespace roentgen::training
