// What roentgen-run plan measures on this machine, and how it is kept for later plans.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/messages/plan_messages.h"

namespace roentgen::programs {

// Each file: a benchmark, or what `plan --json` printed (its "measurement" is taken).
Result<PlanMeasurement> readPlanMeasurement(const std::vector<std::string>& paths);

struct MeasureTask {
    std::string experimentFile, trainer;
    std::vector<std::string> overrides; // section.key=value
    Experiment experiment;              // with them
    // Ranks of one host that are to be planned; empty: those of the experiment, measured as they are. Else one rank is
    // measured alone and as many side by side as the cores have room for.
    std::vector<int> ranksPerHost;
    bool sayProgress = false; // as messages (Progress), for programs
};
// Says on standard error "measuring 1 of 3: COMMAND" as it goes. Minutes.
Result<PlanMeasurement> measureForPlan(const MeasureTask& task);

} // namespace roentgen::programs
