#include "widgets/chart_range.h"

#include "widgets/chart_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double RoomShare = 0.02;   // beside the first and the last point
constexpr double MarginShare = 0.06; // above and below the values
constexpr double LeastDecades = 0.3; // that a logarithmic axis shows

} // namespace

XExtent extentOf(const ChartData& data) {
    constexpr double Infinity = std::numeric_limits<double>::infinity();
    double first = data.xMinimum.value_or(Infinity), last = data.xMaximum.value_or(-Infinity);
    double firstPositive = Infinity;
    for (const ChartSeries& series : data.series) {
        if (series.points.isEmpty())
            continue;
        first = std::min(first, series.points.first().x());
        last = std::max(last, series.points.last().x());
        const auto positive = std::find_if(series.points.begin(), series.points.end(),
                                           [](const QPointF& point) { return point.x() > 0; });
        if (positive != series.points.end())
            firstPositive = std::min(firstPositive, positive->x());
    }
    if (data.xMinimum && *data.xMinimum > 0)
        firstPositive = std::min(firstPositive, *data.xMinimum);
    XExtent extent;
    extent.first = std::isfinite(first) ? first : 0;
    extent.last = std::isfinite(last) ? std::max(last, extent.first) : 1;
    extent.firstPositive = std::isfinite(firstPositive) ? firstPositive : 1;
    return extent;
}

AxisRange wholeRange(const XExtent& extent, bool logarithmic) {
    const auto [first, last, firstPositive] = extent;
    if (logarithmic) {
        const double end = std::max(last, firstPositive);
        const double room = end > firstPositive ? std::pow(end / firstPositive, RoomShare) : 2;
        return {firstPositive / room, end * room};
    }
    if (!(last > first)) // one point stands in the middle
        return {first >= 0 ? std::max(0.0, first - 1) : first - 1, first + 1};
    const double room = (last - first) * RoomShare;
    return {first - room, last + room};
}

AxisRange boundedRange(const AxisRange& wanted, const AxisRange& whole, bool logarithmic) {
    if (logarithmic) {
        const double factor = wanted.upper / wanted.lower;
        if (!(factor > 1) || factor >= whole.upper / whole.lower)
            return whole;
        if (wanted.lower < whole.lower)
            return {whole.lower, whole.lower * factor};
        return wanted.upper > whole.upper ? AxisRange{whole.upper / factor, whole.upper} : wanted;
    }
    if (wanted.size() >= whole.size())
        return whole;
    if (wanted.lower < whole.lower)
        return {whole.lower, whole.lower + wanted.size()};
    return wanted.upper > whole.upper ? AxisRange{whole.upper - wanted.size(), whole.upper} : wanted;
}

bool isNearly(const AxisRange& a, const AxisRange& b) {
    const double tolerance = b.size() * 1e-9;
    return std::abs(a.lower - b.lower) <= tolerance && std::abs(a.upper - b.upper) <= tolerance;
}

std::optional<AxisRange> yRangeOf(const std::vector<QVector<QPointF>>& lines, const AxisRange& x, bool logarithmic,
                                  const ChartData& data) {
    std::vector<std::vector<double>> values;
    for (const QVector<QPointF>& line : lines) {
        values.emplace_back();
        for (const QPointF& point : line)
            if (x.contains(point.x()) && (!logarithmic || point.y() > 0))
                values.back().push_back(logarithmic ? std::log10(point.y()) : point.y());
    }
    const std::optional<ValueLimits> limits = limitsOf(values);
    if (!limits)
        return std::nullopt;
    auto [lowest, highest] = *limits;
    if (logarithmic) {
        const double margin = std::max((highest - lowest) * MarginShare, LeastDecades / 2);
        return AxisRange{std::pow(10, lowest - margin), std::pow(10, highest + margin)};
    }
    lowest = std::min(lowest, data.yMinimum.value_or(lowest));
    highest = std::max(highest, data.yMaximum.value_or(highest));
    const double margin =
        highest > lowest ? (highest - lowest) * MarginShare : std::max(std::abs(highest) * 0.1, 1e-12);
    const bool startsAtMinimum = data.yMinimum && lowest >= *data.yMinimum;
    const bool endsAtMaximum = data.yMaximum && highest <= *data.yMaximum;
    return AxisRange{startsAtMinimum ? lowest : lowest - margin,
                     endsAtMaximum ? highest + margin / 3 : highest + margin};
}

} // namespace roentgen::widgets
