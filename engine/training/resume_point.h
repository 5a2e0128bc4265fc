// Where a run goes on after a stop, a kill or a rollback: its last checkpoint, and the files that belong to it. All of
// it is collective, and fails with the same error on every rank.
#pragma once

#include "engine/training/run_setup.h"

#include <vector>

namespace roentgen::training {

// Weights, state, snapshots, metrics and best weights as they were at the last checkpoint, which there is.
Status goBackToCheckpoint(const RunContext& run, Trainee& trainee, Progress* progress);
// The same of a run that is resumed; where there is no checkpoint yet, as at its beginning. Whether there is one.
Result<bool> resume(const RunContext& run, Trainee& trainee, Progress* progress);
// best: the last validation was the best one.
Status saveCheckpoint(const RunContext& run, Trainee& trainee, Progress* progress, bool best);

// Numbers of the snapshots that a checkpoint keeps, oldest first.
std::vector<int64_t> keptSnapshots(const Experiment& experiment, const Progress& progress);

} // namespace roentgen::training
