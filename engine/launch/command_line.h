// The exact command that trains an experiment, as an argument vector (never through a shell).
#pragma once

#include "engine/launch/machine.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

#include <string>
#include <vector>

namespace roentgen::launch {

struct Placement {
    int ranks = 1, threadsPerRank = 1;
    bool bound = false;          // each rank to its own cores
    bool oversubscribed = false; // more threads than cores
};
Placement choosePlacement(const Experiment& experiment, const Machine& machine);

enum class Start { Fresh, Resume };
// env NAME=value… [mpirun …] roentgen-train experiment.toml --run DIR [--resume]
std::vector<std::string> trainCommand(const Experiment& experiment, const Machine& machine, const std::string& trainer,
                                      const RunFolder& run, Start start);

// For people to read and paste: every argument quoted for a POSIX shell where it needs it.
std::string quoteForShell(const std::vector<std::string>& arguments);

} // namespace roentgen::launch
