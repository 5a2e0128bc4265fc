// The colour, dash and mark of a chart's series, from its colour slot. GUI thread.
#pragma once

#include "widgets/chart_data.h"

#include <QColor>

namespace roentgen::widgets {

QColor seriesColour(const ChartSeries& series);
// Past the six colours the same ones come again, dashed, then dotted, …
Qt::PenStyle seriesStyle(const ChartSeries& series);
int seriesMark(const ChartSeries& series); // 0 to 3: which shape

} // namespace roentgen::widgets
