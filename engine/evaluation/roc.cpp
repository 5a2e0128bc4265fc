#include "engine/evaluation/roc.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace roentgen::evaluation {

namespace {

struct Case {
    double score;
    bool positive;
};

struct Cases {
    std::vector<Case> cases; // highest score first
    size_t positives = 0, negatives = 0;
    bool usable = true; // no score that is not a number
};

Cases sortedCases(const std::vector<double>& scores, const std::vector<int>& labels) {
    assert(scores.size() == labels.size());
    Cases result;
    result.cases.reserve(scores.size());
    for (size_t i = 0; i < scores.size(); ++i) {
        if (labels[i] != 0 && labels[i] != 1)
            continue;
        result.usable &= !std::isnan(scores[i]);
        result.cases.push_back({scores[i], labels[i] == 1});
        ++(labels[i] == 1 ? result.positives : result.negatives);
    }
    if (result.usable)
        std::sort(result.cases.begin(), result.cases.end(), [](auto& a, auto& b) { return a.score > b.score; });
    return result;
}

// Calls visit(threshold, positives, negatives) per distinct score, highest first, with the counts at that score.
template <typename Visit>
void forEachThreshold(const std::vector<Case>& cases, Visit visit) {
    for (size_t begin = 0; begin < cases.size();) {
        size_t end = begin, positives = 0;
        for (; end < cases.size() && cases[end].score == cases[begin].score; ++end)
            positives += cases[end].positive;
        visit(cases[begin].score, positives, end - begin - positives);
        begin = end;
    }
}

// Mid-ranks from 1, in the order of `values`.
std::vector<double> midRanks(const std::vector<double>& values) {
    std::vector<size_t> order(values.size());
    for (size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::sort(order.begin(), order.end(), [&](size_t a, size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (size_t begin = 0; begin < order.size();) {
        size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]])
            ++end;
        for (size_t i = begin; i < end; ++i)
            ranks[order[i]] = 0.5 * double(begin + end + 1);
        begin = end;
    }
    return ranks;
}

// Of the sample (divided by n - 1).
double variance(const std::vector<double>& values) {
    double mean = 0, sum = 0;
    for (double value : values)
        mean += value / double(values.size());
    for (double value : values)
        sum += (value - mean) * (value - mean);
    return sum / double(values.size() - 1);
}

} // namespace

std::optional<double> rocAuc(const std::vector<double>& scores, const std::vector<int>& labels) {
    const Cases sorted = sortedCases(scores, labels);
    if (!sorted.usable || sorted.positives == 0 || sorted.negatives == 0)
        return std::nullopt;
    // Twice the number of pairs in the right order: whole numbers, so that the sum is exact up to 2^53.
    double doubledPairs = 0;
    size_t positivesAbove = 0;
    forEachThreshold(sorted.cases, [&](double, size_t positives, size_t negatives) {
        doubledPairs += double(negatives) * double(2 * positivesAbove + positives);
        positivesAbove += positives;
    });
    return doubledPairs / (2.0 * double(sorted.positives) * double(sorted.negatives));
}

std::optional<AucInterval> delongInterval(const std::vector<double>& scores, const std::vector<int>& labels) {
    const auto auc = rocAuc(scores, labels);
    if (!auc)
        return std::nullopt;
    std::vector<double> positive, negative, all;
    for (size_t i = 0; i < scores.size(); ++i) {
        if (labels[i] == 1)
            positive.push_back(scores[i]);
        else if (labels[i] == 0)
            negative.push_back(scores[i]);
    }
    const double m = double(positive.size()), n = double(negative.size());
    if (m < 2 || n < 2)
        return std::nullopt;
    all = positive;
    all.insert(all.end(), negative.begin(), negative.end());
    const std::vector<double> tx = midRanks(positive), ty = midRanks(negative), tz = midRanks(all);
    std::vector<double> v10(positive.size()), v01(negative.size());
    for (size_t i = 0; i < v10.size(); ++i)
        v10[i] = (tz[i] - tx[i]) / n;
    for (size_t j = 0; j < v01.size(); ++j)
        v01[j] = 1 - (tz[positive.size() + j] - ty[j]) / m;

    AucInterval interval;
    interval.auc = *auc;
    interval.variance = variance(v10) / m + variance(v01) / n;
    const double halfWidth = 1.959963984540054 * std::sqrt(interval.variance); // the normal's 97.5 % quantile
    interval.low = std::max(0.0, *auc - halfWidth);
    interval.high = std::min(1.0, *auc + halfWidth);
    return interval;
}

std::optional<double> averagePrecision(const std::vector<double>& scores, const std::vector<int>& labels) {
    const Cases sorted = sortedCases(scores, labels);
    if (!sorted.usable || sorted.positives == 0)
        return std::nullopt;
    double sum = 0;
    size_t positivesAbove = 0, above = 0;
    forEachThreshold(sorted.cases, [&](double, size_t positives, size_t negatives) {
        positivesAbove += positives;
        above += positives + negatives;
        sum += double(positives) / double(sorted.positives) * double(positivesAbove) / double(above);
    });
    return sum;
}

std::optional<double> meanOfDefined(const std::vector<std::optional<double>>& values) {
    double sum = 0;
    size_t count = 0;
    for (const auto& value : values) {
        if (value) {
            sum += *value;
            ++count;
        }
    }
    if (count == 0)
        return std::nullopt;
    return sum / double(count);
}

std::vector<RocPoint> rocPoints(const std::vector<double>& scores, const std::vector<int>& labels) {
    const Cases sorted = sortedCases(scores, labels);
    if (!sorted.usable || sorted.positives == 0 || sorted.negatives == 0)
        return {};
    std::vector<RocPoint> points = {{0, 0, std::numeric_limits<double>::infinity()}};
    size_t truePositives = 0, falsePositives = 0;
    forEachThreshold(sorted.cases, [&](double threshold, size_t positives, size_t negatives) {
        truePositives += positives;
        falsePositives += negatives;
        points.push_back({double(falsePositives) / double(sorted.negatives),
                          double(truePositives) / double(sorted.positives), threshold});
    });
    return points;
}

} // namespace roentgen::evaluation
