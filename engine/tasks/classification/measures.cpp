#include "engine/tasks/classification/measures.h"

#include "engine/evaluation/roc.h"

#include <algorithm>

namespace roentgen::tasks {

namespace {

// Area under the ROC curve, a class; before them the mean of those that are defined.
std::vector<Metric> aucs(const FindingScores& scores) {
    const auto values = evaluation::aucOfClasses(scores.ranked);
    std::vector<Metric> metrics{{"mean_auc", evaluation::meanOfDefined(values)}};
    for (size_t c = 0; c < values.size(); ++c)
        metrics.push_back({"auc_" + scores.classes[c], values[c], Direction::Higher, scores.classes[c]});
    return metrics;
}

// Of all answers those of at least one half. 0 or 1: a model that says the same of every film.
std::vector<Metric> positiveShare(const FindingScores& scores) {
    const auto& p = scores.probabilities;
    std::optional<double> share;
    if (!p.empty())
        share = double(std::count_if(p.begin(), p.end(), [](float one) { return one >= .5f; })) / double(p.size());
    return {{"positive_share", share, Direction::None}};
}

// In the order of columns.
constexpr std::vector<Metric> (*measures[])(const FindingScores&) = {aucs, positiveShare};

} // namespace

std::string headlineOfFindings() {
    return "mean_auc";
}

Metrics measureFindings(const FindingScores& scores) {
    Metrics metrics{{}, headlineOfFindings()};
    for (const auto measure : measures)
        for (Metric& metric : measure(scores))
            metrics.list.push_back(std::move(metric));
    return metrics;
}

} // namespace roentgen::tasks
