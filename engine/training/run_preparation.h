// A run's folder before the first step: made or checked, the experiment kept in it, the process named.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

#include <string>

namespace roentgen::training {

// The workspace that an experiment's or a run's relative names refer to: the folder above experiments/ or runs/, else
// the experiment file's own.
std::string workspaceOf(const std::string& experimentFile, const std::string& runFolder);

// A fresh run: the folder is made, or holds nothing but what the launcher put there (experiment.toml, log.txt,
// process.json, control); anything else is a Usage error. Writes experiment.toml.
Status prepareFreshRun(const RunFolder& run, const Experiment& experiment);
// A resumed one: the folder is there and its experiment equal but for training.epochs, training.checkpoint_steps, early
// stopping, what happens on divergence, pipeline.* and distributed.* that do not change the result; a Usage error names
// the key that differs.
Status prepareResumedRun(const RunFolder& run, const Experiment& experiment);

// Adds this process to process.json (makes it where there is none); not to that of a supervisor on another machine.
// After the control file was taken over.
Status writeRank0Process(const RunFolder& run, int ranks);

} // namespace roentgen::training
