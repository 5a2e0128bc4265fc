// A whole training run of one rank: from an experiment and a run folder to weights, metrics and events.
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

#include <functional>
#include <string>

namespace roentgen::pipeline {
struct Batch;
}

namespace roentgen::training {

struct TrainRequest {
    Experiment experiment; // after overrides, checked
    std::string experimentFile;
    RunFolder run;
    bool resume = false;
    // Sees every local batch before it is learned from, and may change it; may be empty. (Tests poison one.)
    std::function<void(pipeline::Batch&)> onBatch = {};
};

// Returns Done, or the same error on every rank: ErrorCode::Stopped after a stop on request, else what went wrong (an
// error event was written). Collective: every rank of the world calls it with the same request.
Status train(const TrainRequest& request, distributed::Communicator& ranks);

} // namespace roentgen::training
