// What roentgen-run plan measures on this machine, and how it is kept for later plans.
#pragma once

#include "engine/launch/scaling_measurement.h"
#include "engine/protocol/experiment.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace roentgen::programs {

struct PlanMeasurement {
    std::vector<std::string> benchmarks;       // of roentgen-train, JSON
    std::string host;                          // "": not said
    double time = 0;                           // when, seconds since 1970; 0: not said
    int cores = 0;                             // of the host; 0: not said
    double memoryBytesPerSecond = 0;           // 0: not measured
    double load = 0;                           // the machine's load average just before: what others took of its cores
    nlohmann::ordered_json settings = nullptr; // key → value: what it depends on
};

nlohmann::ordered_json toJson(const PlanMeasurement& measurement);
// Each file: a benchmark, or what `plan --json` printed (its "measurement" is taken).
Result<PlanMeasurement> readPlanMeasurement(const std::vector<std::string>& paths);

struct MeasureTask {
    std::string experimentFile, trainer;
    std::vector<std::string> overrides; // section.key=value
    Experiment experiment;              // with them
    // Ranks of one host that are to be planned; empty: those of the experiment, measured as they are. Else one rank is
    // measured alone and as many side by side as the cores have room for.
    std::vector<int> ranksPerHost;
};
// Says on standard error "measuring 1 of 3: COMMAND" as it goes. Minutes.
Result<PlanMeasurement> measureForPlan(const MeasureTask& task);

} // namespace roentgen::programs
