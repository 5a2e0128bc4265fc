#include "engine/training/optimizer.h"

#include "engine/training/adam_optimizers.h"
#include "engine/training/momentum_optimizers.h"
#include "engine/training/square_optimizers.h"

#include <map>

namespace roentgen::training {

OptimizerOptions optimizerOptions(const Experiment& experiment, ParameterLayout layout, const torch::Device& device) {
    const auto& training = experiment.training;
    const bool isWide = training.optimizer == "adadelta" || training.optimizer == "lamb";
    OptimizerOptions options;
    options.layout = std::move(layout);
    options.device = device;
    options.weightDecay = training.weightDecay;
    options.momentum = training.momentum;
    options.nesterov = training.nesterov;
    options.beta1 = training.beta1;
    options.beta2 = training.beta2;
    options.rho = training.rho;
    options.epsilon = training.epsilon > 0 ? training.epsilon : isWide ? 1e-6 : 1e-8;
    options.trustCoefficient = training.trustCoefficient;
    options.trunkRateFactor = training.trunkRateFactor;
    return options;
}

Result<std::unique_ptr<Optimizer>> makeOptimizer(const std::string& name, const OptimizerOptions& options) {
    using Make = std::unique_ptr<Optimizer> (*)(const OptimizerOptions&);
    static const std::map<std::string, Make> makers = {
        {"adam", makeAdam},       {"adamw", makeAdamW}, {"sgd", makeSgd},   {"adadelta", makeAdadelta},
        {"rmsprop", makeRmsprop}, {"lars", makeLars},   {"lamb", makeLamb},
    };
    const auto found = makers.find(name);
    if (found == makers.end())
        return usageError("There is no optimizer \"" + name + "\"", "training.optimizer",
                          "use adam, adamw, sgd, adadelta, rmsprop, lars or lamb");
    return found->second(options);
}

} // namespace roentgen::training
