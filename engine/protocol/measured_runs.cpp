#include "engine/protocol/measured_runs.h"

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/forecast.h"
#include "engine/protocol/remote_record.h"
#include "engine/protocol/run_watch.h"

#include <algorithm>
#include <filesystem>

namespace roentgen {

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

double sizeOfFolder(const std::string& folder) {
    namespace fs = std::filesystem;
    double bytes = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        std::error_code gone; // a checkpoint that is being replaced
        if (at->is_regular_file(gone))
            if (const auto size = at->file_size(gone); !gone)
                bytes += double(size);
    }
    return bytes;
}

double speedOf(const RunHistory& history, const Experiment& itsExperiment) {
    const double seconds = history.elapsedSeconds(history.lastTime);
    if (!history.hello || history.currentStep() < FewestSteps || seconds <= 0)
        return 0;
    return double(history.currentStep() * globalBatchOf(itsExperiment)) / seconds;
}

} // namespace

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

std::vector<RunMeasure> measureEarlierRuns(const std::string& workspace, const std::vector<Experiment>& experiments) {
    std::vector<RunMeasure> measures(experiments.size());
    const auto isWhole = [](const RunMeasure& one) { return one.imagesPerSecond > 0 && one.folderBytes > 0; };
    for (const std::string& id : listRunIds(workspace)) {
        if (std::all_of(measures.begin(), measures.end(), isWhole))
            break;
        const RunFolder folder{workspace + "/runs/" + id};
        const Result<Experiment> earlier = readExperiment(folder.experimentFile());
        if (!earlier)
            continue;
        std::vector<RunMeasure*> speeds, sizes; // that this run may tell
        std::error_code error;
        const bool hasWeights = std::filesystem::exists(folder.lastWeights(), error);
        for (size_t k = 0; k < experiments.size(); ++k) {
            if (measures[k].imagesPerSecond == 0 && sameSpeed(*earlier, experiments[k]))
                speeds.push_back(&measures[k]);
            if (measures[k].folderBytes == 0 && hasWeights &&
                earlier->model.architecture == experiments[k].model.architecture &&
                earlier->training.optimizer == experiments[k].training.optimizer)
                sizes.push_back(&measures[k]);
        }
        if ((speeds.empty() && sizes.empty()) || !isOfThisPlace(folder, *earlier))
            continue;
        RunWatch watch(folder);
        if (!wentWell(watch.look()))
            continue;
        if (const double speed = speeds.empty() ? 0 : speedOf(watch.history(), *earlier); speed > 0)
            for (RunMeasure* measure : speeds) {
                measure->imagesPerSecond = speed;
                measure->runId = id;
            }
        const double bytes = sizes.empty() ? 0 : sizeOfFolder(folder.path);
        for (RunMeasure* measure : sizes)
            measure->folderBytes = bytes;
    }
    return measures;
}

} // namespace roentgen
