#include "engine/protocol/memory_estimate.h"

#include "engine/protocol/architecture_table.h"

#include <algorithm>
#include <cstdio>

namespace roentgen {

namespace {

constexpr double Mb = 1e6;
constexpr double MeasuredArea = 224.0 * 224.0;

constexpr double AdamBytesPerParameter = 16;
constexpr double ClassicHeadExtraBytes = 5; // a parameter: measured 7 in bf16, 3 in fp32

// Weights and gradients, and the tensors of their size that optimizer and average keep.
double bytesPerParameter(const Experiment& experiment) {
    const std::string& name = experiment.training.optimizer;
    const bool one = name == "sgd" || name == "lars";
    return 4.0 * (2 + (one ? 1 : 2) + (experiment.training.emaDecay > 0 ? 1 : 0));
}

double keptFilmsBytes(const Experiment& experiment, int64_t films, const MachineMemory& machine) {
    if (experiment.pipeline.mode != "optimized" || experiment.pipeline.cacheMb < 0)
        return 0; // records stay in the system's own cache of files
    const double side = double(storedSizeOf(experiment));
    const double limit =
        experiment.pipeline.cacheMb > 0 ? double(experiment.pipeline.cacheMb) * 1024 * 1024 : machine.freeBytes / 4;
    return std::min(double(films) * side * side, limit);
}

} // namespace

std::optional<MemoryEstimate> estimateMemory(const Experiment& experiment, std::optional<int64_t> films,
                                             const MachineMemory& machine) {
    const Architecture* const architecture = findArchitecture(experiment.model.architecture);
    if (!architecture || experiment.training.device == "cuda")
        return std::nullopt;
    const std::string& precision = experiment.training.precision;
    const bool bf16 = precision == "bf16" || (precision == "auto" && machine.bf16);
    const double area = double(experiment.data.imageSize) * double(experiment.data.imageSize) / MeasuredArea;
    const double batch = double(experiment.training.localBatch); // accumulation goes through it part by part
    MemoryEstimate estimate;
    const MemoryPeak& peak = bf16 ? architecture->bf16 : architecture->fp32;
    const std::string& norm = experiment.model.normalization;
    const double film = norm == "auto" || norm == "batch" ? peak.filmMb : peak.otherFilmMb;
    estimate.rankBytes =
        (peak.baseMb + batch * area * film) * Mb +
        double(architecture->trunkParameters) * (bytesPerParameter(experiment) - AdamBytesPerParameter);
    if (experiment.model.head == "classic")
        estimate.rankBytes +=
            double(architecture->classicHeadParameters) * (bytesPerParameter(experiment) + ClassicHeadExtraBytes);
    estimate.filmsBytes = films ? keptFilmsBytes(experiment, *films, machine) : 0;
    return estimate;
}

std::optional<MemoryNeed> memoryNeed(const Experiment& experiment, int64_t ranksHere, const MachineMemory& machine) {
    const std::optional<MemoryEstimate> estimate = estimateMemory(experiment, std::nullopt, machine);
    if (!estimate)
        return std::nullopt;
    return MemoryNeed{estimate->totalBytes(ranksHere), machine.bytes};
}

std::optional<MemoryNeed> memoryNeed(const std::vector<Experiment>& runs, int parallel, const MachineMemory& machine) {
    std::vector<double> needs;
    for (const Experiment& run : runs)
        if (const auto need = memoryNeed(run, run.distributed.ranks, machine))
            needs.push_back(need->neededBytes);
    if (needs.empty())
        return std::nullopt;
    std::sort(needs.rbegin(), needs.rend());
    MemoryNeed all{0, machine.bytes};
    for (size_t i = 0; i < needs.size() && i < size_t(std::max(parallel, 1)); ++i)
        all.neededBytes += needs[i];
    return all;
}

Error tooLittleMemory(const MemoryNeed& need, const Experiment& experiment) {
    char text[160];
    std::snprintf(text, sizeof text, "Training needs about %.1f GB of memory, more than the %.1f GB of this machine",
                  need.neededBytes / 1e9, need.machineBytes / 1e9);
    const bool several = experiment.distributed.ranks > 1;
    Error error = environmentError(text, several ? "distributed.ranks, training.local_batch" : "training.local_batch",
                                   several ? "lower the ranks, the batch or data.image_size"
                                           : "lower the batch or data.image_size");
    error.kind = "too_little_memory";
    error.figures = {{"needed_bytes", need.neededBytes}, {"machine_bytes", need.machineBytes}};
    return error;
}

} // namespace roentgen
