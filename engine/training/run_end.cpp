#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

namespace roentgen::training {

Status TrainingRun::predict() {
    // Of a run that an older version began and that was resumed after its last epoch: the card tells them.
    if (auto noted = noteTrainingFilms(&m_interruption); !noted)
        return noted;
    m_loader.reset(); // its films make room for the test part's
    m_caches.clear();
    if (auto loaded = loadWeights(m_request.run.bestWeights()); !loaded)
        return loaded;
    auto parts = predictParts();
    if (!parts)
        return parts.error();
    const Status written =
        isFirst() ? writePredictions(m_request.run.predictionsFile(), m_data.classes, *parts) : Status(Done{});
    if (auto agreed = agree(m_ranks, written); !agreed)
        return agreed;
    if (auto agreed = agree(m_ranks, writeCard(*parts)); !agreed)
        return agreed;
    if (m_experiment.training.snapshots > 0)
        if (auto together = predictTogether(); !together)
            return together;
    const bool early = m_progress.epoch <= m_experiment.training.epochs;
    m_reporter.report(FinishedEvent{m_progress.bestMeanAuc, m_progress.seconds, early ? "early_stop" : "epochs"});
    return agree(m_ranks, m_reporter.failure());
}

Status TrainingRun::loadWeights(const std::string& path) {
    return agree(m_ranks, guarded([&]() -> Status {
                     auto file = models::readSafetensors(path);
                     if (!file)
                         return file.error();
                     return models::copyTensors(*file, models::namedTensors(*m_model), "", path);
                 }));
}

// The model's probabilities on the validation and the test part, on rank 0.
Result<std::vector<PredictedPart>> TrainingRun::predictParts() {
    std::vector<PredictedPart> parts;
    for (const auto& [split, samples] :
         {std::pair<const char*, const std::vector<datasets::Sample>*>{"validation", &m_data.validation},
          {"test", &m_data.test}}) {
        const bool isTest = samples == &m_data.test;
        if (isTest && !m_testLoader)
            m_testLoader = makeLoader(m_data.test, false);
        auto logits = answersFor(*samples, isTest ? *m_testLoader : *m_validationLoader, m_validations++, *m_step,
                                 m_description, m_ranks, m_interruption);
        if (!logits)
            return logits.error();
        parts.push_back({split, samples, probabilitiesOf(*logits, m_description)});
    }
    return parts;
}

} // namespace roentgen::training
