// The optimizers as their papers write them, a number at a time in double: the truth of optimizer_test. Shares no code
// with the engine's.
#pragma once

#include "engine/training/optimizer.h"

#include <string>
#include <torch/types.h>
#include <vector>

namespace roentgen::tests {

class PublishedUpdate {
public:
    PublishedUpdate(std::string name, training::OptimizerOptions keys, const torch::Tensor& start);
    void step(const torch::Tensor& gradient, double rate);
    torch::Tensor values() const { return torch::tensor(w, torch::kDouble); }

private:
    void adam(size_t k, double g, double rate);
    void layer(size_t begin, size_t end, bool isVector, double rate);

    std::string name;
    training::OptimizerOptions keys;
    std::vector<double> w, m, v, g;
    int t = 0;
};

} // namespace roentgen::tests
