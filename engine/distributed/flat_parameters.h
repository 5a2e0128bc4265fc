// A model's parameters and gradients as two flat buffers: reduced and optimised without a copy.
#pragma once

#include "engine/distributed/communicator.h"

#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::distributed {

// Moves every parameter of the model into one float32 buffer (in registration order, each start aligned to 64 bytes,
// its memory layout kept) and gives it a .grad that is a view into another one. The model must outlive it, and may not
// be moved to another device or layout afterwards.
class FlatParameters {
public:
    explicit FlatParameters(torch::nn::Module& model);

    // Behind the gradients: sums that travel with them, so that a step needs no other collective.
    static constexpr int64_t tailSize = 16;

    torch::Tensor values() const { return m_values; }       // [size] float32
    torch::Tensor gradients() const { return m_gradients; } // [size + tailSize] float32
    int64_t size() const { return m_values.numel(); }
    void zeroGradients() { m_gradients.zero_(); }

    // Gradients, from place `first` on, and tail summed over ranks, in place, `bucketBytes` at a time. Collective.
    void sumGradients(Communicator& ranks, size_t bucketBytes, int64_t first = 0);
    // Rank 0's values everywhere. Collective.
    void broadcastValues(Communicator& ranks);

private:
    torch::Tensor m_values, m_gradients;
};

// The model's floating-point buffers (batch normalisation's running statistics).
std::vector<torch::Tensor> statisticsOf(const torch::nn::Module& model);
// Copies of all buffers, and back.
std::vector<torch::Tensor> copyBuffers(const torch::nn::Module& model);
void restoreBuffers(torch::nn::Module& model, const std::vector<torch::Tensor>& copies);
// The mean of the running statistics over ranks, in place, the same bits on every rank. Collective.
void averageStatistics(torch::nn::Module& model, Communicator& ranks);

} // namespace roentgen::distributed
