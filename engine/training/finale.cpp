#include "engine/training/finale.h"

#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"
#include "engine/training/agreement.h"
#include "engine/training/model_card.h"
#include "engine/training/resume_point.h"
#include "engine/training/validation.h"

#include <filesystem>

namespace roentgen::training {

namespace {

Status loadWeights(const RunContext& run, const std::string& path, Trainee& trainee) {
    return agree(run.ranks, guarded([&]() -> Status {
                     auto file = models::readSafetensors(path);
                     if (!file)
                         return file.error();
                     return models::copyTensors(*file, models::namedTensors(*trainee.model), "", path);
                 }));
}

using Parts = std::vector<tasks::MeteredPart>;

// The model's outputs on the validation and the test part.
Result<Parts> predictParts(RunFilms& films) {
    using HeldOut = RunFilms::HeldOut;
    Parts parts;
    for (const auto& [name, part] :
         {std::pair<const char*, HeldOut>{"validation", HeldOut::Validation}, {"test", HeldOut::Test}}) {
        auto meter = films.metered(part);
        if (!meter)
            return meter.error();
        parts.push_back({name, meter.take()});
    }
    return Result<Parts>(std::move(parts));
}

Status writeCard(const RunContext& run, const Trainee& trainee, const Parts& parts, const Progress& progress) {
    // A run's best.safetensors says nothing without the run's folder.
    const std::filesystem::path weights = trainee.initialWeights;
    const std::string started =
        trainee.initialWeights.empty() ? "scratch" : (weights.parent_path().filename() / weights.filename()).string();
    const ModelCard card{run.experiment(),  trainee.description,
                         trainee.data,      trainee.task->resultTables(parts),
                         started,           models::precisionName(trainee.step->options().precision),
                         run.ranks.size(),  progress.bestEpoch,
                         progress.epoch - 1};
    return writeFileAtomically(run.folder().modelCardFile(), writeModelCard(card));
}

// These snapshots' mean prediction.
Result<Parts> meanOfSnapshots(const RunContext& run, const std::vector<int64_t>& numbers, RunFilms& films,
                              Trainee& trainee) {
    using HeldOut = RunFilms::HeldOut;
    Parts mean;
    mean.push_back({"validation", trainee.task->meter(films.samples(HeldOut::Validation))});
    mean.push_back({"test", trainee.task->meter(films.samples(HeldOut::Test))});
    for (int64_t number : numbers) {
        if (auto loaded = loadWeights(run, run.folder().snapshotFile(number), trainee); !loaded)
            return loaded.error();
        const auto parts = predictParts(films);
        if (!parts)
            return parts.error();
        for (size_t part = 0; part < mean.size(); ++part)
            mean[part].meter->mix(*(*parts)[part].meter, numbers.size());
    }
    return Result<Parts>(std::move(mean));
}

// ensemble_predictions.csv, and its measures as an event.
Status predictTogether(const RunContext& run, const std::vector<int64_t>& numbers, RunFilms& films, Trainee& trainee) {
    if (numbers.empty()) {
        run.reporter.report(WarningEvent{"snapshots", "the run ended before its first cycle: there is no ensemble", 0});
        return Done{};
    }
    const auto mean = meanOfSnapshots(run, numbers, films, trainee);
    if (!mean)
        return mean.error();
    return agreeOnFirst(run.ranks, [&] {
        const tasks::Measures measures = mean->front().meter->measures();
        run.reporter.report(EnsembleEvent{int64_t(numbers.size()), measures.loss, measures.metrics});
        return trainee.task->writePredictions(run.folder().ensemblePredictionsFile(), *mean);
    });
}

} // namespace

Status finishRun(const RunContext& run, Trainee& trainee, RunFilms& films, const Progress& progress) {
    // Of a run that an older version began and that was resumed after its last epoch: the card tells them.
    if (auto noted = films.noteTrainingFilms(&run.interruption); !noted)
        return noted;
    films.dropTraining();
    if (auto loaded = loadWeights(run, run.folder().bestWeights(), trainee); !loaded)
        return loaded;
    const auto parts = predictParts(films);
    if (!parts)
        return parts.error();
    auto written = agreeOnFirst(run.ranks, [&]() -> Status {
        auto predictions = trainee.task->writePredictions(run.folder().predictionsFile(), *parts);
        return predictions ? writeCard(run, trainee, *parts, progress) : predictions;
    });
    if (!written)
        return written;
    const auto& training = run.experiment().training;
    if (training.snapshots > 0)
        if (auto together = predictTogether(run, keptSnapshots(run.experiment(), progress), films, trainee); !together)
            return together;
    const bool early = progress.epoch <= training.epochs;
    run.reporter.report(FinishedEvent{progress.best, progress.seconds, early ? "early_stop" : "epochs"});
    return agree(run.ranks, run.reporter.failure());
}

} // namespace roentgen::training
