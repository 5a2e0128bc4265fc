// A model's parameters and gradients as two flat buffers: reduced and optimised without a copy.
#pragma once

#include "engine/distributed/communicator.h"

#include <functional>
#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>
#include <vector>

namespace roentgen::distributed {

// A parameter's place in the flat buffers.
struct ParameterSpan {
    torch::Tensor parameter;
    int64_t begin = 0, end = 0; // with the padding behind it
    int group = 0;              // equal for neighbours whose gradients a backward pass gives together
};

// Moves every parameter of the model into one float32 buffer (in registration order, each start aligned to 64 bytes,
// its memory layout kept) and gives it a .grad that is a view into another one. The model and the ranks must outlive
// it, and may not be moved to another device or layout afterwards.
class FlatParameters {
public:
    // By a parameter's name; neighbours that have the same one are of a group.
    using GroupOf = std::function<std::string(const std::string& parameter)>;
    // Gradients on the CPU lie where the ranks can sum them best. Collective.
    FlatParameters(torch::nn::Module& model, Communicator& ranks, const GroupOf& groupOf);

    // Behind the gradients: sums that travel with them, so that a step needs no other collective.
    static constexpr int64_t tailSize = 16;

    torch::Tensor values() const { return m_values; }       // [size] float32
    torch::Tensor gradients() const { return m_gradients; } // [size + tailSize] float32
    int64_t size() const { return m_values.numel(); }
    void zeroGradients() { m_gradients.zero_(); }

    const std::vector<ParameterSpan>& spans() const { return m_spans; } // in registration order
    // Rank 0's values everywhere. Collective.
    void broadcastValues(Communicator& ranks);

private:
    torch::Tensor m_values, m_gradients;
    std::vector<ParameterSpan> m_spans;
};

// The model's floating-point buffers (batch normalisation's running statistics).
std::vector<torch::Tensor> statisticsOf(const torch::nn::Module& model);
// Copies of all buffers, and back.
std::vector<torch::Tensor> copyBuffers(const torch::nn::Module& model);
void restoreBuffers(torch::nn::Module& model, const std::vector<torch::Tensor>& copies);
// Rank 0's running statistics on every rank. Collective.
void broadcastStatistics(torch::nn::Module& model, Communicator& ranks);
// The mean of the running statistics over ranks, in place, the same bits on every rank. Collective.
void averageStatistics(torch::nn::Module& model, Communicator& ranks);

} // namespace roentgen::distributed
