#include "widgets/series_look.h"

#include "widgets/theme.h"

#include <algorithm>
#include <iterator>

namespace roentgen::widgets {

namespace {

int turnOf(const ChartSeries& series) {
    return std::max(0, series.colourSlot) / SlotColours;
}

} // namespace

QColor seriesColour(const ChartSeries& series) {
    return series.colourSlot == NeutralColourSlot ? color(Role::Text) : seriesColor(series.colourSlot % SlotColours);
}

Qt::PenStyle seriesStyle(const ChartSeries& series) {
    static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine, Qt::DashDotLine,
                                              Qt::DashDotDotLine};
    return styles[turnOf(series) % int(std::size(styles))];
}

int seriesMark(const ChartSeries& series) {
    return turnOf(series) % 4;
}

} // namespace roentgen::widgets
