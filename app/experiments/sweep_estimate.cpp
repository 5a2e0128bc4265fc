#include "app/experiments/sweep_estimate.h"

#include "engine/protocol/run_state.h"
#include "engine/protocol/sweep_expansion.h"

#include <QDirIterator>

#include <algorithm>

namespace roentgen::app {

namespace {

struct ArchitectureCost {
    const char* name;
    double multiplyAdds, parameters; // forward, of one image of 224 x 224, in billions; in millions
};
// docs.pytorch.org/vision/stable/models.html: GFLOPS and Params of the classification weights.
constexpr ArchitectureCost architectureCosts[] = {
    {"densenet121", 2.83, 8.0}, {"densenet169", 3.36, 14.1}, {"densenet201", 4.29, 20.0},
    {"resnet18", 1.81, 11.7},   {"resnet34", 3.66, 21.8},    {"resnet50", 4.09, 25.6},
    {"resnet101", 7.8, 44.5},   {"vgg16", 15.47, 138.4},     {"vgg16_bn", 15.47, 138.4}};

// 25 and 12 images/s of DenseNet-121, 17.2 GFLOP each, on two cores.
constexpr double Bf16PerCore = 25 * 17.2e9 / 2, Fp32PerCore = 12 * 17.2e9 / 2;
constexpr double CopiesOfWeights = 7; // best, last, and a checkpoint with best and two moments

const ArchitectureCost* costOf(const Experiment& experiment) {
    for (const ArchitectureCost& cost : architectureCosts)
        if (experiment.model.architecture == cost.name)
            return &cost;
    return nullptr;
}

double sizeOfFolder(const QString& folder) {
    double bytes = 0;
    for (QDirIterator file(folder, QDir::Files, QDirIterator::Subdirectories); file.hasNext();) {
        file.next();
        bytes += double(file.fileInfo().size());
    }
    return bytes;
}

// A combination: all its repeats are alike.
struct Combination {
    Experiment experiment;
    std::optional<MeasuredSpeed> speed;
    double bytes = 0; // of a finished run of the same architecture
};

// One pass over the run folders, newest first.
void measure(const QString& workspace, std::vector<Combination>& combinations) {
    for (const std::string& id : listRunIds(workspace.toStdString())) {
        const RunFolder folder{workspace.toStdString() + "/runs/" + id};
        const Result<Experiment> earlier = readExperiment(folder.experimentFile());
        if (!earlier)
            continue;
        std::optional<std::optional<MeasuredSpeed>> speed;
        double bytes = 0;
        for (Combination& one : combinations) {
            if (!one.speed && sameSpeed(*earlier, one.experiment)) {
                if (!speed)
                    speed = measuredSpeedOf(folder, *earlier);
                one.speed = *speed;
            }
            const bool alike = earlier->model.architecture == one.experiment.model.architecture &&
                               earlier->training.optimizer == one.experiment.training.optimizer;
            if (one.bytes == 0 && alike && QFile::exists(QString::fromStdString(folder.lastWeights()))) {
                if (bytes == 0 && isMeasure(folder, *earlier))
                    bytes = sizeOfFolder(QString::fromStdString(folder.path));
                one.bytes = bytes;
            }
        }
    }
}

} // namespace

double roughImagesPerSecond(const Experiment& experiment, const MachineFacts& machine) {
    const ArchitectureCost* const cost = costOf(experiment);
    if (!cost)
        return 0;
    const bool bf16 =
        experiment.training.precision == "bf16" || (experiment.training.precision == "auto" && machine.memory.bf16);
    const double share = double(experiment.data.imageSize) / 224;
    const double operations = cost->multiplyAdds * 1e9 * 2 * 3 * share * share;
    const auto& d = experiment.distributed;
    const double wanted = d.threadsPerRank > 0 ? double(d.threadsPerRank * d.ranks) : double(machine.cores);
    return std::min(wanted, double(machine.cores)) * (bf16 ? Bf16PerCore : Fp32PerCore) / operations;
}

std::optional<SweepEstimate> estimateSweep(const QString& workspace, const Experiment& sweep, int64_t trainImages,
                                           const MachineFacts& machine) {
    Result<std::vector<SweepRun>> runs = expandSweep(sweep);
    if (!runs)
        return std::nullopt;
    std::vector<Combination> combinations;
    for (SweepRun& run : *runs)
        if (run.repeat == 1)
            combinations.push_back({std::move(run.experiment), std::nullopt, 0});
    measure(workspace, combinations);
    const int64_t repeats = sweep.experiment.repeats;
    SweepEstimate estimate;
    estimate.runs = int64_t(runs->size());
    estimate.bytesMeasured = true;
    for (const Combination& one : combinations) {
        MeasuredSpeed speed = one.speed.value_or(MeasuredSpeed{{}, roughImagesPerSecond(one.experiment, machine)});
        if (speed.imagesPerSecond <= 0)
            return std::nullopt;
        if (const auto need = memoryNeed(one.experiment, one.experiment.distributed.ranks, machine.memory);
            need && (!estimate.memory || need->neededBytes > estimate.memory->neededBytes))
            estimate.memory = need;
        estimate.seconds += double(repeats) * estimatedSeconds(one.experiment, trainImages, speed);
        if (one.speed) {
            estimate.measuredRuns += repeats;
            estimate.measuredIn = speed.runId;
        }
        const ArchitectureCost* const cost = costOf(one.experiment);
        estimate.bytesMeasured = estimate.bytesMeasured && one.bytes > 0;
        estimate.bytes +=
            double(repeats) * (one.bytes > 0 ? one.bytes : (cost ? cost->parameters : 0) * 4e6 * CopiesOfWeights);
    }
    return estimate;
}

} // namespace roentgen::app
