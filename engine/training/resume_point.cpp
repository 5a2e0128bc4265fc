#include "engine/training/resume_point.h"

#include "engine/models/model_description.h"
#include "engine/models/safetensors.h"
#include "engine/models/torch_headers.h"
#include "engine/protocol/elapsed.h"
#include "engine/training/agreement.h"
#include "engine/training/metrics_file.h"

#include <algorithm>
#include <filesystem>

namespace roentgen::training {

namespace {

CheckpointTraits traitsOf(const RunContext& run, const Trainee& trainee) {
    return {trainee.data.sha256, trainee.task->headline(), run.ranks.size()};
}

// As this run's own weights say; where they cannot be read, the films are measured again.
void recallTrainingFilms(const RunFolder& folder, Trainee& trainee) {
    const std::string path = folder.lastWeights();
    (void)guarded([&]() -> Status {
        const auto file = models::readSafetensors(path);
        if (!file)
            return file.error();
        const auto said = models::readDescription(file->metadata, path);
        if (said && said->datasetSha256 == trainee.data.sha256)
            trainee.description.trainedOn = said->trainedOn;
        return Done{};
    });
}

// Those of a forgotten attempt go, and those that are older than the last so many.
void pruneSnapshots(const RunContext& run, const Progress& progress) {
    if (!run.isFirst() || run.experiment().training.snapshots == 0)
        return;
    std::vector<std::string> kept;
    for (int64_t number : keptSnapshots(run.experiment(), progress))
        kept.push_back(run.folder().snapshotFile(number));
    std::error_code ignored;
    for (const std::string& file : listSnapshots(run.folder()))
        if (std::find(kept.begin(), kept.end(), file) == kept.end())
            std::filesystem::remove(file, ignored);
}

Status restoreFiles(const RunContext& run, Trainee& trainee, const Progress& progress) {
    pruneSnapshots(run, progress);
    return agreeOnFirst(run.ranks, [&]() -> Status {
        if (auto restored = restoreBestWeights(run.folder()); !restored)
            return restored;
        recallTrainingFilms(run.folder(), trainee);
        return cutMetrics(run.folder(), progress.epoch - 1);
    });
}

} // namespace

Status goBackToCheckpoint(const RunContext& run, Trainee& trainee, Progress* progress) {
    auto read = readCheckpoint(run.folder(), *trainee.step, traitsOf(run, trainee), run.ranks);
    if (!read)
        return read.error();
    *progress = *read;
    trainee.rate.state = progress->rate;
    return restoreFiles(run, trainee, *progress);
}

Result<bool> resume(const RunContext& run, Trainee& trainee, Progress* progress) {
    const bool resumed = run.request.resume;
    bool found = run.isFirst() && resumed && hasCheckpoint(run.folder());
    run.ranks.broadcastValue(found);
    const Status restored = found     ? goBackToCheckpoint(run, trainee, progress)
                            : resumed ? restoreFiles(run, trainee, *progress)
                                      : Status(Done{});
    if (!restored)
        return restored.error();
    return found;
}

Status saveCheckpoint(const RunContext& run, Trainee& trainee, Progress* progress, bool best) {
    const auto start = std::chrono::steady_clock::now();
    progress->rate = trainee.rate.state;
    auto saved = writeCheckpoint(run.folder(), *trainee.step, *progress, traitsOf(run, trainee), run.ranks);
    if (saved)
        pruneSnapshots(run, *progress);
    progress->writingSeconds += secondsSince(start);
    if (saved)
        run.reporter.report(CheckpointEvent{std::min(progress->epoch, run.experiment().training.epochs), progress->step,
                                            run.folder().checkpointFolder(), best});
    return saved;
}

std::vector<int64_t> keptSnapshots(const Experiment& experiment, const Progress& progress) {
    std::vector<int64_t> numbers;
    for (int64_t n = std::max<int64_t>(1, progress.snapshots - experiment.training.snapshots + 1);
         n <= progress.snapshots; ++n)
        numbers.push_back(n);
    return numbers;
}

} // namespace roentgen::training
