#include "app/runs/run_charts.h"

#include <algorithm>
#include <limits>

namespace roentgen::app {

using widgets::BestValue;
using widgets::ChartData;
using widgets::ChartSeries;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr int MostRanksDrawn = 4; // beyond that the mean and the slowest stand for all

const StageSeconds* stagesOf(const StepEvent& step, int rank) {
    for (const StageSeconds& stages : step.stages)
        if (stages.rank == rank)
            return &stages;
    return nullptr;
}

struct Stage {
    const char* name;
    double StageSeconds::*seconds;
};
constexpr Stage Stages[] = {
    {QT_TRANSLATE_NOOP("RunChartMaker", "read"), &StageSeconds::read},
    {QT_TRANSLATE_NOOP("RunChartMaker", "decode"), &StageSeconds::decode},
    {QT_TRANSLATE_NOOP("RunChartMaker", "augment"), &StageSeconds::augment},
    {QT_TRANSLATE_NOOP("RunChartMaker", "wait"), &StageSeconds::wait},
    {QT_TRANSLATE_NOOP("RunChartMaker", "compute"), &StageSeconds::compute},
    {QT_TRANSLATE_NOOP("RunChartMaker", "reduce"), &StageSeconds::reduce},
};

bool hasValue(const QVector<QPointF>& points) {
    return std::any_of(points.begin(), points.end(), [](const QPointF& point) { return point.y() > 0; });
}

} // namespace

RunChartMaker::RunChartMaker(const RunRecord& run, ChartOptions options)
    : m_run(run)
    , m_options(options)
    , m_state(run.state()) {}

RunCharts RunChartMaker::make() const {
    return {loss(), auc(), imagesPerSecond(), learningRate(), stages()};
}

double RunChartMaker::x(double time, int64_t step) const {
    switch (m_options.axis) {
    case ChartAxis::Step:
        break;
    case ChartAxis::Epoch: {
        const auto& hello = m_run.history().hello;
        return hello && hello->stepsPerEpoch > 0 ? double(step) / double(hello->stepsPerEpoch) : double(step);
    }
    case ChartAxis::RelativeTime:
        return m_run.relativeTime(time);
    }
    return double(step);
}

QString RunChartMaker::emptyText(const QString& whileItGoesOn) const {
    if (!isGoingOn(m_state) && m_state != RunState::Prepared)
        return tr("The run ended before there was a value");
    return m_run.history().hello ? whileItGoesOn : tr("Waiting for the run to start");
}

