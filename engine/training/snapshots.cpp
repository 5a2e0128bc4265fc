#include "engine/training/snapshots.h"

#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/protocol/elapsed.h"
#include "engine/training/agreement.h"
#include "engine/training/resume_point.h"

#include <filesystem>

namespace roentgen::training {

bool endsCycle(const RunContext& run, const Trainee& trainee, int64_t step) {
    const int64_t steps = trainee.stepsPerEpoch;
    return run.experiment().training.snapshots > 0 &&
           trainee.rate.period(step + 1, steps) != trainee.rate.period(step, steps);
}

Status takeSnapshot(const RunContext& run, Trainee& trainee, RunFilms& films, Progress* progress) {
    const int64_t number = progress->snapshots + 1;
    const auto start = std::chrono::steady_clock::now();
    // A stop waits: what is skipped here is not done when the run goes on.
    if (auto noted = films.noteTrainingFilms(nullptr); !noted)
        return noted;
    {
        const EvaluatedWeights evaluated(*trainee.model, trainee.step->average(), run.ranks);
        auto written = agreeOnFirst(run.ranks, [&]() -> Status {
            std::error_code failed;
            std::filesystem::create_directories(run.folder().snapshotFolder(), failed);
            auto description = trainee.description;
            description.metrics.clear(); // those of the validation before
            return models::saveWeights(run.folder().snapshotFile(number), *trainee.model, description);
        });
        if (!written)
            return written;
    }
    progress->snapshots = number;
    progress->writingSeconds += secondsSince(start);
    // At an epoch's end a checkpoint follows anyway, after validation.
    return progress->stepInEpoch == trainee.stepsPerEpoch ? Status(Done{})
                                                          : saveCheckpoint(run, trainee, progress, false);
}

} // namespace roentgen::training
