// What roentgen-run says of a launch beside its command: the memory that it needs, what is not well, and of a dry run
// what it will come to.
#pragma once

#include "engine/launch/run_life.h"
#include "engine/protocol/messages/launch_messages.h"

namespace roentgen::programs {

struct LaunchNotes {
    std::optional<MemoryNeed> memory;
    std::vector<std::string> warnings;
    std::optional<ForecastAnswer> forecast = {}; // of a dry run
};

void addNotes(StartAnswer& answer, const LaunchNotes& notes);
// On standard error, a line each; of the memory only where it does not fit.
void printNotes(const LaunchNotes& notes, const Experiment& experiment);

} // namespace roentgen::programs
