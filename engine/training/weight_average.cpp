#include "engine/training/weight_average.h"

#include "engine/models/torch_headers.h"

#include <algorithm>

namespace roentgen::training {

namespace {

void exchangeTensors(torch::Tensor a, torch::Tensor b) {
    const torch::Tensor kept = a.clone();
    a.copy_(b);
    b.copy_(kept);
}

} // namespace

WeightAverage::WeightAverage(distributed::FlatParameters& parameters, torch::nn::Module& model, double decay)
    : m_parameters(parameters)
    , m_model(model)
    , m_decay(decay)
    , m_weights(parameters.values().clone()) {
    for (const torch::Tensor& one : distributed::statisticsOf(model))
        m_statistics.push_back(one.clone());
}

void WeightAverage::update() {
    torch::NoGradGuard noGrad;
    const double n = double(updates++);
    const double share = n == 0 ? 1 : 1 - std::min(m_decay, (1 + n) / (10 + n));
    m_weights.lerp_(m_parameters.values(), share);
    const auto statistics = distributed::statisticsOf(m_model);
    for (size_t k = 0; k < statistics.size(); ++k)
        m_statistics[k].lerp_(statistics[k], share);
}

void WeightAverage::exchange() {
    if (updates == 0)
        return;
    torch::NoGradGuard noGrad;
    exchangeTensors(m_weights, m_parameters.values());
    const auto statistics = distributed::statisticsOf(m_model);
    for (size_t k = 0; k < statistics.size(); ++k)
        exchangeTensors(m_statistics[k], statistics[k]);
}

models::NamedTensors WeightAverage::weights() const {
    return {{"average.weights", m_weights}};
}

models::NamedTensors WeightAverage::statistics() const {
    models::NamedTensors tensors;
    for (size_t k = 0; k < m_statistics.size(); ++k)
        tensors.emplace_back("average.statistics." + std::to_string(k), m_statistics[k]);
    return tensors;
}

EvaluatedWeights::EvaluatedWeights(torch::nn::Module& model, WeightAverage* average, distributed::Communicator& ranks)
    : m_model(model)
    , m_average(average) {
    if (m_average)
        m_average->exchange();
    m_own = distributed::copyBuffers(m_model);
    distributed::averageStatistics(m_model, ranks);
}

EvaluatedWeights::~EvaluatedWeights() {
    distributed::restoreBuffers(m_model, m_own);
    if (m_average)
        m_average->exchange();
}

} // namespace roentgen::training
