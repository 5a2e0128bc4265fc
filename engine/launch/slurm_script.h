// The script by which Slurm runs a run.
#pragma once

#include "engine/launch/run_life.h"

namespace roentgen::launch {

// submit.sbatch of a planned run: readable, and good to be edited before it is submitted. Ahead of the time limit, or
// when it is preempted, the run writes a checkpoint; then it queues again and resumes. Usage error where the nodes have
// fewer tasks than the run has ranks, or where the folder's name cannot stand in such a script.
Result<std::string> slurmScript(const RunPlan& plan);

} // namespace roentgen::launch
