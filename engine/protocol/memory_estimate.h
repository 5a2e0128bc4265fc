// How much memory training will take on a processor, from what was measured of each architecture
// (architecture_table.h): the one forecast of window and command line.
#pragma once

#include "engine/protocol/experiment.h"

#include <optional>
#include <vector>

namespace roentgen {

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

// nullopt: a name that is no architecture, or a GPU asked for. Films are kept up to pipeline.cache_mb, or
// a quarter of what is free.
std::optional<MemoryEstimate> estimateMemory(const Experiment& experiment, std::optional<int64_t> films,
                                             const MachineMemory& machine);

// What the ranks of one machine cannot do without, beside what it has. Films are kept in what is left.
struct MemoryNeed {
    double neededBytes = 0, machineBytes = 0; // machineBytes: 0 where it is not known
    bool fits() const { return machineBytes <= 0 || neededBytes <= machineBytes; }
};
// ranksHere: of the experiment's, on this machine. nullopt as above.
std::optional<MemoryNeed> memoryNeed(const Experiment& experiment, int64_t ranksHere, const MachineMemory& machine);
// Of those of these runs that need most, so many at a time.
std::optional<MemoryNeed> memoryNeed(const std::vector<Experiment>& runs, int parallel, const MachineMemory& machine);

// Environment error: what is needed, what there is, what to lower.
Error tooLittleMemory(const MemoryNeed& need, const Experiment& experiment);

} // namespace roentgen
