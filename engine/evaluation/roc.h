// Receiver operating characteristic and precision-recall of one class. Pure functions, thread-safe.
// In all of them: labels 1 = positive, 0 = negative, anything else = unknown and left out. Higher score = more
// positive. nullopt (or empty) where the value is undefined: no positive, no negative, or a score that is not a number.
#pragma once

#include <optional>
#include <vector>

namespace roentgen::evaluation {

// Area under the ROC curve = P(score of a positive > score of a negative), ties count one half (mid-ranks).
std::optional<double> rocAuc(const std::vector<double>& scores, const std::vector<int>& labels);

struct AucInterval {
    double auc = 0;
    double low = 0, high = 0; // 95 %, cut to 0…1
    double variance = 0;
};
// DeLong's variance by the mid-rank algorithm (Sun & Xu 2014, Fast Implementation of DeLong's Algorithm, eq. 5-10);
// normal approximation, as R's pROC::ci.auc. Also nullopt with fewer than two positives or two negatives.
std::optional<AucInterval> delongInterval(const std::vector<double>& scores, const std::vector<int>& labels);

// Sum of precision × step of recall over the distinct thresholds, without interpolation.
// Needs a positive only (all positive: 1).
std::optional<double> averagePrecision(const std::vector<double>& scores, const std::vector<int>& labels);

// Mean of those that are defined; nullopt where none is.
std::optional<double> meanOfDefined(const std::vector<std::optional<double>>& values);

struct RocPoint {
    double falsePositiveRate = 0, truePositiveRate = 0;
    double threshold = 0; // called positive at score >= threshold; +infinity at (0,0)
};
// From (0,0) to (1,1), one point per distinct score.
std::vector<RocPoint> rocPoints(const std::vector<double>& scores, const std::vector<int>& labels);

} // namespace roentgen::evaluation
