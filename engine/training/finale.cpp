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

// The model's probabilities on the validation and the test part, on rank 0.
Result<std::vector<PredictedPart>> predictParts(RunFilms& films, const models::ModelDescription& description) {
    using HeldOut = RunFilms::HeldOut;
    std::vector<PredictedPart> parts;
    for (const auto& [name, part] :
         {std::pair<const char*, HeldOut>{"validation", HeldOut::Validation}, {"test", HeldOut::Test}}) {
        auto logits = films.answers(part);
        if (!logits)
            return logits.error();
        parts.push_back({name, &films.samples(part), probabilitiesOf(*logits, description)});
    }
    return parts;
}

Status writeCard(const RunContext& run, const Trainee& trainee, const std::vector<PredictedPart>& parts,
                 const Progress& progress) {
    // A run's best.safetensors says nothing without the run's folder.
    const std::filesystem::path weights = trainee.initialWeights;
    const std::string started =
        trainee.initialWeights.empty() ? "scratch" : (weights.parent_path().filename() / weights.filename()).string();
    const ModelCard card{run.experiment(),  trainee.description,
                         trainee.data,      parts,
                         started,           models::precisionName(trainee.step->options().precision),
                         run.ranks.size(),  progress.bestEpoch,
                         progress.epoch - 1};
    return writeFileAtomically(run.folder().modelCardFile(), writeModelCard(card));
}

// The mean of the probabilities that these snapshots give.
Result<std::vector<PredictedPart>> meanOfSnapshots(const RunContext& run, const std::vector<int64_t>& numbers,
                                                   RunFilms& films, Trainee& trainee) {
    std::vector<PredictedPart> mean;
    for (int64_t number : numbers) {
        if (auto loaded = loadWeights(run, run.folder().snapshotFile(number), trainee); !loaded)
            return loaded.error();
        auto parts = predictParts(films, trainee.description);
        if (!parts)
            return parts.error();
        for (size_t part = 0; part < parts->size(); ++part) {
            const PredictedPart& one = (*parts)[part];
            if (number == numbers.front())
                mean.push_back({one.split, one.samples, std::vector<float>(one.probabilities.size())});
            for (size_t k = 0; k < one.probabilities.size(); ++k)
                mean[part].probabilities[k] += one.probabilities[k] / float(numbers.size());
        }
    }
    return mean;
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
        const auto& classes = trainee.data.classes;
        const Measures measures = measure(logitsOf(mean->front().probabilities, trainee.description),
                                          trainee.data.validation, classes.size(), trainee.step->loss());
        EnsembleEvent event{int64_t(numbers.size()), measures.loss, {}, measures.meanAuc};
        for (size_t k = 0; k < classes.size(); ++k)
            event.auc.emplace_back(classes[k], measures.auc[k]);
        run.reporter.report(event);
        return writePredictions(run.folder().ensemblePredictionsFile(), classes, *mean);
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
    auto parts = predictParts(films, trainee.description);
    if (!parts)
        return parts.error();
    auto written = agreeOnFirst(run.ranks, [&]() -> Status {
        auto predictions = writePredictions(run.folder().predictionsFile(), trainee.data.classes, *parts);
        return predictions ? writeCard(run, trainee, *parts, progress) : predictions;
    });
    if (!written)
        return written;
    const auto& training = run.experiment().training;
    if (training.snapshots > 0)
        if (auto together = predictTogether(run, keptSnapshots(run.experiment(), progress), films, trainee); !together)
            return together;
    const bool early = progress.epoch <= training.epochs;
    run.reporter.report(FinishedEvent{progress.bestMeanAuc, progress.seconds, early ? "early_stop" : "epochs"});
    return agree(run.ranks, run.reporter.failure());
}

} // namespace roentgen::training
