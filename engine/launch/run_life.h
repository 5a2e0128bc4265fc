// The life of a run's folder: make, start detached, resume, stop.
#pragma once

#include "engine/launch/command_line.h"
#include "engine/protocol/memory_estimate.h"
#include "engine/protocol/run_watch.h"

#include <optional>

namespace roentgen::launch {

struct RunPlan {
    Experiment experiment; // data set and weights resolved to absolute paths
    RunFolder run;
    std::vector<std::string> command; // of the run itself: what startRun() runs, here or in its script
    std::string supervisor;           // path of roentgen-run, which stands beside the trainer and runs the command
    RankPlacement placement;
    std::string startsFrom;           // "from scratch", …
    std::string warning;              // of data.dataset, "" where all is clear
    std::optional<MemoryNeed> memory; // of the ranks on this machine; nullopt: in a queue, or not known
    std::optional<Target> target;     // several hosts, or Slurm, of this machine; nullopt: this machine alone
};

// What start() would do; makes nothing. target: without a host, as roentgen-run at the far end of ssh sees it. trainer:
// path of roentgen-train. runId: empty = made from the name.
Result<RunPlan> planRun(const Experiment& experiment, const std::string& workspace, const std::string& trainer,
                        const std::string& runId = {}, const std::optional<Target>& target = {});

MachineMemory memoryOf(const Machine& machine);
// Environment error where more memory is needed than there is; its hint names --force, too.
Status checkMemory(const std::optional<MemoryNeed>& need, const Experiment& experiment);
// What is not well and starts all the same: more ranks or threads than cores. One line each.
std::vector<std::string> warningsOf(const RunPlan& plan);

// What is shown of a run: its command, or with an edited script, which may run anything, the one that submits it.
std::vector<std::string> shownCommand(const RunPlan& plan, const std::string& script);

// Makes the folder (Usage error where it exists) and starts the command in its own session, its output in log.txt.
// The run outlives the caller. process.json is there before the trainer starts. With Slurm the run is submitted instead
// (script: edited text instead of slurmScript()'s), remote.json names the job, and of the record only the command
// counts.
Result<ProcessRecord> startRun(const RunPlan& plan, const std::string& script = {});

// Usage error where it runs, has finished, or is no run.
Result<ProcessRecord> resumeRun(const RunFolder& run, const std::string& trainer);

// Asks the run; stop leaves a checkpoint, a stop at once ends it within ten seconds whatever it does. Usage error where
// it does not run. Of a job of Slurm, and of a run of an older engine, a stop at once waits for that.
Status stopRun(const RunFolder& run, ControlCommand command);
// True once it goes on no more; false after the time is over.
bool waitUntilEnded(const RunFolder& run, double seconds);

} // namespace roentgen::launch
