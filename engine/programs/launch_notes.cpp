#include "engine/programs/launch_notes.h"

#include <cstdio>

namespace roentgen::programs {

void addNotes(StartAnswer& answer, const LaunchNotes& notes) {
    if (notes.memory)
        answer.memory = MemoryAnswer{notes.memory->neededBytes, notes.memory->machineBytes, notes.memory->fits()};
    answer.warnings = notes.warnings;
    answer.forecast = notes.forecast;
}

void printNotes(const LaunchNotes& notes, const Experiment& experiment) {
    if (notes.memory && !notes.memory->fits())
        std::fprintf(stderr, "roentgen-run: warning: %s\n",
                     tooLittleMemory(*notes.memory, experiment).toLine().c_str());
    for (const std::string& warning : notes.warnings)
        std::fprintf(stderr, "roentgen-run: warning: %s\n", warning.c_str());
}

} // namespace roentgen::programs
