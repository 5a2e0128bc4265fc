// Runs that go on at a target: started by the target's own roentgen-run, known here by a folder of the same id.
#pragma once

#include "engine/launch/run_life.h"

namespace roentgen::launch {

struct TargetStart {
    Experiment experiment;
    Target target;
    std::string workspace;     // of this machine
    std::string trainer;       // roentgen-train of this machine
    std::string id;            // empty: from name and time
    std::string script;        // edited sbatch script; empty: the generated one
    std::string comingWeights; // model.weights that a start sends, and a dry run therefore has not
    bool dryRun = false;
    bool force = false; // although it needs more memory than the machine has
};
struct StartedRun {
    RunFolder run; // here
    std::vector<std::string> command;
    std::string startsFrom, script;   // script: of Slurm
    std::optional<MemoryNeed> memory; // of the machine where it runs
    std::vector<std::string> warnings;
};

// Starts it, here or at the far end of ssh; with dryRun only says what that would be. The data set is the far
// workspace's; weights that are files here are sent. Where no answer came back it looks whether the run started.
Result<StartedRun> startOnTarget(TargetStart start);

// The far end's side: a RunPackage as startOnTarget() sends it. The
// answer.
Result<std::string> receiveRun(const std::string& package, const std::string& workspace, const std::string& trainer);

// Of a run with a remote.json that names a host.
bool isElsewhere(const RunFolder& run);
Status stopElsewhere(const RunFolder& run, ControlCommand command);
Status resumeElsewhere(const RunFolder& run);

// Puts a file's bytes there under a name below its work folder, whole or not at all, checked by SHA-256; does nothing
// where they are there.
Status sendBytes(const Target& target, const std::string& bytes, const std::string& name);

} // namespace roentgen::launch
