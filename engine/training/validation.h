// A model's answers on a part of the data set, computed by all ranks, and their measures.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/training/interruption.h"
#include "engine/training/train_step.h"

#include <map>
#include <optional>
#include <vector>

namespace roentgen::training {

// logits [samples, classes] on rank 0 (elsewhere empty), in the samples' order whatever the number of ranks. The
// model is put in eval mode. loader: of these samples, without training; `pass` counts its uses from 0. A file that
// cannot be read, or Stopped where that was asked for: the same error on every rank. Collective.
Result<std::vector<float>> answersFor(const std::vector<datasets::Sample>& samples, pipeline::BatchLoader& loader,
                                      int64_t pass, TrainStep& step, const models::ModelDescription& description,
                                      distributed::Communicator& ranks, Interruption& interruption);

struct Measures {
    double loss = 0;                        // the training's, in double; NaN where no label is known
    std::vector<std::optional<double>> auc; // a class
    std::optional<double> meanAuc;          // of those that are defined
};
Measures measure(const std::vector<float>& logits, const std::vector<datasets::Sample>& samples, size_t classes,
                 const Loss& loss);

// The same as float32 probabilities.
std::vector<float> probabilitiesOf(const std::vector<float>& logits, const models::ModelDescription& description);
// The inverse, up to what the loss and the AUC do not see; probabilities are kept 1e-7 away from 0 and 1.
std::vector<float> logitsOf(const std::vector<float>& probabilities, const models::ModelDescription& description);

// For the weights' metadata: "loss", "mean_auc" and "auc CLASS", those that are defined.
std::map<std::string, double> metricsOf(const Measures& measures, const std::vector<std::string>& classes);

} // namespace roentgen::training
