#include "engine/protocol/recipe_checks.h"

#include <charconv>
#include <cmath>

namespace roentgen {

namespace {

Status checkLoss(const Experiment& e) {
    const auto& training = e.training;
    if (!training.classWeights.empty() && training.loss == "weighted_bce")
        return usageError("weighted_bce weighs the classes itself", "training.class_weights",
                          "leave it empty, or use bce, focal or cross_entropy");
    if (training.classWeights.size() > 1)
        for (const std::string& entry : training.classWeights)
            if (entry == "balanced")
                return usageError("\"balanced\" stands beside other weights", "training.class_weights",
                                  "use \"balanced\" alone, or Finding=weight for some findings");
    for (const std::string& entry : training.classWeights)
        if (entry != "balanced")
            if (auto weight = parseClassWeight(entry); !weight)
                return weight.error();
    return Done{};
}

std::string epochsBelow(double end) {
    return std::to_string(int64_t(std::ceil(end)) - 1);
}

// Of cosine_restarts that end within so many epochs.
int64_t wholeCycles(int64_t firstEpochs, double multiplier, double epochs) {
    constexpr double rounding = 1e-9;
    int64_t cycles = 0;
    double length = double(firstEpochs);
    for (double left = epochs + rounding; left >= length; length *= multiplier, ++cycles)
        left -= length;
    return cycles;
}

Status checkSchedule(const Experiment& e) {
    const auto& t = e.training;
    const std::string run = "the run has " + std::to_string(t.epochs) + (t.epochs == 1 ? " epoch" : " epochs");
    if (t.warmupEpochs >= double(t.epochs))
        return usageError("The warm-up is as long as the run or longer: " + run, "training.warmup_epochs",
                          "use 0 to less than " + std::to_string(t.epochs) + ", or more training.epochs");
    // What would not happen within the run is a mistake; else its key may have any value of its range.
    const auto never = [&](const char* what, const char* key, int64_t least, double end) {
        const std::string other = "more training.epochs, or another training.schedule";
        return usageError(std::string(what) + ": " + run, key,
                          double(least) < end
                              ? "use " + std::to_string(least) + " to " + epochsBelow(end) + ", " + other
                              : "use " + other);
    };
    if (t.schedule == "step" && t.stepEpochs >= t.epochs)
        return never("The learning rate would never fall", "training.step_epochs", 1, double(t.epochs));
    if (t.schedule == "exponential" && t.decayFromEpoch >= t.epochs)
        return never("The learning rate would never fall", "training.decay_from_epoch", 0, double(t.epochs));
    const double afterWarmup = double(t.epochs) - t.warmupEpochs;
    if (t.schedule == "cosine_restarts" && double(t.restartEpochs) >= afterWarmup)
        return never("The learning rate would never restart", "training.restart_epochs", 1, afterWarmup);
    if (const int64_t cycles = wholeCycles(t.restartEpochs, t.restartMultiplier, afterWarmup); t.snapshots > cycles)
        return usageError("The learning rate has only " + std::to_string(cycles) +
                              (cycles == 1 ? " whole cycle: " : " whole cycles: ") + run,
                          "training.snapshots", "use 0 to " + std::to_string(cycles) + ", or more training.epochs");
    return Done{};
}

Status checkOptimizer(const Experiment& e) {
    const auto& t = e.training;
    if (t.nesterov && t.optimizer != "sgd")
        return usageError("Nesterov's momentum is sgd's, not " + t.optimizer + "'s", "training.nesterov",
                          "use false, or training.optimizer = \"sgd\"");
    if (t.nesterov && t.momentum == 0)
        return usageError("Nesterov's momentum needs a momentum", "training.nesterov",
                          "use false, or training.momentum above 0");
    return Done{};
}

Status checkTransfer(const Experiment& e) {
    const int64_t frozen = e.model.freezeTrunkEpochs;
    if (frozen > e.training.epochs)
        return usageError("The trunk would be frozen longer than the run", "model.freeze_trunk_epochs",
                          "use 0 to " + std::to_string(e.training.epochs) + ", or more training.epochs");
    if (frozen > 0 && e.model.weights.empty())
        return usageError("A trunk from scratch has nothing to keep", "model.freeze_trunk_epochs",
                          "use 0, or name what to start from in model.weights");
    return Done{};
}

} // namespace

Result<ClassWeight> parseClassWeight(const std::string& entry) {
    const size_t equals = entry.rfind('=');
    ClassWeight result;
    if (equals != std::string::npos && equals > 0) {
        result.name = entry.substr(0, equals);
        const char *begin = entry.data() + equals + 1, *end = entry.data() + entry.size();
        const auto [stop, failure] = std::from_chars(begin, end, result.weight);
        if (failure == std::errc() && stop == end && result.weight >= 0.001 && result.weight <= 1000)
            return result;
    }
    return usageError("\"" + entry + "\" is not a class weight", "training.class_weights",
                      "use \"balanced\", or Finding=weight with a weight from 0.001 to 1000");
}

Status checkRecipe(const Experiment& experiment) {
    for (auto* check : {checkOptimizer, checkSchedule, checkTransfer, checkLoss})
        if (Status fits = check(experiment); !fits)
            return fits;
    return Done{};
}

} // namespace roentgen
