#include "engine/tasks/classification/loss.h"

#include "engine/models/torch_headers.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/recipe_checks.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace roentgen::tasks {

namespace {

using torch::Tensor;

Tensor like(const Tensor& weights, const Tensor& logits) {
    return weights.to(logits.options());
}

// One weight a class; empty where all are 1.
Result<std::vector<double>> classWeights(const Experiment& experiment, const std::vector<std::string>& classes,
                                         const LabelCounts& counts, bool isExclusive) {
    std::vector<double> weights;
    for (const std::string& entry : experiment.training.classWeights) {
        if (entry == "balanced") {
            const double withClass = std::accumulate(counts.positives.begin(), counts.positives.end(), 0.0);
            for (size_t c = 0; c < classes.size(); ++c) {
                const double films = isExclusive ? withClass : counts.positives[c] + counts.negatives[c];
                weights.push_back(films / (double(classes.size()) * std::max(1.0, counts.positives[c])));
            }
            return weights;
        }
        weights.resize(classes.size(), 1.0);
        const auto one = parseClassWeight(entry);
        if (!one)
            return one.error();
        const auto found = std::find(classes.begin(), classes.end(), one->name);
        if (found == classes.end()) {
            const std::string nearest = nearestName(one->name, classes);
            return usageError("There is no class \"" + one->name + "\" to weigh", "training.class_weights",
                              nearest.empty() ? "name classes of the data set" : "did you mean \"" + nearest + "\"?");
        }
        weights[size_t(found - classes.begin())] = one->weight;
    }
    return weights;
}

} // namespace

Result<Loss> Loss::make(const Experiment& experiment, const std::vector<std::string>& classes,
                        const LabelCounts& counts) {
    const auto& training = experiment.training;
    Loss loss;
    if (training.loss == "weighted_bce")
        loss.m_kind = Kind::Weighted;
    else if (training.loss == "focal")
        loss.m_kind = Kind::Focal;
    else if (training.loss == "cross_entropy")
        loss.m_kind = Kind::CrossEntropy;
    else if (training.loss != "bce")
        return usageError("There is no loss \"" + training.loss + "\"", "training.loss",
                          "use " + allowedValues(*findExperimentKey("training.loss")));
    if (loss.isExclusive() && classes.size() < 2)
        return usageError("Cross-entropy needs at least two classes to choose from", "training.loss", "use bce");
    loss.m_smoothing = training.labelSmoothing;
    loss.m_gamma = training.focalGamma;
    loss.m_alpha = training.focalAlpha;
    auto weights = classWeights(experiment, classes, counts, loss.isExclusive());
    if (!weights)
        return weights.error();
    if (!weights->empty())
        loss.m_classWeights = torch::tensor(*weights, torch::kDouble);
    if (loss.m_kind == Kind::Weighted) {
        const Tensor positives = torch::tensor(counts.positives, torch::kDouble);
        const Tensor negatives = torch::tensor(counts.negatives, torch::kDouble);
        const Tensor all = (positives + negatives).clamp_min(1);
        loss.m_positiveWeights = negatives / all;
        loss.m_negativeWeights = positives / all;
    }
    return loss;
}

// [N,classes], before what is unknown is left out. log(1-p) = log sigmoid(-logit).
Tensor Loss::binaryTerms(const Tensor& logits, const Tensor& labels) const {
    if (m_kind == Kind::Binary)
        return torch::binary_cross_entropy_with_logits(logits, labels, {}, {}, at::Reduction::None);
    const Tensor logYes = torch::log_sigmoid(logits), logNo = torch::log_sigmoid(-logits);
    if (m_kind == Kind::Weighted)
        return -(like(m_positiveWeights, logits) * labels * logYes) -
               like(m_negativeWeights, logits) * (1 - labels) * logNo;
    // (1-p)^γ = exp(γ·log(1-p)): its gradient stays finite where p is 1, for γ below 1 too.
    return -(m_alpha * labels * (m_gamma * logNo).exp() * logYes) -
           (1 - m_alpha) * (1 - labels) * (m_gamma * logYes).exp() * logNo;
}

LossSum Loss::crossEntropy(const Tensor& logits, const Tensor& labels) const {
    const Tensor chosen = (labels == 1).to(logits.scalar_type()); // NaN is not 1
    const Tensor hasClass = chosen.amax(1, true);                 // [N,1]
    const Tensor weights =
        m_classWeights.defined() ? like(m_classWeights, logits) : torch::ones({logits.size(1)}, logits.options());
    // What is unknown beside a known class takes no part in the softmax.
    const Tensor leftOut = torch::isnan(labels).logical_and(hasClass > 0);
    const Tensor takesPart = leftOut.logical_not().to(logits.scalar_type()) * hasClass;
    const Tensor evenly = takesPart / takesPart.sum(1, true).clamp_min(1);
    const Tensor target = chosen * (1 - m_smoothing) + evenly * m_smoothing;
    const Tensor logP = torch::log_softmax(logits.masked_fill(leftOut, -std::numeric_limits<double>::infinity()), 1)
                            .masked_fill(leftOut, 0);
    const Tensor sum = -(weights * target * logP).sum();
    return {sum, (weights * chosen).sum().item<double>()};
}

LossSum Loss::operator()(const Tensor& logits, const Tensor& labels) const {
    if (isExclusive())
        return crossEntropy(logits, labels);
    const Tensor isKnown = torch::isnan(labels).logical_not_().to(logits.scalar_type());
    Tensor target = torch::nan_to_num(labels);
    if (m_smoothing > 0)
        target = target * (1 - m_smoothing) + m_smoothing / 2;
    Tensor terms = binaryTerms(logits, target) * isKnown;
    if (m_classWeights.defined())
        terms = terms * like(m_classWeights, logits);
    return {terms.sum(), isKnown.sum().item<double>()};
}

} // namespace roentgen::tasks
