// Optimizers over one flat parameter buffer.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/result.h"

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
    // scaled gradient. The same inputs and thread count give the same bits.
    virtual double step(torch::Tensor values, torch::Tensor gradients, double gradientScale, double learningRate) = 0;
    // What a checkpoint has to hold besides the values: named tensors that alias the state, and the steps taken.
    virtual std::vector<std::pair<std::string, torch::Tensor>> state() = 0;
    int64_t stepsTaken = 0;
};

// adam (Kingma and Ba 2015, algorithm 1; weight_decay as torch.optim.Adam adds it to the gradient), adamw (Loshchilov
// and Hutter 2019), sgd (momentum 0.9). Usage error: one that is not built yet.
Result<std::unique_ptr<Optimizer>> makeOptimizer(const Experiment& experiment, int64_t size,
                                                 const torch::Device& device);

} // namespace roentgen::training
