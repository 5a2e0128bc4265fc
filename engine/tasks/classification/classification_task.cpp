#include "engine/tasks/classification/classification_task.h"

#include "engine/models/model_description.h"
#include "engine/tasks/classification/measures.h"
#include "engine/tasks/classification/result_tables.h"
#include "engine/tasks/classification/score_meter.h"

namespace roentgen::tasks {

namespace {

LabelCounts countLabels(const std::vector<datasets::Sample>& samples, size_t classes) {
    LabelCounts counts{std::vector<double>(classes), std::vector<double>(classes)};
    for (const datasets::Sample& sample : samples)
        for (size_t c = 0; c < classes; ++c) {
            counts.positives[c] += sample.targets[c] == 1;
            counts.negatives[c] += sample.targets[c] == 0;
        }
    return counts;
}

std::vector<ScoredPart> scoredParts(const std::vector<MeteredPart>& parts) {
    std::vector<ScoredPart> scored;
    for (const MeteredPart& part : parts) {
        const auto& meter = static_cast<const ScoreMeter&>(*part.meter); // of this task
        scored.push_back({part.split, &meter.part(), meter.probabilities()});
    }
    return scored;
}

class Classification final : public Task {
public:
    Classification(std::vector<std::string> classes, Loss loss)
        : m_classes(std::move(classes))
        , m_loss(std::move(loss)) {}

    std::string headline() const override { return headlineOfFindings(); }
    models::ModelDescription network(const Experiment& experiment) const override {
        return models::describeModel(experiment, m_classes);
    }
    int64_t targetSize() const override { return int64_t(m_classes.size()); }
    LossSum loss(const torch::Tensor& outputs, const torch::Tensor& targets) const override {
        return m_loss(outputs, targets);
    }
    std::unique_ptr<Meter> meter(const std::vector<datasets::Sample>& part) const override {
        return std::make_unique<ScoreMeter>(part, m_classes, m_loss);
    }
    Status writePredictions(const std::string& path, const std::vector<MeteredPart>& parts) const override {
        return writeScores(path, m_classes, scoredParts(parts));
    }
    std::string resultTables(const std::vector<MeteredPart>& parts) const override {
        return scoreTables(m_classes, scoredParts(parts));
    }

private:
    std::vector<std::string> m_classes;
    Loss m_loss;
};

} // namespace

Result<std::unique_ptr<Task>> makeClassification(const Experiment& experiment, const datasets::Dataset& data) {
    auto loss = Loss::make(experiment, data.classes, countLabels(data.train, data.classes.size()));
    if (!loss)
        return loss.error();
    return Result<std::unique_ptr<Task>>(std::make_unique<Classification>(data.classes, loss.take()));
}

} // namespace roentgen::tasks
