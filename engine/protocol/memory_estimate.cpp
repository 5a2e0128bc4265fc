#include "engine/protocol/memory_estimate.h"

#include <algorithm>
#include <cstdio>

namespace roentgen {

namespace {

constexpr double Mb = 1e6;
constexpr double MeasuredArea = 224.0 * 224.0;

// tests/benchmarks/training_memory.py at 224², Adam, pooled head: megabytes that do not depend on the batch (LibTorch
// and what it loads, weights, gradients, optimizer), and those of one more film in it.
struct Peak {
    double baseMb, filmMb;
    double otherFilmMb; // with group, instance or synchronised statistics, which go through the plain modules
};
struct Measured {
    const char* architecture;
    double parameters; // torchvision's, without the head
    Peak bf16, fp32;
};
constexpr Measured measured[] = {
    {"densenet121", 6953856, {323, 28.7, 180.1}, {341, 47.0, 148.6}},
    {"densenet169", 12484480, {445, 27.6, 214.8}, {459, 48.4, 176.5}},
    {"densenet201", 18092928, {577, 26.4, 272.9}, {569, 52.6, 223.3}},
    {"resnet18", 11176512, {422, 14.7, 45.8}, {407, 31.0, 46.6}},
    {"resnet34", 21284672, {675, 10.6, 61.1}, {639, 27.9, 47.3}},
    {"resnet50", 23508032, {649, 50.2, 126.5}, {600, 104.6, 128.0}},
    {"resnet101", 42500160, {982, 74.5, 184.2}, {902, 153.7, 175.2}},
    {"vgg16", 14714688, {482, 67.8, 67.8}, {410, 128.2, 128.2}},
    {"vgg16_bn", 14723136, {434, 101.7, 253.0}, {482, 176.6, 281.2}},
};
constexpr double AdamBytesPerParameter = 16;
constexpr double ClassicHeadParameters = 119545856; // VGG's two hidden layers of 4096
constexpr double ClassicHeadExtraBytes = 5;         // a parameter: measured 7 in bf16, 3 in fp32

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
    const Peak& peak = bf16 ? entry->bf16 : entry->fp32;
    const std::string& norm = experiment.model.normalization;
    const double film = norm == "auto" || norm == "batch" ? peak.filmMb : peak.otherFilmMb;
    estimate.rankBytes = (peak.baseMb + batch * area * film) * Mb +
                         entry->parameters * (bytesPerParameter(experiment) - AdamBytesPerParameter);
    if (entry->architecture[0] == 'v' && experiment.model.head == "classic")
        estimate.rankBytes += ClassicHeadParameters * (bytesPerParameter(experiment) + ClassicHeadExtraBytes);
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
