#include "engine/training/learning_rate.h"

#include <algorithm>
#include <cmath>

namespace roentgen::training {

Result<LearningRate> LearningRate::make(const Experiment& experiment, int ranks) {
    const auto& training = experiment.training;
    if (training.schedule != "plateau" && training.schedule != "constant" && training.schedule != "cosine")
        return usageError("the schedule '" + training.schedule + "' is not built yet", "training.schedule",
                          "use plateau, constant or cosine");
    LearningRate rate;
    const double ratio = double(training.localBatch * training.accumulation * ranks) / double(training.baseBatch);
    rate.m_base = training.learningRate;
    if (training.learningRateScaling == "linear")
        rate.m_base *= ratio;
    else if (training.learningRateScaling == "sqrt")
        rate.m_base *= std::sqrt(ratio);
    rate.m_warmupEpochs = training.warmupEpochs;
    rate.m_epochs = double(training.epochs);
    rate.m_cosine = training.schedule == "cosine";
    rate.m_plateau = training.schedule == "plateau";
    rate.m_plateauFactor = training.plateauFactor;
    rate.m_patience = training.plateauPatience;
    return rate;
}

double LearningRate::at(int64_t step, int64_t stepsPerEpoch) const {
    const double warmupSteps = m_warmupEpochs * double(stepsPerEpoch);
    const double warmup = double(step) < warmupSteps ? double(step + 1) / (warmupSteps + 1) : 1;
    if (!m_cosine || warmup < 1)
        return m_base * state.factor * warmup;
    const double totalSteps = m_epochs * double(stepsPerEpoch);
    const double done = (double(step) - warmupSteps) / std::max(1.0, totalSteps - warmupSteps);
    return m_base * 0.5 * (1 + std::cos(3.14159265358979323846 * std::min(1.0, done)));
}

void LearningRate::onValidation(double loss) {
    constexpr double threshold = 1e-4;
    if (!m_plateau)
        return;
    if (loss < state.bestLoss * (1 - threshold)) {
        state.bestLoss = loss;
        state.badEpochs = 0;
    } else if (++state.badEpochs > m_patience) {
        state.factor *= m_plateauFactor;
        state.badEpochs = 0;
    }
}

} // namespace roentgen::training
