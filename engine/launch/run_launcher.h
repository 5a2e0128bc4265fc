// The life of a run's folder: make, start detached, resume, stop.
#pragma once

#include "engine/launch/command_line.h"
#include "engine/protocol/run_state.h"

#include <optional>

namespace roentgen::launch {

struct RunPlan {
    Experiment experiment; // data set and weights resolved to absolute paths
    RunFolder run;
    std::vector<std::string> command;
    std::string startsFrom; // "from scratch", …
};

// What start() would do; makes nothing. trainer: path of roentgen-train. runId: empty = made from the name.
Result<RunPlan> planRun(const Experiment& experiment, const std::string& workspace, const std::string& trainer,
                        const std::string& runId = {});

// Makes the folder (Usage error where it exists) and starts the command in its own session, its output in log.txt.
// The run outlives the caller. process.json is there before the trainer starts.
Result<ProcessRecord> startRun(const RunPlan& plan);

// Usage error where it runs, has finished, or is no run.
Result<ProcessRecord> resumeRun(const RunFolder& run, const std::string& trainer);

// Asks the trainer; stop leaves a checkpoint. Usage error where it does not run.
Status stopRun(const RunFolder& run, ControlCommand command);
// True once no process of the run is alive; false after the time is over.
bool waitUntilEnded(const RunFolder& run, double seconds);

RunHistory readHistory(const RunFolder& run);

} // namespace roentgen::launch
