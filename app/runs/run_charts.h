// The charts of the runs that are looked at, made from their lists of metrics: of one run every metric, of several
// those that compare, a colour a run.
#pragma once

#include "app/runs/run_metrics.h"

#include <array>

namespace roentgen::app {

using RunCharts = std::array<widgets::ChartData, RunChartCount>; // indexed by RunChart

// A run as it is drawn.
struct DrawnRun {
    QString label;      // another one for every run
    int colourSlot = 0; // where there are several
    RunState state = RunState::Prepared;
    bool hasBegun = false; // it has said hello
    std::string headline = headlineOfProtocol1();
    RunMetrics metrics;
};

// Any thread.
class RunChartMaker {
    Q_DECLARE_TR_FUNCTIONS(RunChartMaker)
public:
    RunChartMaker(QVector<DrawnRun> runs, ChartAxis axis);
    RunCharts make() const;

private:
    QString emptyText(const QString& whileItGoesOn) const; // what a chart without values waits for
    widgets::ChartData frame(RunChart which) const;
    widgets::ChartSeries seriesOf(const DrawnRun& run, const RunMetric& metric, bool hasSiblings) const;
    void addSeries(widgets::ChartData& chart, RunChart which) const;

    QVector<DrawnRun> m_runs;
    ChartAxis m_axis;
};

} // namespace roentgen::app
