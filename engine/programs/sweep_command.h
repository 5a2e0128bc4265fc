// roentgen-run sweep: plans, works through and reports a sweep.
#pragma once

#include "engine/launch/sweep_launcher.h"

namespace roentgen::programs {

struct SweepArguments {
    std::string experiment; // a file, or the name of a sweep of the workspace
    std::string workspace, trainer;
    std::vector<std::string> overrides; // section.key=value
    int parallel = 1;
    bool dryRun = false, force = false, detach = false, retryFailed = false, reportOnly = false, json = false,
         csv = false;
};
// Returns the exit code; what went wrong before the first run is the error.
Result<int> runSweep(const SweepArguments& arguments);

} // namespace roentgen::programs
