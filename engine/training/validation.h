// A model's answers on a part of the data set, computed by all ranks, and their measures.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/training/train_step.h"

#include <optional>
#include <vector>

namespace roentgen::training {

// logits [samples, classes] on rank 0 (elsewhere empty), in the samples' order whatever the number of ranks. The
// model is put in eval mode. A file that cannot be read: the same error on every rank. Collective.
Result<std::vector<float>> answersFor(const std::vector<datasets::Sample>& samples, pipeline::LoaderOptions options,
                                      TrainStep& step, const models::ModelDescription& description,
                                      distributed::Communicator& ranks);

struct Measures {
    double loss = 0;                        // the training's, in double; NaN where no label is known
    std::vector<std::optional<double>> auc; // a class
    std::optional<double> meanAuc;          // of those that are defined
};
Measures measure(const std::vector<float>& logits, const std::vector<datasets::Sample>& samples, size_t classes,
                 const Loss& loss);

// The same as float32 probabilities.
std::vector<float> probabilitiesOf(const std::vector<float>& logits, const models::ModelDescription& description);

} // namespace roentgen::training
