// What roentgen-run says of a launch beside its command: the memory that it needs, and what is not well.
#pragma once

#include "engine/launch/run_life.h"

#include <nlohmann/json_fwd.hpp>

namespace roentgen::programs {

struct LaunchNotes {
    std::optional<MemoryNeed> memory;
    std::vector<std::string> warnings;
};

// "memory": {"needed_bytes", "machine_bytes", "fits"} where it is known, "warnings": […].
void addNotes(nlohmann::ordered_json& answer, const LaunchNotes& notes);
// On standard error, a line each; of the memory only where it does not fit.
void printNotes(const LaunchNotes& notes, const Experiment& experiment);

} // namespace roentgen::programs
