#include "engine/models/normalization.h"

#include "engine/models/fused_norm_relu.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

namespace {
constexpr double epsilon = 1e-5, momentum = 0.1; // torch.nn.BatchNorm2d's defaults
}

bool parseNormalization(const std::string& name, NormalizationKind* kind) {
    static const std::map<std::string, NormalizationKind> kinds = {{"batch", NormalizationKind::Batch},
                                                                   {"group", NormalizationKind::Group},
                                                                   {"instance", NormalizationKind::Instance},
                                                                   {"none", NormalizationKind::None}};
    const auto found = kinds.find(name);
    if (found != kinds.end())
        *kind = found->second;
    return found != kinds.end();
}

NormalizationImpl::NormalizationImpl(const NormalizationOptions& options, int64_t channels)
    : m_kind(options.kind) {
    if (m_kind == NormalizationKind::None)
        return;
    m_groups = m_kind == NormalizationKind::Instance ? channels : options.groupCount;
    m_weight = register_parameter("weight", torch::ones({channels}));
    m_bias = register_parameter("bias", torch::zeros({channels}));
    if (m_kind != NormalizationKind::Batch)
        return;
    m_runningMean = register_buffer("running_mean", torch::zeros({channels}));
    m_runningVariance = register_buffer("running_var", torch::ones({channels}));
    m_batchesTracked = register_buffer("num_batches_tracked", torch::zeros({}, torch::kLong));
}

BatchNormState NormalizationImpl::batchState() const {
    return {m_weight, m_bias, m_runningMean, m_runningVariance, epsilon, momentum};
}

torch::Tensor NormalizationImpl::batchNormRelu(const torch::Tensor& x) {
    if (is_training())
        m_batchesTracked.add_(1);
    const BatchNormState state = batchState();
    if (canFuseNormRelu(x) && is_training())
        return fusedNormReluTraining(x, state);
    if (canFuseNormRelu(x) && !torch::GradMode::is_enabled())
        return fusedNormReluInference(x, state);
    return torch::batch_norm(x, m_weight, m_bias, m_runningMean, m_runningVariance, is_training(), momentum, epsilon,
                             true)
        .relu_();
}

torch::Tensor NormalizationImpl::normalizeRelu(const torch::Tensor& x) {
    switch (m_kind) {
    case NormalizationKind::Batch:
        return batchNormRelu(x);
    case NormalizationKind::Group:
    case NormalizationKind::Instance:
        return torch::group_norm(x.to(torch::kFloat), m_groups, m_weight, m_bias, epsilon).relu_();
    case NormalizationKind::None:
        break;
    }
    return x.relu();
}

} // namespace roentgen::models
