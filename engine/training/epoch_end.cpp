#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/protocol/text_file.h"
#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

#include <cmath>

namespace roentgen::training {

Status TrainingRun::endEpoch() {
    const auto start = std::chrono::steady_clock::now();
    MetricsRow row;
    row.epoch = m_progress.epoch;
    row.step = m_progress.step;
    row.trainLoss = m_progress.epochLoss / double(std::max<int64_t>(1, m_progress.stepInEpoch));
    row.learningRate = m_rate.at(m_progress.step - 1, m_stepsPerEpoch);
    const double images =
        double(std::min<int64_t>(int64_t(m_data.train.size()), m_stepsPerEpoch * m_experiment.training.accumulation *
                                                                   m_experiment.training.localBatch * m_ranks.size()));
    row.imagesPerSecond = m_progress.epochSeconds > 0 ? images / m_progress.epochSeconds : 0;

    // Validation and exported weights use the mean of the ranks' running statistics; training goes on with its own.
    const auto own = distributed::copyBuffers(*m_model);
    distributed::averageStatistics(*m_model, m_ranks);
    auto best = validate(&row);
    if (!best)
        return best.error();
    if (auto written = writeWeights(*best); !written)
        return written;
    distributed::restoreBuffers(*m_model, own);

    const double spent = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    const double epochSeconds = m_progress.epochSeconds + spent;
    m_progress.seconds += spent;
    row.seconds = m_progress.seconds;
    const Status noted = isFirst() ? appendMetrics(m_request.run, m_data.classes, row) : Status(Done{});
    if (auto agreed = agree(m_ranks, noted); !agreed)
        return agreed;

    const int64_t epoch = m_progress.epoch++;
    m_progress.stepInEpoch = 0;
    m_progress.epochLoss = m_progress.epochSeconds = 0;
    if (auto saved = saveCheckpoint(*best); !saved)
        return saved;
    m_reporter.report(EpochEvent{epoch, true, epochSeconds});
    return Done{};
}

Result<bool> TrainingRun::validate(MetricsRow* row) {
    auto logits = answersFor(m_data.validation, loaderOptions(false), *m_step, m_description, m_ranks);
    if (!logits)
        return logits.error();
    // Rank 0 decides for all: a loss summed elsewhere could differ in its last bit.
    struct Decision {
        double loss, meanAuc;
        bool hasAuc, best;
    } decision{};
    if (isFirst()) {
        const Measures measures = measure(*logits, m_data.validation, m_data.classes.size(), m_step->loss());
        const bool first = m_progress.bestEpoch == 0;
        bool best = first;
        if (measures.meanAuc)
            best |= !m_progress.bestMeanAuc || *measures.meanAuc > *m_progress.bestMeanAuc;
        else if (!m_progress.bestMeanAuc) // undefined throughout: the loss; without any validation image: the newest
            best |= std::isnan(measures.loss) || measures.loss < m_progress.bestLoss;
        decision = {measures.loss, measures.meanAuc.value_or(0), measures.meanAuc.has_value(), best};
        row->validationLoss = measures.loss;
        row->meanAuc = measures.meanAuc;
        row->auc = measures.auc;

        ValidationEvent event{m_progress.epoch, m_progress.step, measures.loss, {}, measures.meanAuc, best};
        for (size_t k = 0; k < m_data.classes.size(); ++k)
            event.auc.emplace_back(m_data.classes[k], measures.auc[k]);
        m_reporter.report(event);
    }
    m_ranks.broadcastValue(decision);
    if (decision.best) {
        m_progress.bestEpoch = m_progress.epoch;
        m_progress.bestLoss = decision.loss;
        m_progress.bestMeanAuc = decision.hasAuc ? std::optional<double>(decision.meanAuc) : std::nullopt;
    }
    if (std::isfinite(decision.loss))
        m_rate.onValidation(decision.loss);
    return decision.best;
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

Status TrainingRun::predict() {
    const Status loaded = guarded([&]() -> Status {
        auto file = models::readSafetensors(m_request.run.bestWeights());
        if (!file)
            return file.error();
        return models::copyTensors(*file, models::namedTensors(*m_model), "", m_request.run.bestWeights());
    });
    if (auto agreed = agree(m_ranks, loaded); !agreed)
        return agreed;
    std::vector<PredictedPart> parts;
    for (const auto& [split, samples] :
         {std::pair<const char*, const std::vector<datasets::Sample>*>{"validation", &m_data.validation},
          {"test", &m_data.test}}) {
        auto logits = answersFor(*samples, loaderOptions(false), *m_step, m_description, m_ranks);
        if (!logits)
            return logits.error();
        parts.push_back({split, samples, probabilitiesOf(*logits, m_description)});
    }
    const Status written = isFirst() ? writePredictions(m_request.run, m_data.classes, parts) : Status(Done{});
    if (auto agreed = agree(m_ranks, written); !agreed)
        return agreed;
    m_reporter.report(FinishedEvent{m_progress.bestMeanAuc, m_progress.seconds});
    return agree(m_ranks, m_reporter.failure());
}

} // namespace roentgen::training
