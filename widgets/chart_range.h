// How far the axes of a chart go, in data units: over all points, over what is zoomed into, over the values in sight.
#pragma once

#include "widgets/chart_data.h"

#include <vector>

namespace roentgen::widgets {

struct AxisRange {
    double lower = 0, upper = 1;
    double size() const { return upper - lower; }
    bool contains(double value) const { return value >= lower && value <= upper; }
};

// The points' x, and what the data want shown of the axis at least.
struct XExtent {
    double first = 0, last = 1;
    double firstPositive = 1; // a logarithmic axis begins there
};
XExtent extentOf(const ChartData& data);

// All of it, with a little room, so that marks on the first and the last point are whole.
AxisRange wholeRange(const XExtent& extent, bool logarithmic);
// As much of `wanted` as there is something to see, as wide as it was where that fits.
AxisRange boundedRange(const AxisRange& wanted, const AxisRange& whole, bool logarithmic);
bool isNearly(const AxisRange& a, const AxisRange& b);

// Of the y axis: over what most points of the lines take within x (chart_limits.h), with the data's own minimum and
// maximum. Logarithmic: of what is positive. None: there is no point.
std::optional<AxisRange> yRangeOf(const std::vector<QVector<QPointF>>& lines, const AxisRange& x, bool logarithmic,
                                  const ChartData& data);

} // namespace roentgen::widgets
