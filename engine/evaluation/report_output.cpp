#include "engine/evaluation/report_output.h"

#include <algorithm>
#include <cstdio>

namespace roentgen::evaluation {

namespace {

std::string orUndefined(const std::optional<double>& value) {
    if (!value)
        return "undefined";
    char text[32];
    std::snprintf(text, sizeof text, "%.4f", *value);
    return text;
}

LocalizationScores scoresOf(const LocalizationScore& score) {
    return {score.cases, score.peakInBox, score.meanPositionInBox};
}

void printScore(const char* name, const LocalizationScore& score, size_t width) {
    std::printf("%-*s  %6lld  %10.1f %%  %15.1f %%\n", int(width), name, static_cast<long long>(score.cases),
                100 * score.peakInBox, 100 * score.meanPositionInBox.value_or(0));
}

} // namespace

EvaluateAnswer answerOf(const ClassificationReport& report) {
    EvaluateAnswer answer;
    answer.mean = report.meanAuc;
    for (const auto& one : report.classes)
        answer.classes.emplace_back(one.name, ClassScores{one.auc, one.aucLow, one.aucHigh, one.positives,
                                                          one.negatives, one.averagePrecision});
    return answer;
}

LocalizationAnswer answerOf(const LocalizationReport& report) {
    LocalizationAnswer answer;
    answer.all = scoresOf(report.all);
    for (const auto& [name, score] : report.classes)
        answer.classes.emplace_back(name, scoresOf(score));
    return answer;
}

void printReport(const ClassificationReport& report) {
    size_t width = 8;
    for (const auto& one : report.classes)
        width = std::max(width, one.name.size());
    std::printf("%-*s  %9s  %-18s  %9s  %9s  %9s\n", int(width), "class", "AUC", "95 % interval", "positives",
                "negatives", "AP");
    for (const auto& one : report.classes) {
        const std::string interval =
            one.aucLow ? orUndefined(one.aucLow) + " – " + orUndefined(one.aucHigh) : std::string("–");
        // The dash is one column of three bytes.
        std::printf("%-*s  %9s  %-*s  %9lld  %9lld  %9s\n", int(width), one.name.c_str(), orUndefined(one.auc).c_str(),
                    20, interval.c_str(), static_cast<long long>(one.positives), static_cast<long long>(one.negatives),
                    orUndefined(one.averagePrecision).c_str());
    }
    std::printf("%-*s  %9s\n", int(width), "mean", orUndefined(report.meanAuc).c_str());
}

void printLocalization(const LocalizationReport& report) {
    size_t width = 8;
    for (const auto& entry : report.classes)
        width = std::max(width, entry.first.size());
    std::printf("\n%-*s  %6s  %12s  %17s\n", int(width), "class", "cases", "peak in box", "mean place in box");
    for (const auto& [name, score] : report.classes)
        printScore(name.c_str(), score, width);
    printScore("all", report.all, width);
}

} // namespace roentgen::evaluation
