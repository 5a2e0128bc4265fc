#include "app/runs/run_charts.h"

#include "app/runs/metric_words.h"

#include <algorithm>

namespace roentgen::app {

using widgets::ChartData;
using widgets::ChartSeries;

RunChartMaker::RunChartMaker(QVector<DrawnRun> runs, ChartAxis axis)
    : m_runs(std::move(runs))
    , m_axis(axis) {}

RunCharts RunChartMaker::make() const {
    RunCharts charts;
    std::optional<double> first, last;
    for (int i = 0; i < RunChartCount; ++i) {
        charts[size_t(i)] = frame(RunChart(i));
        addSeries(charts[size_t(i)], RunChart(i));
        for (const ChartSeries& series : charts[size_t(i)].series) {
            if (series.points.isEmpty())
                continue;
            first = std::min(first.value_or(series.points.first().x()), series.points.first().x());
            last = std::max(last.value_or(series.points.last().x()), series.points.last().x());
        }
    }
    // They stand beside each other and are zoomed together.
    for (ChartData& chart : charts) {
        chart.xMinimum = first;
        chart.xMaximum = last;
    }
    return charts;
}

QString RunChartMaker::emptyText(const QString& whileItGoesOn) const {
    const auto ended = [](const DrawnRun& run) { return !isGoingOn(run.state) && run.state != RunState::Prepared; };
    if (m_runs.isEmpty())
        return tr("No run is chosen");
    if (m_runs.size() > 1)
        return tr("None of these runs has a value yet");
    if (ended(m_runs.first()))
        return tr("The run ended before there was a value");
    return m_runs.first().hasBegun ? whileItGoesOn : tr("Waiting for the run to start");
}

ChartData RunChartMaker::frame(RunChart which) const {
    ChartData chart;
    const std::string headline = m_runs.isEmpty() ? headlineOfProtocol1() : m_runs.first().headline;
    chart.emptyText = emptyText(tr("Waiting for the first step"));
    switch (which) {
    case RunChart::Loss:
        chart.title = tr("Loss");
        chart.decimals = 4;
        break;
    case RunChart::Metrics:
        chart.title = MetricWords::shortName(headline);
        chart.yTitle = m_runs.size() > 1 ? tr("%1, validation part", "a metric").arg(MetricWords::curve(headline))
                                         : tr("validation part");
        chart.emptyText = emptyText(tr("Waiting for the first validation, at the end of the epoch"));
        break;
    case RunChart::ImagesPerSecond:
        chart.title = tr("Speed");
        chart.yTitle = tr("images/s");
        chart.decimals = 1;
        chart.yMinimum = 0;
        break;
    case RunChart::LearningRate:
        chart.title = tr("Learning rate");
        chart.decimals = -1;
        break;
    case RunChart::GradientNorm:
        chart.title = tr("Gradient norm");
        chart.decimals = -1;
        break;
    case RunChart::Stages:
        chart.title = m_runs.size() > 1 ? tr("Time of a step") : tr("Stages of a step");
        chart.yTitle = tr("seconds");
        chart.yMinimum = 0;
        break;
    }
    switch (m_axis) {
    case ChartAxis::Step:
        chart.xTitle = tr("step");
        break;
    case ChartAxis::Epoch:
        chart.xTitle = tr("epoch");
        break;
    case ChartAxis::RelativeTime:
        chart.xTitle = tr("time since the start");
        chart.xNumbers = widgets::AxisNumbers::Duration;
        break;
    }
    return chart;
}

// Of several runs: the colour is the run's, and its other curves in the chart are thin.
ChartSeries RunChartMaker::seriesOf(const DrawnRun& run, const RunMetric& metric, bool hasSiblings) const {
    ChartSeries series = metric.series;
    if (m_runs.size() < 2)
        return series;
    series.group = run.label;
    series.name =
        hasSiblings ? tr("%1, %2", "a run's name, and what is drawn of it").arg(run.label, series.name) : run.label;
    series.labelled = metric.leads;
    series.colourSlot = run.colourSlot;
    series.emphasised = false;
    series.thin = !metric.leads;
    return series;
}

void RunChartMaker::addSeries(ChartData& chart, RunChart which) const {
    const bool alone = m_runs.size() < 2;
    for (const DrawnRun& run : m_runs) {
        QVector<const RunMetric*> drawn;
        for (const RunMetric& metric : run.metrics)
            if (metric.chart == which && isShown(metric, alone))
                drawn.append(&metric);
        for (const RunMetric* metric : drawn)
            chart.series.append(seriesOf(run, *metric, drawn.size() > 1));
    }
}

} // namespace roentgen::app
