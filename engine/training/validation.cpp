#include "engine/training/validation.h"

#include "engine/evaluation/roc.h"
#include "engine/models/torch_headers.h"
#include "engine/training/agreement.h"

#include <cmath>
#include <limits>

namespace roentgen::training {

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

Measures measure(const std::vector<float>& logits, const std::vector<datasets::Sample>& samples, size_t classes) {
    Measures measures;
    double sum = 0;
    int64_t known = 0;
    for (size_t c = 0; c < classes; ++c) {
        std::vector<double> scores;
        std::vector<int> labels;
        for (size_t k = 0; k < samples.size(); ++k) {
            const double z = logits[k * classes + c], y = samples[k].labels[c];
            scores.push_back(z);
            labels.push_back(y == 1 ? 1 : y == 0 ? 0 : -1);
            if (std::isnan(y))
                continue;
            sum += std::max(z, 0.0) - z * y + std::log1p(std::exp(-std::abs(z)));
            ++known;
        }
        measures.auc.push_back(evaluation::rocAuc(scores, labels));
    }
    measures.loss = known ? sum / double(known) : std::numeric_limits<double>::quiet_NaN();
    measures.meanAuc = evaluation::meanOfDefined(measures.auc);
    return measures;
}

} // namespace roentgen::training
