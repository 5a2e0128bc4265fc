#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/training/agreement.h"
#include "engine/training/training_films.h"
#include "engine/training/training_run.h"

#include <algorithm>
#include <cmath>

namespace roentgen::training {

// The same on all ranks but for the films, which rank 0 has. Plain values: it is broadcast.
struct TrainingRun::Verdict {
    double loss = 0, meanAuc = 0;
    bool hasAuc = false, best = false, isNumber = true;
};

Status TrainingRun::endEpoch() {
    const auto start = std::chrono::steady_clock::now();
    if (!allGood()) // a good checkpoint is not overwritten
        return divergedInStep("the weights are not numbers", false);
    MetricsRow row;
    row.epoch = m_progress.epoch;
    row.step = m_progress.step;
    row.trainLoss = m_progress.epochLoss / double(std::max<int64_t>(1, m_progress.epochLosses));
    row.learningRate = learningRateAt(m_progress.step - 1);
    const double images =
        double(std::min<int64_t>(int64_t(m_data.train.size()), m_stepsPerEpoch * m_experiment.training.accumulation *
                                                                   m_experiment.training.localBatch * m_ranks.size()));
    row.imagesPerSecond = m_progress.epochSeconds > 0 ? images / m_progress.epochSeconds : 0;

    std::vector<std::string> films;
    const auto verdict = [&]() -> Result<Verdict> {
        if (auto noted = noteTrainingFilms(&m_interruption); !noted)
            return noted.error();
        const EvaluatedWeights evaluated(*m_model, m_step->average(), m_ranks);
        const auto validating = std::chrono::steady_clock::now();
        auto judged = validate(&row, &films);
        row.validationSeconds = secondsSince(validating);
        if (judged && judged->isNumber)
            if (auto written = writeWeights(judged->best); !written)
                return written.error();
        row.writingSeconds = m_progress.writingSeconds + secondsSince(start) - row.validationSeconds;
        return judged;
    }();
    if (!verdict && verdict.error().code == ErrorCode::Stopped && m_interruption.asked() == Stop::WithCheckpoint)
        if (auto saved = saveCheckpoint(false); !saved) // resumed, it measures and validates again
            return saved;
    if (!verdict)
        return verdict.error();
    if (!verdict->isNumber)
        return divergedInValidation(films);

    const double spent = secondsSince(start);
    row.trainingSeconds = m_progress.epochSeconds;
    const double epochSeconds = m_progress.epochSeconds + spent;
    m_progress.seconds += spent;
    row.seconds = m_progress.seconds;
    const Status noted = isFirst() ? appendMetrics(m_request.run, m_data.classes, row) : Status(Done{});
    if (auto agreed = agree(m_ranks, noted); !agreed)
        return agreed;

    const int64_t epoch = m_progress.epoch++;
    m_progress.stepInEpoch = m_progress.epochLosses = 0;
    m_progress.epochLoss = m_progress.epochSeconds = m_progress.writingSeconds = 0;
    m_progress.guard.rollbacks = 0;
    EpochEvent ended{epoch, true, epochSeconds};
    ended.trainingSeconds = row.trainingSeconds;
    ended.validationSeconds = row.validationSeconds;
    ended.writingSeconds = row.writingSeconds;
    for (const auto& cache : m_caches) {
        ended.keptFilms += int64_t(cache->kept());
        ended.keptBytes += int64_t(cache->keptBytes());
    }
    m_reporter.report(ended); // a checkpoint that is not reached makes the epoch end again
    return saveCheckpoint(verdict->best);
}

Result<TrainingRun::Verdict> TrainingRun::validate(MetricsRow* row, std::vector<std::string>* films) {
    auto logits = answersFor(m_data.validation, *m_validationLoader, m_validations++, *m_step, m_description, m_ranks,
                             m_interruption);
    if (!logits)
        return logits.error();
    // Rank 0 decides for all: a loss summed elsewhere could differ in its last bit.
    Verdict verdict;
    if (isFirst()) {
        const size_t classes = m_data.classes.size();
        for (size_t k = 0; k < logits->size(); ++k)
            if (!std::isfinite((*logits)[k]) &&
                (films->empty() || films->back() != m_data.validation[k / classes].path))
                films->push_back(m_data.validation[k / classes].path);
        verdict.isNumber = films->empty();
        if (verdict.isNumber)
            verdict = judgeValidation(*logits, row);
    }
    m_ranks.broadcastValue(verdict);
    if (verdict.best) {
        m_progress.bestEpoch = m_progress.epoch;
        m_progress.bestLoss = verdict.loss;
        m_progress.bestMeanAuc = verdict.hasAuc ? std::optional<double>(verdict.meanAuc) : std::nullopt;
    }
    if (verdict.isNumber && std::isfinite(verdict.loss))
        m_rate.onValidation(verdict.loss);
    return verdict;
}

// Rank 0's: measures, the row of metrics.csv and the event.
TrainingRun::Verdict TrainingRun::judgeValidation(const std::vector<float>& logits, MetricsRow* row) {
    const Measures measures = measure(logits, m_data.validation, m_data.classes.size(), m_step->loss());
    bool best = m_progress.bestEpoch == 0;
    if (measures.meanAuc)
        best |= !m_progress.bestMeanAuc || *measures.meanAuc > *m_progress.bestMeanAuc;
    else if (!m_progress.bestMeanAuc) // undefined throughout: the loss; without any validation image: the newest
        best |= std::isnan(measures.loss) || measures.loss < m_progress.bestLoss;
    row->validationLoss = measures.loss;
    row->meanAuc = measures.meanAuc;
    row->auc = measures.auc;
    m_description.metrics = metricsOf(measures, m_data.classes);

    ValidationEvent event{m_progress.epoch, m_progress.step, measures.loss, {}, measures.meanAuc, best};
    for (size_t k = 0; k < m_data.classes.size(); ++k)
        event.auc.emplace_back(m_data.classes[k], measures.auc[k]);
    m_reporter.report(event);
    Verdict verdict;
    verdict.loss = measures.loss;
    verdict.meanAuc = measures.meanAuc.value_or(0);
    verdict.hasAuc = measures.meanAuc.has_value();
    verdict.best = best;
    return verdict;
}

// Before the first weights are written, when most films lie in the cache. Fails by a stop alone. Collective.
Status TrainingRun::noteTrainingFilms(Interruption* hearing) {
    bool known = m_description.trainedOn.has_value();
    m_ranks.broadcastValue(known);
    if (known || m_caches.empty())
        return Done{};
    auto options = loaderOptions(true);
    options.decodeThreads = std::max(options.decodeThreads, m_threads); // which rest now
    auto films = measureTrainingFilms(m_data.train, options, *m_caches.front(), m_ranks, hearing);
    if (!films)
        return films.error();
    if (isFirst())
        m_description.trainedOn = films.take();
    return Done{};
}

Status TrainingRun::writeWeights(bool best) {
    Status written = Done{};
    if (isFirst())
        written = guarded([&]() -> Status {
            if (best)
                if (auto saved = models::saveWeights(m_request.run.bestWeights(), *m_model, m_description); !saved)
                    return saved;
            return models::saveWeights(m_request.run.lastWeights(), *m_model, m_description);
        });
    return agree(m_ranks, written);
}

} // namespace roentgen::training
