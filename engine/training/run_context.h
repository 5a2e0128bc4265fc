// What all parts of a run share: what was asked for, who does it together, and who hears of it.
#pragma once

#include "engine/training/interruption.h"
#include "engine/training/run_reporter.h"
#include "engine/training/trainer.h"

namespace roentgen::training {

// Every rank has one; only rank 0 writes files. It refers to what outlives the run.
struct RunContext {
    const TrainRequest& request;
    distributed::Communicator& ranks;
    RunReporter& reporter;
    Interruption& interruption;

    const Experiment& experiment() const { return request.experiment; }
    const RunFolder& folder() const { return request.run; }
    bool isFirst() const { return ranks.rank() == 0; }
};

} // namespace roentgen::training
