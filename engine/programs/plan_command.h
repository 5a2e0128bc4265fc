// roentgen-run plan: what more hosts would bring, from a measurement on this one; or more ranks on it.
#pragma once

#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roentgen::programs {

struct PlanArguments {
    std::string experiment, trainer;
    std::vector<std::string> overrides, measurements;                    // files with benchmarks; empty: measured now
    std::string scaling = "weak", hosts = "1,2,4,8,16,32", ranksPerHost; // "": as the experiment has them
    std::string linkMeasurement;                                         // a file; "": gigabits
    double latencyMicroseconds = 50, gigabits = 10;
    double memoryGigabytes = 0; // 0: measured, else launch::Memory's
    bool json = false;
    bool progress = false; // said in JSON
};

CLI::App* addPlanVerb(CLI::App& app, PlanArguments& arguments);
// An exit code, after printing.
Result<int> runPlanVerb(const PlanArguments& arguments);

} // namespace roentgen::programs
