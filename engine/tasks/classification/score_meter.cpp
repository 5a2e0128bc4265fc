#include "engine/tasks/classification/score_meter.h"

#include "engine/evaluation/scored_films.h"
#include "engine/models/torch_headers.h"
#include "engine/tasks/classification/measures.h"

#include <cmath>
#include <limits>

namespace roentgen::tasks {

namespace {

using torch::Tensor;

Tensor tensorOf(const std::vector<float>& values, size_t classes) { // [N,classes] double
    return torch::tensor(values, torch::kFloat).view({-1, int64_t(classes)}).to(torch::kDouble);
}

std::vector<float> floatsOf(const Tensor& values) {
    const Tensor floats = values.to(torch::kFloat).contiguous();
    return {floats.data_ptr<float>(), floats.data_ptr<float>() + floats.numel()};
}

// Up to what loss and metrics do not see; probabilities are kept 1e-7 away from 0 and 1.
Tensor logitsOf(const std::vector<float>& probabilities, size_t classes, bool isExclusive) {
    constexpr double smallest = 1e-7;
    const Tensor p = tensorOf(probabilities, classes).clamp(smallest, 1 - smallest);
    return isExclusive ? p.log() : p.log() - (1 - p).log();
}

} // namespace

void ScoreMeter::add(const Tensor& outputs, const std::vector<int64_t>& samples) {
    const Tensor logits = outputs.contiguous();
    m_samples.insert(m_samples.end(), samples.begin(), samples.end());
    m_logits.insert(m_logits.end(), logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel());
}

// In the films' order, whichever rank they were on.
void ScoreMeter::merge(distributed::Communicator& ranks) {
    const size_t classes = m_classes.size();
    const auto samples = ranks.gatherValues(std::exchange(m_samples, {}));
    const auto logits = ranks.gatherValues(std::exchange(m_logits, {}));
    if (ranks.rank() > 0)
        return;
    m_logits.resize(m_part.size() * classes);
    for (size_t k = 0; k < samples.size(); ++k)
        std::copy_n(logits.begin() + std::ptrdiff_t(k * classes), classes,
                    m_logits.begin() + std::ptrdiff_t(size_t(samples[k]) * classes));
}

std::vector<int64_t> ScoreMeter::notNumbers() const {
    std::vector<int64_t> films;
    for (size_t k = 0; k < m_logits.size(); ++k)
        if (const auto film = int64_t(k / m_classes.size());
            !std::isfinite(m_logits[k]) && (films.empty() || films.back() != film))
            films.push_back(film);
    return films;
}

std::vector<float> ScoreMeter::probabilities() const {
    if (!m_mean.empty())
        return m_mean;
    const Tensor z = tensorOf(m_logits, m_classes.size());
    return floatsOf(m_loss.isExclusive() ? torch::softmax(z, 1) : torch::sigmoid(z));
}

Measures ScoreMeter::measures() const {
    const size_t classes = m_classes.size();
    std::vector<float> targets;
    for (const datasets::Sample& sample : m_part)
        targets.insert(targets.end(), sample.targets.begin(), sample.targets.end());
    const bool isExclusive = m_loss.isExclusive();
    const Tensor z = m_mean.empty() ? tensorOf(m_logits, classes)
                                    : logitsOf(m_mean, classes, isExclusive).to(torch::kFloat).to(torch::kDouble);
    const LossSum sum = m_loss(z, tensorOf(targets, classes));
    // The order of films by softmax is that of their log; by sigmoid, that of the logits.
    const Tensor ranked = (isExclusive ? torch::log_softmax(z, 1) : z).contiguous();
    evaluation::ScoredFilms films(classes);
    for (size_t k = 0; k < m_part.size(); ++k)
        films.add(ranked.data_ptr<double>() + k * classes, m_part[k].labels.data());
    return {sum.known > 0 ? sum.sum.item<double>() / sum.known : std::numeric_limits<double>::quiet_NaN(),
            measureFindings({m_classes, films, probabilities()})};
}

void ScoreMeter::mix(const Meter& member, size_t members) {
    const std::vector<float> added = static_cast<const ScoreMeter&>(member).probabilities(); // of the same task
    m_mean.resize(added.size());
    for (size_t k = 0; k < added.size(); ++k)
        m_mean[k] += added[k] / float(members);
}

} // namespace roentgen::tasks
