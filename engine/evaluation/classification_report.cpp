#include "engine/evaluation/classification_report.h"

#include "engine/evaluation/roc.h"

#include <algorithm>
#include <cassert>

namespace roentgen::evaluation {

namespace {

ClassResult resultOf(const std::string& name, std::optional<double> auc, const std::vector<double>& scores,
                     const std::vector<int>& labels) {
    ClassResult result;
    result.name = name;
    result.auc = auc;
    result.positives = std::count(labels.begin(), labels.end(), 1);
    result.negatives = std::count(labels.begin(), labels.end(), 0);
    if (const auto interval = delongInterval(scores, labels)) {
        result.aucLow = interval->low;
        result.aucHigh = interval->high;
    }
    result.averagePrecision = averagePrecision(scores, labels);
    return result;
}

} // namespace

ClassificationReport reportClasses(const std::vector<std::string>& classes, const ScoredFilms& films) {
    assert(films.scores.size() == classes.size());
    ClassificationReport report;
    const auto aucs = aucOfClasses(films);
    for (size_t i = 0; i < classes.size(); ++i)
        report.classes.push_back(resultOf(classes[i], aucs[i], films.scores[i], films.labels[i]));
    report.meanAuc = meanOfDefined(aucs);
    report.images = int64_t(films.films());
    return report;
}

Result<ClassificationReport> evaluatePredictions(const PredictionsTable& predictions, const LabelsTable& labels,
                                                 const std::string& split) {
    ScoredFilms films(predictions.classes.size());
    int64_t ofSplit = 0, withoutLabels = 0;
    for (const auto& row : predictions.rows) {
        if (!split.empty() && row.split != split)
            continue;
        ++ofSplit;
        if (labels.rows.count(row.image) == 0) {
            ++withoutLabels;
            continue;
        }
        std::vector<int> truths;
        for (const std::string& name : predictions.classes)
            truths.push_back(labels.label(row.image, name));
        films.add(row.probabilities.data(), truths.data());
    }
    if (ofSplit == 0)
        return dataError("The predictions have no image of the split '" + split + "'", "",
                         "choose another split, or all");
    if (withoutLabels == ofSplit)
        return dataError("None of the " + std::to_string(ofSplit) + " predicted images is in the table of labels", "",
                         "check that both name the images alike");
    auto report = reportClasses(predictions.classes, films);
    report.withoutLabels = withoutLabels;
    return report;
}

} // namespace roentgen::evaluation
