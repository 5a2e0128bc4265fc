// Slurm on this machine: a run's submission, how its job stands. Through ssh a target's own roentgen-run does this
// there.
#pragma once

#include "engine/launch/run_life.h"
#include "engine/protocol/target.h"

namespace roentgen::launch {

std::vector<std::string> submitCommand(const RunFolder& run);
// Submits the run's script; the job's number. Environment error with what sbatch said.
Result<std::string> submitToSlurm(const RunFolder& run);

struct SlurmJob {
    enum class Phase { Waiting, Running, Ended } phase = Phase::Ended;
    std::string state;  // as squeue names it: "PENDING" "RUNNING" "CANCELLED" …; "" where the queue has forgotten it
    std::string reason; // "Resources" "Priority" "BeginTime" …; "" where there is none
    double start = 0;   // when it started or is expected to; 0 where Slurm does not say
};
// Environment error where the queue does not answer.
Result<SlurmJob> askSlurm(const std::string& job);
// The number of the run's newest job: a script that could not queue again as the same job has submitted another.
std::string currentJob(const RunFolder& run, const std::string& known);
Status cancelSlurmJob(const std::string& job);
Status killSlurmJob(const std::string& job); // with SIGKILL, script and all

} // namespace roentgen::launch
