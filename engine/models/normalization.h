// The normalisation layers that an experiment may choose, under torchvision's tensor names.
#pragma once

#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::models {

enum class NormalizationKind { Batch, Group, Instance, None };

// Usage error text is the caller's: false for a name that is not built.
bool parseNormalization(const std::string& name, NormalizationKind* kind);

// [N,C,H,W] → the same, normalised and scaled; then max(·, 0), since every use in DenseNet is followed by a ReLU.
// Batch: weight, bias, running_mean, running_var, num_batches_tracked. Group (32 groups) and Instance: weight and
// bias. None: no tensors.
class NormalizationReluImpl : public torch::nn::Module {
public:
    NormalizationReluImpl(NormalizationKind kind, int64_t channels);
    torch::Tensor forward(const torch::Tensor& x);

private:
    torch::Tensor batchNormRelu(const torch::Tensor& x);

    NormalizationKind m_kind;
    int64_t m_groups = 1;
    torch::Tensor m_weight, m_bias, m_runningMean, m_runningVariance, m_batchesTracked;
};

} // namespace roentgen::models
