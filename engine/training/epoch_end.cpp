#include "engine/training/epoch_end.h"

#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/protocol/elapsed.h"
#include "engine/training/agreement.h"
#include "engine/training/resume_point.h"
#include "engine/training/validation.h"

#include <algorithm>
#include <cmath>

namespace roentgen::training {

// The same on all ranks. Plain values: it is broadcast.
struct EpochEnd::Verdict {
    double loss = 0, headline = 0;
    bool hasHeadline = false, best = false, isNumber = true;
};

Result<std::optional<Divergence>> EpochEnd::close(Progress* progress) {
    const auto start = Clock::now();
    if (auto diverged = m_guard.check(*progress))
        return diverged;
    MetricsRow row = rowOf(*progress);
    std::vector<std::string> films;
    const auto verdict = validate(start, &row, &films, progress);
    if (!verdict) {
        // Resumed, it measures and validates again.
        const bool keeps =
            verdict.error().code == ErrorCode::Stopped && m_run.interruption.asked() == Stop::WithCheckpoint;
        auto saved = keeps ? saveCheckpoint(m_run, m_trainee, progress, false) : Done{};
        return saved ? verdict.error() : saved.error();
    }
    if (!verdict->isNumber)
        return std::optional(DivergenceGuard::inValidation(films, *progress));

    const double spent = secondsSince(start);
    progress->seconds += spent;
    row.seconds = progress->seconds;
    auto noted = agreeOnFirst(m_run.ranks, [&] { return appendMetrics(m_run.folder(), row); });
    if (!noted)
        return noted.error();
    startNext(row, row.trainingSeconds + spent, progress);
    if (auto saved = saveCheckpoint(m_run, m_trainee, progress, verdict->best); !saved)
        return saved.error();
    return std::optional<Divergence>();
}

MetricsRow EpochEnd::rowOf(const Progress& progress) const {
    const auto& training = m_run.experiment().training;
    MetricsRow row;
    row.epoch = progress.epoch;
    row.step = progress.step;
    row.trainLoss = progress.epochLoss / double(std::max<int64_t>(1, progress.epochLosses));
    row.learningRate = m_trainee.learningRateAt(progress.step - 1, progress.guard);
    const double images =
        double(std::min<int64_t>(int64_t(m_trainee.data.train.size()), m_trainee.stepsPerEpoch * training.accumulation *
                                                                           training.localBatch * m_run.ranks.size()));
    row.imagesPerSecond = progress.epochSeconds > 0 ? images / progress.epochSeconds : 0;
    row.trainingSeconds = progress.epochSeconds;
    return row;
}

Result<EpochEnd::Verdict> EpochEnd::validate(Clock::time_point start, MetricsRow* row, std::vector<std::string>* films,
                                             Progress* progress) {
    if (auto noted = m_films.noteTrainingFilms(&m_run.interruption); !noted)
        return noted.error();
    const EvaluatedWeights evaluated(*m_trainee.model, m_trainee.step->average(), m_run.ranks);
    const auto validating = Clock::now();
    auto verdict = judge(row, films, progress);
    row->validationSeconds = secondsSince(validating);
    if (verdict && verdict->isNumber)
        if (auto written = writeWeights(verdict->best); !written)
            return written.error();
    row->writingSeconds = progress->writingSeconds + secondsSince(start) - row->validationSeconds;
    return verdict;
}

Result<EpochEnd::Verdict> EpochEnd::judge(MetricsRow* row, std::vector<std::string>* films, Progress* progress) {
    auto meter = m_films.metered(RunFilms::HeldOut::Validation);
    if (!meter)
        return meter.error();
    // Rank 0 decides for all: a loss summed elsewhere could differ in its last bit.
    Verdict verdict;
    if (m_run.isFirst()) {
        for (const int64_t sample : (*meter)->notNumbers())
            films->push_back(m_trainee.data.validation[size_t(sample)].path);
        verdict.isNumber = films->empty();
        if (verdict.isNumber)
            verdict = measured(**meter, *progress, row);
    }
    m_run.ranks.broadcastValue(verdict);
    if (verdict.best) {
        progress->bestEpoch = progress->epoch;
        progress->bestLoss = verdict.loss;
        progress->best = verdict.hasHeadline ? std::optional<double>(verdict.headline) : std::nullopt;
    }
    if (verdict.isNumber && std::isfinite(verdict.loss))
        m_trainee.rate.onValidation(verdict.loss);
    return verdict;
}

// Rank 0's: measures, the row of metrics.csv and the event.
EpochEnd::Verdict EpochEnd::measured(const tasks::Meter& meter, const Progress& progress, MetricsRow* row) {
    const tasks::Measures measures = meter.measures();
    const auto headline = measures.metrics.headlineValue();
    Verdict verdict;
    verdict.best = progress.bestEpoch == 0;
    if (headline)
        verdict.best |= !progress.best || isBetter(*headline, *progress.best, measures.metrics.headlineDirection());
    else if (!progress.best) // undefined throughout: the loss; without any validation image: the newest
        verdict.best |= std::isnan(measures.loss) || measures.loss < progress.bestLoss;
    verdict.loss = measures.loss;
    verdict.headline = headline.value_or(0);
    verdict.hasHeadline = headline.has_value();
    row->validationLoss = measures.loss;
    row->metrics = measures.metrics;
    m_trainee.description.metrics = metricsForWeights(measures);
    m_run.reporter.report(
        ValidationEvent{progress.epoch, progress.step, measures.loss, measures.metrics, verdict.best});
    return verdict;
}

Status EpochEnd::writeWeights(bool best) const {
    return agreeOnFirst(m_run.ranks, [&]() -> Status {
        const RunFolder& folder = m_run.folder();
        if (best)
            if (auto saved = models::saveWeights(folder.bestWeights(), *m_trainee.model, m_trainee.description); !saved)
                return saved;
        return models::saveWeights(folder.lastWeights(), *m_trainee.model, m_trainee.description);
    });
}

// The event comes before the checkpoint: one that is not reached makes the epoch end again.
void EpochEnd::startNext(const MetricsRow& row, double seconds, Progress* progress) {
    EpochEvent ended{progress->epoch++, true, seconds};
    progress->stepInEpoch = progress->epochLosses = 0;
    progress->epochLoss = progress->epochSeconds = progress->writingSeconds = 0;
    progress->guard.rollbacks = 0;
    ended.trainingSeconds = row.trainingSeconds;
    ended.validationSeconds = row.validationSeconds;
    ended.writingSeconds = row.writingSeconds;
    const RunFilms::Kept kept = m_films.kept();
    ended.keptFilms = kept.films;
    ended.keptBytes = kept.bytes;
    m_run.reporter.report(ended);
}

} // namespace roentgen::training
