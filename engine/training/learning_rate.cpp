#include "engine/training/learning_rate.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace roentgen::training {

namespace {
constexpr double pi = 3.14159265358979323846;
// Far below a step: what separates an epoch's end from rounding.
constexpr double rounding = 1e-9;
} // namespace

Result<LearningRate> LearningRate::make(const Experiment& experiment, int ranks) {
    static const std::map<std::string, Schedule> schedules = {
        {"constant", Schedule::Constant}, {"step", Schedule::Step},     {"exponential", Schedule::Exponential},
        {"plateau", Schedule::Plateau},   {"cosine", Schedule::Cosine}, {"cosine_restarts", Schedule::CosineRestarts}};
    const auto& training = experiment.training;
    const auto found = schedules.find(training.schedule);
    if (found == schedules.end())
        return usageError("There is no schedule \"" + training.schedule + "\"", "training.schedule",
                          "use constant, step, exponential, plateau, cosine or cosine_restarts");
    LearningRate rate;
    const double ratio = double(training.localBatch * training.accumulation * ranks) / double(training.baseBatch);
    rate.m_base = training.learningRate;
    if (training.learningRateScaling == "linear")
        rate.m_base *= ratio;
    else if (training.learningRateScaling == "sqrt")
        rate.m_base *= std::sqrt(ratio);
    rate.m_schedule = found->second;
    rate.m_keys = training;
    return rate;
}

double LearningRate::at(int64_t step, int64_t stepsPerEpoch) const {
    const double warmupSteps = m_keys.warmupEpochs * double(stepsPerEpoch);
    double factor = state.factor;
    if (double(step) < warmupSteps)
        factor *= m_keys.warmupStart + (1 - m_keys.warmupStart) * double(step + 1) / (warmupSteps + 1);
    else
        factor *= scheduled(double(step) / double(stepsPerEpoch));
    return m_base * factor;
}

double LearningRate::scheduled(double epochs) const {
    const double sinceWarmup = epochs - m_keys.warmupEpochs;
    switch (m_schedule) {
    case Schedule::Step:
        return std::pow(m_keys.decayFactor, std::floor(epochs / double(m_keys.stepEpochs) + rounding));
    case Schedule::Exponential:
        return std::pow(m_keys.decayFactor, std::max(0.0, epochs - double(m_keys.decayFromEpoch)));
    case Schedule::Cosine:
        return cosine(sinceWarmup / std::max(rounding, double(m_keys.epochs) - m_keys.warmupEpochs));
    case Schedule::CosineRestarts:
        return cosine(periodAt(sinceWarmup).done);
    case Schedule::Constant:
    case Schedule::Plateau:
        break;
    }
    return 1;
}

double LearningRate::cosine(double done) const {
    return m_keys.cosineFloor + (1 - m_keys.cosineFloor) * 0.5 * (1 + std::cos(pi * std::min(1.0, done)));
}

LearningRate::Period LearningRate::periodAt(double epochs) const {
    Period period;
    double length = double(m_keys.restartEpochs);
    for (; epochs >= length - rounding; ++period.index, length *= m_keys.restartMultiplier)
        epochs -= length;
    period.done = std::max(0.0, epochs / length);
    return period;
}

int64_t LearningRate::period(int64_t step, int64_t stepsPerEpoch) const {
    const double sinceWarmup = double(step) / double(stepsPerEpoch) - m_keys.warmupEpochs;
    return m_schedule == Schedule::CosineRestarts ? periodAt(sinceWarmup).index : 0;
}

void LearningRate::onValidation(double loss) {
    constexpr double threshold = 1e-4;
    if (m_schedule != Schedule::Plateau)
        return;
    if (loss < state.bestLoss * (1 - threshold)) {
        state.bestLoss = loss;
        state.badEpochs = 0;
    } else if (++state.badEpochs > m_keys.plateauPatience) {
        state.factor *= m_keys.plateauFactor;
        state.badEpochs = 0;
    }
}

} // namespace roentgen::training
