#include "engine/evaluation/classification_report.h"

#include "engine/evaluation/roc.h"

#include <algorithm>
#include <cassert>

namespace roentgen::evaluation {

namespace {

ClassResult resultOf(const std::string& name, const std::vector<double>& scores, const std::vector<int>& labels) {
    ClassResult result;
    result.name = name;
    result.positives = std::count(labels.begin(), labels.end(), 1);
    result.negatives = std::count(labels.begin(), labels.end(), 0);
    result.auc = rocAuc(scores, labels);
    if (const auto interval = delongInterval(scores, labels)) {
        result.aucLow = interval->low;
        result.aucHigh = interval->high;
    }
    result.averagePrecision = averagePrecision(scores, labels);
    return result;
}

} // namespace

ClassificationReport reportClasses(const std::vector<std::string>& classes,
                                   const std::vector<std::vector<double>>& scores,
                                   const std::vector<std::vector<int>>& labels) {
    assert(scores.size() == classes.size() && labels.size() == classes.size());
    ClassificationReport report;
    std::vector<std::optional<double>> aucs;
    for (size_t i = 0; i < classes.size(); ++i) {
        report.classes.push_back(resultOf(classes[i], scores[i], labels[i]));
        aucs.push_back(report.classes.back().auc);
    }
    report.meanAuc = meanOfDefined(aucs);
    report.images = scores.empty() ? 0 : int64_t(scores[0].size());
    return report;
}

Result<ClassificationReport> evaluatePredictions(const PredictionsTable& predictions, const LabelsTable& labels,
                                                 const std::string& split) {
    std::vector<std::vector<double>> scores(predictions.classes.size());
    std::vector<std::vector<int>> truths(predictions.classes.size());
    int64_t ofSplit = 0, withoutLabels = 0;
    for (const auto& row : predictions.rows) {
        if (!split.empty() && row.split != split)
            continue;
        ++ofSplit;
        if (labels.rows.count(row.image) == 0) {
            ++withoutLabels;
            continue;
        }
        for (size_t i = 0; i < predictions.classes.size(); ++i) {
            scores[i].push_back(row.probabilities[i]);
            truths[i].push_back(labels.label(row.image, predictions.classes[i]));
        }
    }
    if (ofSplit == 0)
        return dataError("The predictions have no image of the split '" + split + "'", "",
                         "choose another split, or all");
    if (withoutLabels == ofSplit)
        return dataError("None of the " + std::to_string(ofSplit) + " predicted images is in the table of labels", "",
                         "check that both name the images alike");
    auto report = reportClasses(predictions.classes, scores, truths);
    report.withoutLabels = withoutLabels;
    return report;
}

} // namespace roentgen::evaluation
