#include "engine/models/normalization.h"

#include "engine/models/sync_norm.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

namespace {
constexpr double epsilon = 1e-5; // torch.nn.BatchNorm2d's default
}

using torch::Tensor;

bool parseNormalization(const std::string& name, NormalizationKind* kind) {
    static const std::map<std::string, NormalizationKind> kinds = {{"batch", NormalizationKind::Batch},
                                                                   {"sync_batch", NormalizationKind::SyncBatch},
                                                                   {"group", NormalizationKind::Group},
                                                                   {"instance", NormalizationKind::Instance},
                                                                   {"none", NormalizationKind::None}};
    const auto found = kinds.find(name);
    if (found != kinds.end())
        *kind = found->second;
    return found != kinds.end();
}

NormalizationImpl::NormalizationImpl(const NormalizationOptions& options, int64_t channels)
    : m_kind(options.kind)
    , m_channels(channels) {
    if (m_kind == NormalizationKind::None)
        return;
    m_groups = m_kind == NormalizationKind::Instance ? channels : options.groupCount;
    m_weight = register_parameter("weight", torch::ones({channels}));
    m_bias = register_parameter("bias", torch::zeros({channels}));
    if (!isBatch())
        return;
    m_runningMean = register_buffer("running_mean", torch::zeros({channels}));
    m_runningVariance = register_buffer("running_var", torch::ones({channels}));
    m_batchesTracked = register_buffer("num_batches_tracked", torch::zeros({}, torch::kLong));
}

BatchNormState NormalizationImpl::batchState() const {
    return {m_weight, m_bias, m_runningMean, m_runningVariance, epsilon, m_momentum, m_sumOverRanks};
}

NormalizationImpl::Way NormalizationImpl::chooseWay(const Tensor& x) {
    if (is_training())
        m_batchesTracked.add_(1);
    if (!canFuseNormRelu(x))
        return Way::Plain;
    return is_training() ? Way::FusedTraining : torch::GradMode::is_enabled() ? Way::Plain : Way::FusedInference;
}

Tensor NormalizationImpl::plainBatchNorm(const Tensor& x) {
    if (m_sumOverRanks && is_training())
        return syncNormTraining(x, batchState());
    return torch::batch_norm(x, m_weight, m_bias, m_runningMean, m_runningVariance, is_training(), m_momentum, epsilon,
                             true);
}

Tensor NormalizationImpl::grouped(const Tensor& x) const {
    return torch::group_norm(x.to(torch::kFloat), m_groups, m_weight, m_bias, epsilon);
}

Tensor NormalizationImpl::normalize(const Tensor& x) {
    if (m_kind == NormalizationKind::None)
        return x;
    if (!isBatch())
        return grouped(x);
    switch (chooseWay(x)) {
    case Way::FusedTraining:
        return fusedNormTraining(x, batchState());
    case Way::FusedInference:
        return fusedNormInference(x, batchState());
    case Way::Plain:
        break;
    }
    return plainBatchNorm(x);
}

Tensor NormalizationImpl::normalizeRelu(const Tensor& x) {
    if (m_kind == NormalizationKind::None)
        return x.relu();
    if (!isBatch())
        return grouped(x).relu_();
    switch (chooseWay(x)) {
    case Way::FusedTraining:
        return fusedNormReluTraining(x, batchState());
    case Way::FusedInference:
        return fusedNormReluInference(x, batchState());
    case Way::Plain:
        break;
    }
    return plainBatchNorm(x).relu_();
}

Tensor NormalizationImpl::normalizeAddRelu(const Tensor& x, const Tensor& other) {
    if (!isBatch())
        return (normalize(x) + other).relu_();
    switch (chooseWay(x)) {
    case Way::FusedTraining:
        return fusedNormAddReluTraining(x, other, batchState());
    case Way::FusedInference:
        return fusedNormAddReluInference(x, other, batchState());
    case Way::Plain:
        break;
    }
    return (plainBatchNorm(x) + other).relu_();
}

void setSumOverRanks(torch::nn::Module& model, const SumOverRanks& sum) {
    const auto shared = sum ? std::make_shared<const SumOverRanks>(sum) : nullptr;
    for (const auto& module : model.modules(false))
        if (auto* norm = dynamic_cast<NormalizationImpl*>(module.get()))
            if (norm->kind() == NormalizationKind::SyncBatch)
                norm->setSumOverRanks(shared);
}

void setNormMomentum(torch::nn::Module& model, double momentum) {
    for (const auto& module : model.modules(false))
        if (auto* norm = dynamic_cast<NormalizationImpl*>(module.get()))
            norm->setMomentum(momentum);
}

} // namespace roentgen::models
