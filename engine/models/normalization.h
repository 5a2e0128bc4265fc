// The normalisation layers that an experiment may choose, under torchvision's tensor names.
#pragma once

#include "engine/models/fused_norm_relu.h"

#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::models {

// SyncBatch: as Batch, with the statistics of all ranks, forward and backward.
enum class NormalizationKind { Batch, SyncBatch, Group, Instance, None };

// Usage error text is the caller's: false for a name that is not built.
bool parseNormalization(const std::string& name, NormalizationKind* kind);

struct NormalizationOptions {
    NormalizationKind kind = NormalizationKind::Batch;
    int64_t groupCount = 32; // of Group; divides every layer's channels
};

// Batch and SyncBatch: weight, bias, running_mean, running_var, num_batches_tracked. Group (Wu and He 2018) and
// Instance (a group a channel): weight and bias. None: no tensors.
class NormalizationImpl : public torch::nn::Module {
public:
    NormalizationImpl(const NormalizationOptions& options, int64_t channels);
    // [N,C,H,W] → normalised and scaled; then max(·, 0), or max(· + other, 0)
    torch::Tensor normalize(const torch::Tensor& x);
    torch::Tensor normalizeRelu(const torch::Tensor& x);
    torch::Tensor normalizeAddRelu(const torch::Tensor& x, const torch::Tensor& other);

    NormalizationKind kind() const { return m_kind; }
    int64_t channels() const { return m_channels; }
    // Batch and SyncBatch: the tensors alias the module's.
    BatchNormState batchState() const;
    torch::Tensor batchesTracked() const { return m_batchesTracked; }
    void setSumOverRanks(std::shared_ptr<const SumOverRanks> sum) { m_sumOverRanks = std::move(sum); }
    void setMomentum(double momentum) { m_momentum = momentum; }

private:
    bool isBatch() const { return m_kind == NormalizationKind::Batch || m_kind == NormalizationKind::SyncBatch; }
    torch::Tensor grouped(const torch::Tensor& x) const;
    torch::Tensor plainBatchNorm(const torch::Tensor& x);
    // How this batch goes: fused in training, fused without a gradient, or through LibTorch's own.
    enum class Way { FusedTraining, FusedInference, Plain };
    Way chooseWay(const torch::Tensor& x);

    NormalizationKind m_kind;
    int64_t m_channels, m_groups = 1;
    double m_momentum = 0.1; // share of a batch in the running statistics; torch.nn.BatchNorm2d's default
    torch::Tensor m_weight, m_bias, m_runningMean, m_runningVariance, m_batchesTracked;
    std::shared_ptr<const SumOverRanks> m_sumOverRanks;
};

// Gives every SyncBatch layer of the model the sum over ranks; without it, or with an empty one, they are as Batch.
// Every rank must then run the model's forward and backward as often as the others, with no image if it has none.
void setSumOverRanks(torch::nn::Module& model, const SumOverRanks& sum);
// Of every Batch and SyncBatch layer; matters in training alone.
void setNormMomentum(torch::nn::Module& model, double momentum);

} // namespace roentgen::models