ChartData RunChartMaker::empty(const QString& title, const QString& yTitle) const {
    ChartData chart;
    chart.title = title;
    chart.yTitle = yTitle;
    chart.emptyText = emptyText(tr("Waiting for the first step"));
    switch (m_options.axis) {
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

template <typename Value>
QVector<QPointF> RunChartMaker::stepPoints(Value value) const {
    QVector<QPointF> points;
    points.reserve(int(m_run.history().steps.size()));
    for (const RunHistory::StepPoint& point : m_run.history().steps)
        points.append({x(point.time, point.step.step), value(point.step)});
    return points;
}

ChartData RunChartMaker::loss() const {
    ChartData chart = empty(tr("Loss"), QString());
    chart.decimals = 4;
    ChartSeries training;
    training.name = tr("training");
    training.colourSlot = 0;
    training.smoothing = m_options.smoothing;
    training.points = stepPoints([](const StepEvent& step) { return step.loss; });
    ChartSeries validation;
    validation.name = tr("validation");
    validation.colourSlot = 1;
    validation.dotted = true;
    validation.best = BestValue::Lowest;
    for (const RunHistory::ValidationPoint& point : m_run.history().validations)
        validation.points.append({x(point.time, point.validation.step), point.validation.loss});
    chart.series = {training, validation};
    return chart;
}

ChartData RunChartMaker::auc() const {
    ChartData chart = empty(tr("AUC"), tr("validation part"));
    chart.emptyText = emptyText(tr("Waiting for the first validation, at the end of the epoch"));
    ChartSeries mean;
    mean.name = tr("mean", "mean AUC over all findings");
    mean.colourSlot = widgets::NeutralColourSlot;
    mean.emphasised = true;
    mean.dotted = true;
    mean.best = BestValue::Highest;
    std::vector<std::string> classes;
    if (m_run.history().hello)
        classes = m_run.history().hello->classes;
    for (size_t i = 0; i < classes.size(); ++i) {
        ChartSeries series;
        series.name = QString::fromStdString(classes[i]);
        series.colourSlot = int(i);
        for (const RunHistory::ValidationPoint& point : m_run.history().validations) {
            double value = NaN;
            for (const auto& [name, auc] : point.validation.auc)
                if (name == classes[i] && auc)
                    value = *auc;
            series.points.append({x(point.time, point.validation.step), value});
        }
        series.dotted = series.points.size() < 3;
        chart.series.append(series);
    }
    for (const RunHistory::ValidationPoint& point : m_run.history().validations)
        mean.points.append({x(point.time, point.validation.step), point.validation.meanAuc.value_or(NaN)});
    // With one finding the mean is that finding.
    if (chart.series.size() == 1)
        chart.series.clear();
    chart.series.append(mean);
    return chart;
}

int RunChartMaker::ranksInStages() const {
    int ranks = 0;
    const auto& steps = m_run.history().steps;
    if (!steps.empty())
        for (const StageSeconds& stages : steps.back().step.stages)
            ranks = std::max(ranks, stages.rank + 1);
    return ranks;
}

ChartData RunChartMaker::imagesPerSecond() const {
    ChartData chart = empty(tr("Speed"), tr("images/s"));
    chart.decimals = 1;
    chart.yMinimum = 0;
    ChartSeries all;
    all.name = tr("all ranks");
    all.colourSlot = widgets::NeutralColourSlot;
    all.smoothing = m_options.smoothing;
    all.points = stepPoints([](const StepEvent& step) { return step.imagesPerSecond; });
    const int ranks = ranksInStages();
    const double localBatch = double(m_run.experiment().training.localBatch * m_run.experiment().training.accumulation);
    // Reading, decoding and augmenting go on beside the step; a rank's step takes the other three.
    for (int rank = 0; ranks > 1 && rank < ranks; ++rank) {
        ChartSeries series;
        series.name = tr("rank %1").arg(rank);
        series.colourSlot = rank;
        series.smoothing = m_options.smoothing;
        series.points = stepPoints([&](const StepEvent& step) {
            const StageSeconds* stages = stagesOf(step, rank);
            const double seconds = stages ? stages->wait + stages->compute + stages->reduce : 0;
            return seconds > 0 ? localBatch / seconds : NaN;
        });
        chart.series.append(series);
    }
    all.emphasised = !chart.series.isEmpty();
    chart.series.append(all);
    return chart;
}

ChartData RunChartMaker::learningRate() const {
    ChartData chart = empty(tr("Learning rate"), QString());
    chart.decimals = -1;
    ChartSeries series;
    series.name = chart.title;
    series.colourSlot = 2;
    series.points = stepPoints([](const StepEvent& step) { return step.learningRate; });
    chart.series = {series};
    return chart;
}

// Colour tells the stage, the line's style the rank.
ChartData RunChartMaker::stages() const {
    ChartData chart = empty(tr("Stages of a step"), tr("seconds"));
    chart.yMinimum = 0;
    const int ranks = ranksInStages();
    for (int stage = 0; stage < int(std::size(Stages)); ++stage) {
        const auto seconds = Stages[stage].seconds;
        const QString name = tr(Stages[stage].name);
        const auto add = [&](const QString& seriesName, int style, auto value) {
            ChartSeries series;
            series.name = seriesName;
            series.colourSlot = stage + 8 * style;
            series.smoothing = m_options.smoothing;
            series.points = stepPoints(value);
            if (hasValue(series.points))
                chart.series.append(series);
        };
        if (ranks > MostRanksDrawn) {
            add(tr("%1, mean of ranks").arg(name), 0, [&](const StepEvent& step) {
                double sum = 0;
                for (const StageSeconds& one : step.stages)
                    sum += one.*seconds;
                return step.stages.empty() ? NaN : sum / double(step.stages.size());
            });
            add(tr("%1, slowest rank").arg(name), 1, [&](const StepEvent& step) {
                double most = NaN;
                for (const StageSeconds& one : step.stages)
                    most = one.*seconds > most || most != most ? one.*seconds : most;
                return most;
            });
            continue;
        }
        for (int rank = 0; rank < ranks; ++rank)
            add(ranks == 1 ? name : tr("%1, rank %2").arg(name).arg(rank), rank, [&](const StepEvent& step) {
                const StageSeconds* one = stagesOf(step, rank);
                return one ? one->*seconds : NaN;
            });
    }
    return chart;
}

} // namespace roentgen::app
