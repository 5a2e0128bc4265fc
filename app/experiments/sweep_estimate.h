// What a sweep will take: time and disk, from runs like its own where there are any, else roughly from the machine.
#pragma once

#include "app/experiments/forecast.h"
#include "engine/protocol/memory_estimate.h"
#include "engine/protocol/sweep.h"

namespace roentgen::app {

struct MachineFacts { // of roentgen-run probe
    int cores = 1;
    MachineMemory memory;
};

struct SweepEstimate {
    int64_t runs = 0;
    double seconds = 0;
    int64_t measuredRuns = 0; // whose speed was measured in an earlier run of the same settings
    QString measuredIn;       // one such run
    double bytes = 0;         // of all run folders
    bool bytesMeasured = false;
    std::optional<MemoryNeed> memory; // of the run that needs most; nullopt: not measured
};

// Images/s of training on the processor: floating-point operations of the architecture at this input size
// (torchvision's model table, in multiply-adds; training is three forward passes) at a rate measured with DenseNet-121
// on one core of a Zen 5 with AVX-512 BF16. Rough: a factor of two either way. 0 where the architecture is not in the
// table.
double roughImagesPerSecond(const Experiment& experiment, const MachineFacts& machine);

// Reads run folders: not on the GUI thread. Nothing where the sweep does not go.
std::optional<SweepEstimate> estimateSweep(const QString& workspace, const Experiment& sweep, int64_t trainImages,
                                           const MachineFacts& machine);

} // namespace roentgen::app
