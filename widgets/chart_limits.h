// How far a chart's y axis reaches: over what most values take, so that a few wild ones do not flatten the rest.
#pragma once

#include <limits>
#include <optional>
#include <vector>

namespace roentgen::widgets {

// What lies outside is an outlier.
struct ValueFence {
    double lowest = -std::numeric_limits<double>::infinity();
    double highest = std::numeric_limits<double>::infinity();
    bool holds(double value) const { return value >= lowest && value <= highest; }
};

// The fence of some values (not finite ones are left out): what lies between their quantiles of 5 and 95 %, of few
// values without the lowest and the highest, and six times that span on either side; the span counts as half the
// median's size at least, so that a step of a constant is none. Below five values there is no telling: all are held.
ValueFence fenceOf(std::vector<double> values);

struct ValueLimits {
    double lowest, highest;
};

// The lowest and highest values of the lines of a chart that their fences hold. A line of fewer than five points is
// judged by the fence of all lines together, a hundred times as wide. None: there is no finite value.
std::optional<ValueLimits> limitsOf(const std::vector<std::vector<double>>& lines);

} // namespace roentgen::widgets
