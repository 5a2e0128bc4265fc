#include "engine/models/torch_headers.h"
#include "engine/models/weights.h"
#include "engine/training/agreement.h"
#include "engine/training/training_run.h"

#include <algorithm>
#include <filesystem>

namespace roentgen::training {

namespace fs = std::filesystem;

// step: global, from 0. The learning rate restarts after it.
bool TrainingRun::endsCycle(int64_t step) const {
    return m_experiment.training.snapshots > 0 &&
           m_rate.period(step + 1, m_stepsPerEpoch) != m_rate.period(step, m_stepsPerEpoch);
}

// The weights at the end of a cycle, as validation would see them (Huang et al. 2017, Snapshot Ensembles, section 3).
Status TrainingRun::takeSnapshot() {
    const int64_t number = m_progress.snapshots + 1;
    const auto start = std::chrono::steady_clock::now();
    // A stop waits: what is skipped here is not done when the run goes on.
    if (auto noted = noteTrainingFilms(nullptr); !noted)
        return noted;
    {
        const EvaluatedWeights evaluated(*m_model, m_step->average(), m_ranks);
        const Status written = !isFirst() ? Status(Done{}) : guarded([&]() -> Status {
            std::error_code failed;
            fs::create_directories(m_request.run.snapshotFolder(), failed);
            auto description = m_description;
            description.metrics.clear(); // those of the validation before
            return models::saveWeights(m_request.run.snapshotFile(number), *m_model, description);
        });
        if (auto agreed = agree(m_ranks, written); !agreed)
            return agreed;
    }
    m_progress.snapshots = number;
    m_progress.writingSeconds += secondsSince(start);
    // At an epoch's end a checkpoint follows anyway, after validation.
    return m_progress.stepInEpoch == m_stepsPerEpoch ? Status(Done{}) : saveCheckpoint(false);
}

std::vector<int64_t> TrainingRun::keptSnapshots() const {
    std::vector<int64_t> numbers;
    for (int64_t n = std::max<int64_t>(1, m_progress.snapshots - m_experiment.training.snapshots + 1);
         n <= m_progress.snapshots; ++n)
        numbers.push_back(n);
    return numbers;
}

// Those of a forgotten attempt go, and those that are older than the last so many.
void TrainingRun::pruneSnapshots() {
    if (!isFirst() || m_experiment.training.snapshots == 0)
        return;
    std::vector<std::string> kept;
    for (int64_t number : keptSnapshots())
        kept.push_back(m_request.run.snapshotFile(number));
    std::error_code ignored;
    for (const std::string& file : listSnapshots(m_request.run))
        if (std::find(kept.begin(), kept.end(), file) == kept.end())
            fs::remove(file, ignored);
}

// ensemble_predictions.csv: the mean of the snapshots' probabilities, and its measures as an event.
Status TrainingRun::predictTogether() {
    const auto numbers = keptSnapshots();
    if (numbers.empty()) {
        m_reporter.report(WarningEvent{"snapshots", "the run ended before its first cycle: there is no ensemble", 0});
        return Done{};
    }
    std::vector<PredictedPart> mean;
    for (int64_t number : numbers) {
        if (auto loaded = loadWeights(m_request.run.snapshotFile(number)); !loaded)
            return loaded;
        auto parts = predictParts();
        if (!parts)
            return parts.error();
        for (size_t part = 0; part < parts->size(); ++part) {
            if (number == numbers.front())
                mean.push_back({(*parts)[part].split, (*parts)[part].samples, {}});
            auto& sum = mean[part].probabilities;
            sum.resize((*parts)[part].probabilities.size());
            for (size_t k = 0; k < sum.size(); ++k)
                sum[k] += (*parts)[part].probabilities[k] / float(numbers.size());
        }
    }
    if (!isFirst())
        return agree(m_ranks, Done{});
    const Measures measures = measure(logitsOf(mean[0].probabilities, m_description), m_data.validation,
                                      m_data.classes.size(), m_step->loss());
    EnsembleEvent event{int64_t(numbers.size()), measures.loss, {}, measures.meanAuc};
    for (size_t k = 0; k < m_data.classes.size(); ++k)
        event.auc.emplace_back(m_data.classes[k], measures.auc[k]);
    m_reporter.report(event);
    return agree(m_ranks, writePredictions(m_request.run.ensemblePredictionsFile(), m_data.classes, mean));
}

} // namespace roentgen::training
