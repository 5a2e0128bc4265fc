#include "app/experiments/forecast.h"

#include "app/runs/run_record.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/remote_record.h"

#include <algorithm>

namespace roentgen::app {

namespace {

constexpr int64_t FewestSteps = 5; // the first ones warm up

// A folder that was copied here tells of another machine, whatever its name.
bool isOfThisPlace(const RunFolder& folder, const Experiment& itsExperiment) {
    const std::optional<RemoteRecord> remote = readRemoteRecord(folder);
    if (itsExperiment.target.kind != "local")
        return remote && remote->target == itsExperiment.target.name;
    const Result<ProcessRecord> process = readProcessRecord(folder);
    return !remote && process && process->host == thisHostName();
}

// Of what broke off nobody knows what slowed it before.
bool wentWell(RunState state) {
    return state == RunState::Finished || state == RunState::Stopped || state == RunState::Running ||
           state == RunState::Stopping;
}

} // namespace

int64_t globalBatchOf(const Experiment& e) {
    return e.training.localBatch * e.training.accumulation * e.distributed.ranks;
}

int64_t stepsPerEpochOf(const Experiment& experiment, int64_t trainImages) {
    return trainImages == 0 ? 0 : std::max<int64_t>(1, trainImages / globalBatchOf(experiment));
}

double estimatedSeconds(const Experiment& experiment, int64_t trainImages, const MeasuredSpeed& speed) {
    const int64_t images =
        stepsPerEpochOf(experiment, trainImages) * globalBatchOf(experiment) * experiment.training.epochs;
    return double(images) / speed.imagesPerSecond;
}

bool sameSpeed(const Experiment& a, const Experiment& b) {
    static constexpr const char* keys[] = {"data.image_size",
                                           "data.stored_size",
                                           "pipeline.mode",
                                           "pipeline.decode_threads",
                                           "pipeline.interleave_files",
                                           "pipeline.prefetch_files",
                                           "pipeline.fused_batching",
                                           "pipeline.prefetch_batches",
                                           "pipeline.cache_mb",
                                           "model.architecture",
                                           "model.normalization",
                                           "model.head",
                                           "model.channels",
                                           "training.precision",
                                           "training.device",
                                           "training.local_batch",
                                           "training.accumulation",
                                           "distributed.ranks",
                                           "distributed.threads_per_rank",
                                           "distributed.ranks_per_host",
                                           "model.freeze_trunk_epochs",
                                           "target.kind",
                                           "target.name"};
    return std::all_of(std::begin(keys), std::end(keys), [&](const char* path) {
        const ExperimentKey* key = findExperimentKey(path);
        return key && key->get(a) == key->get(b);
    });
}

bool isMeasure(const RunFolder& folder, const Experiment& itsExperiment) {
    return isOfThisPlace(folder, itsExperiment) && wentWell(summaryOf(folder).state);
}

std::optional<MeasuredSpeed> measuredSpeedOf(const RunFolder& folder, const Experiment& itsExperiment) {
    if (!isOfThisPlace(folder, itsExperiment))
        return std::nullopt;
    RunRecord record(folder);
    record.update();
    if (!wentWell(record.state()))
        return std::nullopt;
    const RunHistory& history = record.history();
    const double seconds = history.elapsedSeconds(history.lastTime);
    if (!history.hello || history.currentStep() < FewestSteps || seconds <= 0)
        return std::nullopt;
    const double images = double(history.currentStep() * globalBatchOf(itsExperiment));
    return MeasuredSpeed{QString::fromStdString(folder.id()), images / seconds};
}

std::optional<MeasuredSpeed> findMeasuredSpeed(const QString& workspace, const Experiment& experiment) {
    for (const std::string& id : listRunIds(workspace.toStdString())) {
        const RunFolder folder{workspace.toStdString() + "/runs/" + id};
        const Result<Experiment> earlier = readExperiment(folder.experimentFile());
        if (!earlier || !sameSpeed(*earlier, experiment))
            continue;
        if (const std::optional<MeasuredSpeed> speed = measuredSpeedOf(folder, *earlier))
            return speed;
    }
    return std::nullopt;
}

std::string splitKeys(const Experiment& experiment) {
    std::string text;
    for (const ExperimentKey& key : experimentKeys())
        if (key.section == "data" || key.path() == "experiment.seed")
            text += key.path() + "=" + formatKeyValue(key.get(experiment)) + "\n";
    return text;
}

} // namespace roentgen::app
