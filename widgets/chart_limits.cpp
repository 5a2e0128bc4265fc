#include "widgets/chart_limits.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

namespace {

constexpr size_t FewestToJudge = 5;
constexpr double TrimmedShare = 0.05, Spans = 6, SpansOfStrangers = 600;

void keepFinite(std::vector<double>& values) {
    values.erase(std::remove_if(values.begin(), values.end(), [](double value) { return !std::isfinite(value); }),
                 values.end());
}

// values: finite ones.
ValueFence fenceAround(std::vector<double> values, double spans) {
    const size_t count = values.size();
    if (count < FewestToJudge)
        return {};
    const auto at = [&](size_t index) {
        std::nth_element(values.begin(), values.begin() + std::ptrdiff_t(index), values.end());
        return values[index];
    };
    const size_t trimmed = std::max<size_t>(1, size_t(double(count) * TrimmedShare));
    const double low = at(trimmed), middle = at(count / 2), high = at(count - 1 - trimmed);
    const double span = std::max(high - low, std::abs(middle) / 2);
    return {low - spans * span, high + spans * span};
}

} // namespace

ValueFence fenceOf(std::vector<double> values) {
    keepFinite(values);
    return fenceAround(std::move(values), Spans);
}

std::optional<ValueLimits> limitsOf(const std::vector<std::vector<double>>& lines) {
    std::vector<double> all;
    for (const std::vector<double>& line : lines)
        all.insert(all.end(), line.begin(), line.end());
    keepFinite(all);
    const ValueFence strangers = fenceAround(all, SpansOfStrangers);
    std::optional<ValueLimits> limits;
    for (std::vector<double> line : lines) {
        keepFinite(line);
        const ValueFence fence = line.size() < FewestToJudge ? strangers : fenceAround(line, Spans);
        for (const double value : line) {
            if (!fence.holds(value))
                continue;
            if (!limits)
                limits = {value, value};
            limits->lowest = std::min(limits->lowest, value);
            limits->highest = std::max(limits->highest, value);
        }
    }
    // Fewer than five values of all: there is nothing to judge them by, and they are held. Where no fence holds any of
    // its values (they are infinite in the fence's arithmetic), all count.
    if (!limits && !all.empty())
        limits = {*std::min_element(all.begin(), all.end()), *std::max_element(all.begin(), all.end())};
    return limits;
}

} // namespace roentgen::widgets
