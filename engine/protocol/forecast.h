// What an experiment will come to: batches and steps, and time and disk as earlier runs like it took, else roughly. The
// one forecast of window and command line, with memory_estimate.h.
#pragma once

#include "engine/protocol/memory_estimate.h"

#include <string>

namespace roentgen {

struct MachineFacts {
    int cores = 1; // 0: not known, as of a queue
    MachineMemory memory;
};

int64_t globalBatchOf(const Experiment& experiment);
// Training drops what does not fill a global batch, but makes at least one step (engine/pipeline/batch_loader.h).
int64_t stepsPerEpochOf(const Experiment& experiment, int64_t trainImages);
double estimatedSeconds(const Experiment& experiment, int64_t trainImages, double imagesPerSecond);

// Images/s of training on the processor: the architecture's floating-point operations at this input size (training is
// three forward passes) at a rate measured with DenseNet-121 on one core of a Zen 5 with AVX-512 BF16. Rough: a factor
// of two either way. 0 for a name that is no architecture, or where the cores are not known.
double roughImagesPerSecond(const Experiment& experiment, const MachineFacts& machine);

struct RunForecast {
    double imagesPerSecond = 0; // of all ranks; 0: cannot be told
    std::string measuredIn;     // the earlier run that had this speed; empty: rough
    double bytes = 0;           // of the run's folder at its end
    bool bytesMeasured = false; // of an earlier run; else from the size of the model
};
// Reads run folders: not on a window's thread.
std::vector<RunForecast> forecastRuns(const std::string& workspace, const std::vector<Experiment>& runs,
                                      const MachineFacts& machine);

struct SweepForecast {
    int64_t runs = 0;
    double seconds = 0;
    int64_t measuredRuns = 0; // whose speed was measured in an earlier run of the same settings
    std::string measuredIn;   // one such run
    double bytes = 0;         // of all run folders
    bool bytesMeasured = false;
    std::optional<MemoryNeed> memory; // of the run that needs most; nullopt: not measured
};
// Reads run folders: not on a window's thread. Nothing where the sweep does not go.
std::optional<SweepForecast> forecastSweep(const std::string& workspace, const Experiment& sweep, int64_t trainImages,
                                           const MachineFacts& machine);

} // namespace roentgen
