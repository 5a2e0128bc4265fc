#include "app/experiments/scaling_charts.h"

#include <algorithm>
#include <cmath>

namespace roentgen::app {

using widgets::ChartData;
using widgets::ChartSeries;

namespace {

// What lies on the frame would be cut in half: this share of the axis is left free below.
constexpr double RoomForMarks = 0.04;

double onAxis(int hosts) {
    return std::log2(double(hosts));
}

template <typename Value>
ChartSeries seriesOf(const QList<ScalingRow>& rows, bool strong, const QString& name, Value value) {
    ChartSeries series;
    series.name = name;
    series.colourSlot = strong ? 1 : 0;
    series.dotted = true;
    for (const ScalingRow& row : rows)
        if (row.strong == strong)
            series.points.append({onAxis(row.hosts), value(row)});
    return series;
}

template <typename Value>
ChartSeries idealOf(const QList<ScalingRow>& rows, const QString& name, Value value) {
    ChartSeries series;
    series.name = name;
    series.colourSlot = widgets::NeutralColourSlot;
    for (const ScalingRow& row : rows)
        if (!row.strong)
            series.points.append({onAxis(row.hosts), value(row.hosts)});
    return series;
}

// Images/s of one host; 0: no rows. Weak and strong scaling begin with the same.
double oneHost(const QList<ScalingRow>& rows) {
    for (const ScalingRow& row : rows)
        if (row.hosts == 1)
            return row.imagesPerSecond;
    return 0;
}

} // namespace

ChartData ScalingCharts::imagesPerSecond(const QList<ScalingRow>& rows) {
    ChartData chart;
    chart.title = tr("Predicted speed");
    chart.xTitle = tr("hosts");
    chart.xNumbers = widgets::AxisNumbers::PowersOfTwo;
    chart.yTitle = tr("images/s");
    chart.emptyText = tr("Waiting for a measurement");
    chart.decimals = 1;
    if (rows.isEmpty())
        return chart;
    const double one = oneHost(rows);
    const auto largest = std::max_element(rows.begin(), rows.end(),
                                          [](const ScalingRow& a, const ScalingRow& b) { return a.hosts < b.hosts; });
    chart.yMinimum = -RoomForMarks * one * largest->hosts;
    const auto rate = [](const ScalingRow& row) { return row.imagesPerSecond; };
    chart.series = {idealOf(rows, tr("ideal"), [one](int hosts) { return hosts * one; }),
                    seriesOf(rows, false, tr("weak", "scaling: the local batch stays"), rate),
                    seriesOf(rows, true, tr("strong", "scaling: the global batch stays"), rate)};
    return chart;
}

ChartData ScalingCharts::efficiency(const QList<ScalingRow>& rows) {
    ChartData chart;
    chart.title = tr("Predicted efficiency");
    chart.xTitle = tr("hosts");
    chart.xNumbers = widgets::AxisNumbers::PowersOfTwo;
    chart.yTitle = tr("% of ideal");
    chart.emptyText = tr("Waiting for a measurement");
    chart.decimals = 1;
    chart.yMinimum = -100 * RoomForMarks;
    chart.yMaximum = 100 * (1 + RoomForMarks);
    if (rows.isEmpty())
        return chart;
    const auto percent = [](const ScalingRow& row) { return 100 * row.efficiency; };
    chart.series = {idealOf(rows, tr("ideal"), [](int) { return 100.0; }),
                    seriesOf(rows, false, tr("weak", "scaling: the local batch stays"), percent),
                    seriesOf(rows, true, tr("strong", "scaling: the global batch stays"), percent)};
    return chart;
}

} // namespace roentgen::app
