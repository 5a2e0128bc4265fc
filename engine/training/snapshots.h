// The weights at the end of each cycle of the learning rate (Huang et al. 2017, Snapshot Ensembles, section 3).
#pragma once

#include "engine/training/run_films.h"

namespace roentgen::training {

// step: global, from 0. The learning rate restarts after it, and snapshots are asked for.
bool endsCycle(const RunContext& run, const Trainee& trainee, int64_t step);
// The weights as validation would see them, and a checkpoint that knows of them. Collective.
Status takeSnapshot(const RunContext& run, Trainee& trainee, RunFilms& films, Progress* progress);

} // namespace roentgen::training
