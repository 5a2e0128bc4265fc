// roentgen-run plan: what more hosts would bring, from a measurement on this one.
#pragma once

#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roentgen::programs {

struct PlanArguments {
    std::string experiment, trainer;
    std::vector<std::string> overrides, measurements; // files with benchmarks; empty: measured now
    std::string scaling = "weak", hosts = "1,2,4,8,16,32";
    double latencyMicroseconds = 50, gigabits = 10;
    bool json = false;
};

CLI::App* addPlanVerb(CLI::App& app, PlanArguments& arguments);
// An exit code, after printing.
Result<int> runPlanVerb(const PlanArguments& arguments);

} // namespace roentgen::programs
