// Optimizers over one flat parameter buffer.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/result.h"
#include "engine/training/parameter_layout.h"

#include <memory>
#include <string>
#include <torch/types.h>
#include <utility>
#include <vector>

namespace roentgen::training {

class Optimizer {
public:
    virtual ~Optimizer() = default;
    // values -= the update for gradientScale · gradients. Both [size] float32, contiguous. Returns the norm of the
    // scaled gradient (of the head alone while the trunk is frozen). The same inputs give the same bits for any number
    // of threads.
    virtual double step(torch::Tensor values, torch::Tensor gradients, double gradientScale, double learningRate) = 0;
    // What a checkpoint has to hold besides the values: named tensors that alias the state, and the steps taken.
    virtual std::vector<std::pair<std::string, torch::Tensor>> state() = 0;
    int64_t stepsTaken = 0;

    // A frozen trunk and its state are left alone, and its steps are not counted.
    void freezeTrunk(bool frozen) { m_trunkFrozen = frozen; }
    bool isTrunkFrozen() const { return m_trunkFrozen; }

private:
    bool m_trunkFrozen = false;
};

struct OptimizerOptions {
    ParameterLayout layout;
    torch::Device device = torch::kCPU;
    double weightDecay = 0, momentum = 0.9, beta1 = 0.9, beta2 = 0.999, rho = 0.9;
    double epsilon = 1e-8, trustCoefficient = 0.001;
    bool nesterov = false;
    double trunkRateFactor = 1; // the trunk's learning rate as a share of the head's
    // Fastest: vectorised loops on the CPU, tensor operations elsewhere.
    enum class Path { Fastest, TensorOperations } path = Path::Fastest;
};
// The experiment's keys; epsilon = 0 becomes the optimizer's own: 1e-6 for adadelta (torch.optim) and lamb (the
// paper), 1e-8 for the others.
OptimizerOptions optimizerOptions(const Experiment& experiment, ParameterLayout layout, const torch::Device& device);

// training.optimizer, as adam_optimizers.h, momentum_optimizers.h and square_optimizers.h say. weight_decay concerns
// every parameter, as torch.optim has it, but for lars and lamb, which leave out biases and normalisation as their
// papers' authors do. Usage error: an unknown name.
Result<std::unique_ptr<Optimizer>> makeOptimizer(const std::string& name, const OptimizerOptions& options);

} // namespace roentgen::training
