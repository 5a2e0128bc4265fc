// What roentgen-run says of a launch beside its command: the memory that it needs, and what is not well.
#pragma once

#include "engine/launch/run_life.h"
#include "engine/protocol/messages/launch_messages.h"

namespace roentgen::programs {

struct LaunchNotes {
    std::optional<MemoryNeed> memory;
    std::vector<std::string> warnings;
};

void addNotes(StartAnswer& answer, const LaunchNotes& notes);
// On standard error, a line each; of the memory only where it does not fit.
void printNotes(const LaunchNotes& notes, const Experiment& experiment);

} // namespace roentgen::programs
