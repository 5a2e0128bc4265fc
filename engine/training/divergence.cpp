#include "engine/training/divergence.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

namespace roentgen::training {

namespace {

constexpr int64_t remembered = 50, firstJudgedNorm = 20;

std::string inWords(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.3g", value);
    return text;
}

} // namespace

double lossLimit(const GuardState& state, double divergenceFactor) {
    return divergenceFactor > 0 ? divergenceFactor * std::max(1.0, state.meanLoss)
                                : std::numeric_limits<double>::infinity();
}

std::string judge(const StepOutcome& outcome, const GuardState& state, const Experiment& experiment) {
    const auto& training = experiment.training;
    if (!std::isfinite(outcome.loss))
        return "the loss is not a number";
    if (outcome.signals.suspicious || outcome.loss > lossLimit(state, training.divergenceFactor))
        return "the loss has exploded (mean over all ranks " + inWords(outcome.loss) + ", until now " +
               inWords(state.meanLoss) + ")";
    if (!std::isfinite(outcome.gradientNorm))
        return "the gradient is not a number";
    const double limit = training.divergenceFactor * std::max(1.0, state.meanNorm);
    if (training.divergenceFactor > 0 && training.clipNorm == 0 && state.steps >= firstJudgedNorm &&
        outcome.gradientNorm > limit)
        return "the gradient has exploded (norm " + inWords(outcome.gradientNorm) + ", until now " +
               inWords(state.meanNorm) + ")";
    return {};
}

void note(const StepOutcome& outcome, GuardState* state) {
    const double share = 1.0 / double(std::min(++state->steps, remembered));
    state->meanLoss += share * (outcome.loss - state->meanLoss);
    state->meanNorm += share * (outcome.gradientNorm - state->meanNorm);
}

} // namespace roentgen::training
