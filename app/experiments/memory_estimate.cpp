#include "app/experiments/memory_estimate.h"

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr double Mb = 1e6;
constexpr double MeasuredArea = 224.0 * 224.0;
constexpr double ProcessBytes = 235 * Mb; // LibTorch and what it loads; measured: 200 to 266

// tests/benchmarks/training_memory.py at 224², batch normalisation: megabytes of one more film in the batch.
struct Measured {
    const char* architecture;
    double parameters; // torchvision's, without the head
    double filmMbBf16, filmMbFp32;
};
constexpr Measured measured[] = {{"densenet121", 6953856, 69.3, 139.1},
                                 {"densenet169", 12484480, 81.8, 162.1},
                                 {"densenet201", 18092928, 104.3, 208.6}};

// Weights and gradients, and the tensors of their size that optimizer and average keep.
double bytesPerParameter(const Experiment& experiment) {
    const std::string& name = experiment.training.optimizer;
    const bool one = name == "sgd" || name == "lars";
    return 4.0 * (2 + (one ? 1 : 2) + (experiment.training.emaDecay > 0 ? 1 : 0));
}

double keptFilmsBytes(const Experiment& experiment, int64_t films, const MachineMemory& machine) {
    if (experiment.pipeline.mode == "naive")
        return 0;
    const double side = double(storedSizeOf(experiment));
    const double limit = experiment.pipeline.cacheMb > 0
                             ? double(experiment.pipeline.cacheMb) * 1024 * 1024 * double(experiment.distributed.ranks)
                             : machine.freeBytes / 4;
    return std::min(double(films) * side * side, limit);
}

} // namespace

std::optional<MemoryEstimate> estimateMemory(const Experiment& experiment, std::optional<int64_t> films,
                                             const MachineMemory& machine) {
    const auto entry = std::find_if(std::begin(measured), std::end(measured), [&](const Measured& one) {
        return one.architecture == experiment.model.architecture;
    });
    if (entry == std::end(measured) || experiment.training.device == "cuda")
        return std::nullopt;
    const std::string& precision = experiment.training.precision;
    const bool bf16 = precision == "bf16" || (precision == "auto" && machine.bf16);
    const double area = double(experiment.data.imageSize) * double(experiment.data.imageSize) / MeasuredArea;
    const double batch = double(experiment.training.localBatch); // accumulation goes through it part by part
    MemoryEstimate estimate;
    estimate.rankBytes = ProcessBytes + entry->parameters * bytesPerParameter(experiment) +
                         batch * area * (bf16 ? entry->filmMbBf16 : entry->filmMbFp32) * Mb;
    estimate.filmsBytes = films ? keptFilmsBytes(experiment, *films, machine) : 0;
    return estimate;
}

} // namespace roentgen::app
