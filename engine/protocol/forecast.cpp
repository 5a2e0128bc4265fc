#include "engine/protocol/forecast.h"

#include "engine/protocol/architecture_table.h"
#include "engine/protocol/measured_runs.h"
#include "engine/protocol/sweep_expansion.h"

#include <algorithm>

namespace roentgen {

namespace {

// 25 and 12 images/s of DenseNet-121, 17.2 GFLOP each, on two cores.
constexpr double Bf16PerCore = 25 * 17.2e9 / 2, Fp32PerCore = 12 * 17.2e9 / 2;
constexpr double BytesPerParameter = 4 * 7; // best, last, and a checkpoint with best and two moments

double roughBytes(const Experiment& experiment) {
    const Architecture* const architecture = findArchitecture(experiment.model.architecture);
    if (!architecture)
        return 0;
    const bool classic = experiment.model.head == "classic";
    return double(architecture->trunkParameters + (classic ? architecture->classicHeadParameters : 0)) *
           BytesPerParameter;
}

} // namespace

int64_t globalBatchOf(const Experiment& e) {
    return e.training.localBatch * e.training.accumulation * e.distributed.ranks;
}

int64_t stepsPerEpochOf(const Experiment& experiment, int64_t trainImages) {
    return trainImages == 0 ? 0 : std::max<int64_t>(1, trainImages / globalBatchOf(experiment));
}

double estimatedSeconds(const Experiment& experiment, int64_t trainImages, double imagesPerSecond) {
    const int64_t images =
        stepsPerEpochOf(experiment, trainImages) * globalBatchOf(experiment) * experiment.training.epochs;
    return double(images) / imagesPerSecond;
}

double roughImagesPerSecond(const Experiment& experiment, const MachineFacts& machine) {
    const Architecture* const architecture = findArchitecture(experiment.model.architecture);
    if (!architecture)
        return 0;
    const std::string& precision = experiment.training.precision;
    const bool bf16 = precision == "bf16" || (precision == "auto" && machine.memory.bf16);
    const double share = double(experiment.data.imageSize) / 224;
    const double operations = architecture->multiplyAdds * 2 * 3 * share * share;
    const auto& d = experiment.distributed;
    const double wanted = d.threadsPerRank > 0 ? double(d.threadsPerRank * d.ranks) : double(machine.cores);
    return std::min(wanted, double(machine.cores)) * (bf16 ? Bf16PerCore : Fp32PerCore) / operations;
}

std::vector<RunForecast> forecastRuns(const std::string& workspace, const std::vector<Experiment>& runs,
                                      const MachineFacts& machine) {
    const std::vector<RunMeasure> measures = measureEarlierRuns(workspace, runs);
    std::vector<RunForecast> forecasts;
    for (size_t k = 0; k < runs.size(); ++k) {
        const RunMeasure& measure = measures[k];
        const bool isMeasured = measure.imagesPerSecond > 0, bytesMeasured = measure.folderBytes > 0;
        forecasts.push_back({isMeasured ? measure.imagesPerSecond : roughImagesPerSecond(runs[k], machine),
                             measure.runId, bytesMeasured ? measure.folderBytes : roughBytes(runs[k]), bytesMeasured});
    }
    return forecasts;
}

std::optional<SweepForecast> forecastSweep(const std::string& workspace, const Experiment& sweep, int64_t trainImages,
                                           const MachineFacts& machine) {
    Result<std::vector<SweepRun>> runs = expandSweep(sweep);
    if (!runs)
        return std::nullopt;
    std::vector<Experiment> combinations; // all repeats of one are alike
    for (SweepRun& run : *runs)
        if (run.repeat == 1)
            combinations.push_back(std::move(run.experiment));
    const std::vector<RunForecast> forecasts = forecastRuns(workspace, combinations, machine);
    const int64_t repeats = sweep.experiment.repeats;
    SweepForecast all;
    all.runs = int64_t(runs->size());
    all.bytesMeasured = true;
    all.memory = memoryNeed(combinations, 1, machine.memory);
    for (size_t k = 0; k < combinations.size(); ++k) {
        const RunForecast& one = forecasts[k];
        if (one.imagesPerSecond <= 0)
            return std::nullopt;
        all.seconds += double(repeats) * estimatedSeconds(combinations[k], trainImages, one.imagesPerSecond);
        if (!one.measuredIn.empty()) {
            all.measuredRuns += repeats;
            all.measuredIn = one.measuredIn;
        }
        all.bytesMeasured = all.bytesMeasured && one.bytesMeasured;
        all.bytes += double(repeats) * one.bytes;
    }
    return all;
}

} // namespace roentgen
