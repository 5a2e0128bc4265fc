// The normalisation layers that an experiment may choose, under torchvision's tensor names.
#pragma once

#include "engine/models/fused_norm_relu.h"

#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::models {

enum class NormalizationKind { Batch, Group, Instance, None };

// Usage error text is the caller's: false for a name that is not built.
bool parseNormalization(const std::string& name, NormalizationKind* kind);

struct NormalizationOptions {
    NormalizationKind kind = NormalizationKind::Batch;
    int64_t groupCount = 32; // of Group; divides every layer's channels
};

// Batch: weight, bias, running_mean, running_var, num_batches_tracked. Group and Instance: weight and bias. None: no
// tensors.
class NormalizationImpl : public torch::nn::Module {
public:
    NormalizationImpl(const NormalizationOptions& options, int64_t channels);
    // [N,C,H,W] → max(normalised and scaled, 0)
    torch::Tensor normalizeRelu(const torch::Tensor& x);

    NormalizationKind kind() const { return m_kind; }
    BatchNormState batchState() const; // of Batch: its tensors themselves
    torch::Tensor batchesTracked() const { return m_batchesTracked; }

private:
    torch::Tensor batchNormRelu(const torch::Tensor& x);

    NormalizationKind m_kind;
    int64_t m_groups = 1;
    torch::Tensor m_weight, m_bias, m_runningMean, m_runningVariance, m_batchesTracked;
};

} // namespace roentgen::models
