// A model's outputs on a part of the data set, computed by all ranks, and what they are worth.
#pragma once

#include "engine/pipeline/batch_loader.h"
#include "engine/tasks/task.h"
#include "engine/training/interruption.h"
#include "engine/training/train_step.h"

#include <map>

namespace roentgen::training {

// Into the meter of this part, which is merged then. The model is put in eval mode. loader: of the part, without
// training; `pass` counts its uses from 0. A file that cannot be read, or Stopped where that was asked for: the same
// error on every rank. Collective.
Status meterPart(tasks::Meter& meter, pipeline::BatchLoader& loader, int64_t pass, TrainStep& step,
                 const models::ModelDescription& description, distributed::Communicator& ranks,
                 Interruption& interruption);

// For the weights' metadata: "loss" and the metrics that are defined and of which more or less is better: "mean_dice",
// of a class "dice Liver".
std::map<std::string, double> metricsForWeights(const tasks::Measures& measures);

} // namespace roentgen::training
