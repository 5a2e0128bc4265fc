// How much memory training will take on a processor, from figures measured by tests/benchmarks/training_memory.py.
#pragma once

#include "engine/protocol/experiment.h"

#include <optional>

namespace roentgen::app {

struct MemoryEstimate {
    double rankBytes = 0;  // libraries, weights, gradients, optimizer, and the activations of a local batch
    double filmsBytes = 0; // prepared films that all ranks keep between epochs; 0 where their number is unknown
    double totalBytes(int64_t ranks) const { return rankBytes * double(ranks) + filmsBytes; }
};

// What the machine of roentgen-run probe has; zero and false where it is not known yet.
struct MachineMemory {
    double bytes = 0, freeBytes = 0;
    bool bf16 = false; // what precision "auto" means here
};

// nullopt: an architecture that was not measured, or a GPU asked for. Films are kept up to pipeline.cache_mb, or
// a quarter of what is free.
std::optional<MemoryEstimate> estimateMemory(const Experiment& experiment, std::optional<int64_t> films,
                                             const MachineMemory& machine);

} // namespace roentgen::app
