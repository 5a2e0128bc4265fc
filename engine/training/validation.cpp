#include "engine/training/validation.h"

#include "engine/evaluation/roc.h"
#include "engine/evaluation/scored_films.h"
#include "engine/models/model_description.h"
#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

#include <limits>

namespace roentgen::training {

namespace {

torch::Tensor tensorOf(const std::vector<float>& values, size_t classes) { // [N,classes] double
    return torch::tensor(values, torch::kFloat).view({-1, int64_t(classes)}).to(torch::kDouble);
}

// What one rank has answered so far.
struct Answers {
    std::vector<int64_t> samples;
    std::vector<float> logits;
};

Status answerBatch(pipeline::BatchLoader& loader, TrainStep& step, const models::ModelDescription& description,
                   Answers* answers) {
    torch::NoGradGuard noGrad;
    auto batch = loader.next();
    if (!batch)
        return batch.error();
    const int64_t images = *batch ? int64_t((*batch)->samples.size()) : 0;
    if (images == 0)
        return Done{};
    const torch::Tensor x = modelInput((*batch)->pixels.data(), images, description, step.options().device);
    models::AutocastScope autocast(step.options().precision, step.options().device);
    const torch::Tensor logits = step.model().forward(x).to(torch::kCPU, torch::kFloat).contiguous();
    answers->samples.insert(answers->samples.end(), (*batch)->samples.begin(), (*batch)->samples.end());
    answers->logits.insert(answers->logits.end(), logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel());
    return Done{};
}

} // namespace

Result<std::vector<float>> answersFor(const std::vector<datasets::Sample>& samples, pipeline::BatchLoader& loader,
                                      int64_t pass, TrainStep& step, const models::ModelDescription& description,
                                      distributed::Communicator& ranks, Interruption& interruption) {
    const size_t classes = description.classes.size();
    Answers mine;
    interruption.restart();
    step.model().eval();
    loader.start(pass);
    Status done = Done{};
    for (int64_t batch = 0; batch < loader.steps(); ++batch) {
        if (done)
            done = guarded([&] { return answerBatch(loader, step, description, &mine); });
        const StepSignals all = interruption.look(!done);
        if (all.failed)
            break;
        if (all.stop || all.stopNow)
            return stopped(*interruption.asked());
    }
    if (auto agreed = agree(ranks, done); !agreed)
        return agreed.error();
    const auto indices = ranks.gatherValues(mine.samples);
    const auto all = ranks.gatherValues(mine.logits);
    std::vector<float> ordered;
    if (ranks.rank() == 0)
        ordered.resize(samples.size() * classes);
    for (size_t k = 0; k < indices.size(); ++k)
        std::copy_n(all.begin() + std::ptrdiff_t(k * classes), classes,
                    ordered.begin() + std::ptrdiff_t(size_t(indices[k]) * classes));
    return ordered;
}

Measures measure(const std::vector<float>& logits, const std::vector<datasets::Sample>& samples, size_t classes,
                 const Loss& loss) {
    Measures measures;
    std::vector<float> targets;
    for (const datasets::Sample& sample : samples)
        targets.insert(targets.end(), sample.targets.begin(), sample.targets.end());
    const torch::Tensor z = tensorOf(logits, classes), y = tensorOf(targets, classes);
    const LossSum sum = loss(z, y);
    measures.loss = sum.known > 0 ? sum.sum.item<double>() / sum.known : std::numeric_limits<double>::quiet_NaN();
    // The order of films by softmax is that of their log; by sigmoid, that of the logits.
    const torch::Tensor ranked = (loss.isExclusive() ? torch::log_softmax(z, 1) : z).contiguous();
    evaluation::ScoredFilms films(classes);
    for (size_t k = 0; k < samples.size(); ++k)
        films.add(ranked.data_ptr<double>() + k * classes, samples[k].labels.data());
    measures.auc = evaluation::aucOfClasses(films);
    measures.meanAuc = evaluation::meanOfDefined(measures.auc);
    return measures;
}

std::vector<float> probabilitiesOf(const std::vector<float>& logits, const models::ModelDescription& description) {
    const torch::Tensor p =
        models::probabilities(description, tensorOf(logits, description.classes.size())).to(torch::kFloat);
    return {p.data_ptr<float>(), p.data_ptr<float>() + p.numel()};
}

std::vector<float> logitsOf(const std::vector<float>& probabilities, const models::ModelDescription& description) {
    constexpr double smallest = 1e-7;
    const torch::Tensor p = tensorOf(probabilities, description.classes.size()).clamp(smallest, 1 - smallest);
    const torch::Tensor z = (description.exclusiveClasses ? p.log() : p.log() - (1 - p).log()).to(torch::kFloat);
    return {z.data_ptr<float>(), z.data_ptr<float>() + z.numel()};
}

std::map<std::string, double> metricsOf(const Measures& measures, const std::vector<std::string>& classes) {
    std::map<std::string, double> metrics;
    if (std::isfinite(measures.loss))
        metrics["loss"] = measures.loss;
    if (measures.meanAuc)
        metrics["mean_auc"] = *measures.meanAuc;
    for (size_t k = 0; k < classes.size(); ++k)
        if (measures.auc[k])
            metrics["auc " + classes[k]] = *measures.auc[k];
    return metrics;
}

} // namespace roentgen::training
