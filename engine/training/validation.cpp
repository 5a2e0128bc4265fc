#include "engine/training/validation.h"

#include "engine/evaluation/roc.h"
#include "engine/models/model_description.h"
#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

#include <limits>

namespace roentgen::training {

namespace {

torch::Tensor tensorOf(const std::vector<float>& values, size_t classes) { // [N,classes] double
    return torch::tensor(values, torch::kFloat).view({-1, int64_t(classes)}).to(torch::kDouble);
}

} // namespace

Result<std::vector<float>> answersFor(const std::vector<datasets::Sample>& samples, pipeline::LoaderOptions options,
                                      TrainStep& step, const models::ModelDescription& description,
                                      distributed::Communicator& ranks) {
    const size_t classes = description.classes.size();
    std::vector<int64_t> mine;
    std::vector<float> values;
    const Status done = guarded([&]() -> Status {
        torch::NoGradGuard noGrad;
        step.model().eval();
        pipeline::BatchLoader loader(samples, options);
        loader.start(0);
        while (true) {
            auto batch = loader.next();
            if (!batch)
                return batch.error();
            if (!*batch)
                return Done{};
            const int64_t images = int64_t((*batch)->samples.size());
            if (images == 0)
                continue;
            const torch::Tensor x = modelInput((*batch)->pixels.data(), images, description, step.options().device);
            models::AutocastScope autocast(step.options().precision, step.options().device);
            const torch::Tensor logits = step.model().forward(x).to(torch::kCPU, torch::kFloat).contiguous();
            mine.insert(mine.end(), (*batch)->samples.begin(), (*batch)->samples.end());
            values.insert(values.end(), logits.data_ptr<float>(), logits.data_ptr<float>() + logits.numel());
        }
    });
    if (auto agreed = agree(ranks, done); !agreed)
        return agreed.error();
    const auto indices = ranks.gatherValues(mine);
    const auto all = ranks.gatherValues(values);
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
    std::vector<float> labels;
    for (const datasets::Sample& sample : samples)
        labels.insert(labels.end(), sample.labels.begin(), sample.labels.end());
    const torch::Tensor z = tensorOf(logits, classes), y = tensorOf(labels, classes);
    const LossSum sum = loss(z, y);
    measures.loss = sum.known > 0 ? sum.sum.item<double>() / sum.known : std::numeric_limits<double>::quiet_NaN();
    // The order of films by softmax is that of their log; by sigmoid, that of the logits.
    const torch::Tensor ranked = (loss.isExclusive() ? torch::log_softmax(z, 1) : z).t().contiguous();
    for (size_t c = 0; c < classes; ++c) {
        const double* of = ranked.data_ptr<double>() + c * samples.size();
        const std::vector<double> scores(of, of + samples.size());
        std::vector<int> truth;
        for (const datasets::Sample& sample : samples)
            truth.push_back(sample.labels[c] == 1 ? 1 : sample.labels[c] == 0 ? 0 : -1);
        measures.auc.push_back(evaluation::rocAuc(scores, truth));
    }
    measures.meanAuc = evaluation::meanOfDefined(measures.auc);
    return measures;
}

std::vector<float> probabilitiesOf(const std::vector<float>& logits, const models::ModelDescription& description) {
    const torch::Tensor p =
        models::probabilities(description, tensorOf(logits, description.classes.size())).to(torch::kFloat);
    return {p.data_ptr<float>(), p.data_ptr<float>() + p.numel()};
}

} // namespace roentgen::training
