// roentgen-train --benchmark: the trainer's own step on synthetic input, or the pipeline alone.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/plan_messages.h"

namespace roentgen::training {

// 3 warm-up steps, then `steps` (at least 8) timed ones, on one random batch with 14 classes. Collective.
Result<BenchmarkReport> benchmarkStep(const Experiment& experiment, distributed::Communicator& ranks, int steps);
// The loader alone, as training uses it, on the experiment's data set.
Result<BenchmarkReport> benchmarkInput(const Experiment& experiment, const std::string& workspace,
                                       distributed::Communicator& ranks, int steps);

} // namespace roentgen::training
