#include "engine/protocol/recipe_checks.h"

#include <charconv>

namespace roentgen {

namespace {

Status checkLoss(const Experiment& e) {
    const auto& training = e.training;
    const bool isDice = training.loss == "dice" || training.loss == "dice_bce";
    if (isDice && e.experiment.task == "classification")
        return usageError("The loss \"" + training.loss + "\" is for segmentation", "training.loss",
                          "use bce, weighted_bce, focal or cross_entropy");
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
    return checkLoss(experiment);
}

} // namespace roentgen
