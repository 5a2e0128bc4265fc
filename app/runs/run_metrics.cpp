#include "app/runs/run_metrics.h"

#include "app/runs/metric_words.h"

#include <algorithm>
#include <limits>

namespace roentgen::app {

using widgets::BestValue;

namespace {

constexpr double NoValue = std::numeric_limits<double>::quiet_NaN();
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
    {QT_TRANSLATE_NOOP("RunMetricMaker", "read"), &StageSeconds::read},
    {QT_TRANSLATE_NOOP("RunMetricMaker", "decode"), &StageSeconds::decode},
    {QT_TRANSLATE_NOOP("RunMetricMaker", "augment"), &StageSeconds::augment},
    {QT_TRANSLATE_NOOP("RunMetricMaker", "wait"), &StageSeconds::wait},
    {QT_TRANSLATE_NOOP("RunMetricMaker", "compute"), &StageSeconds::compute},
    {QT_TRANSLATE_NOOP("RunMetricMaker", "reduce"), &StageSeconds::reduce},
};

bool hasValue(const QVector<QPointF>& points) {
    return std::any_of(points.begin(), points.end(), [](const QPointF& point) { return point.y() > 0; });
}

// Reading, decoding and augmenting go on beside the step; a rank's step takes the other three.
double stepSeconds(const StageSeconds& stages) {
    return stages.wait + stages.compute + stages.reduce;
}

} // namespace

RunMetricMaker::RunMetricMaker(const RunRecord& run, ChartOptions options)
    : m_run(run)
    , m_options(options) {}

RunMetrics RunMetricMaker::make() {
    addLosses();
    addMetrics();
    addSpeeds();
    addLearningRate();
    addGradientNorm();
    addStages();
    addStepSeconds();
    for (RunMetric& metric : m_metrics) {
        metric.series.smoothing = metric.isSmoothed ? m_options.smoothing : 0;
        widgets::prepareSeries(metric.series);
    }
    return std::move(m_metrics);
}

bool isShown(const RunMetric& metric, bool alone) {
    return metric.shown == RunMetric::Shown::Both ||
           metric.shown == (alone ? RunMetric::Shown::Alone : RunMetric::Shown::Compared);
}

void smoothAnew(RunMetrics& metrics, double smoothing, bool alone) {
    for (RunMetric& metric : metrics) {
        if (!metric.isSmoothed || !isShown(metric, alone) || metric.series.smoothing == smoothing)
            continue;
        QVector<QPointF> before = std::move(metric.series.smooth);
        widgets::smoothSeries(metric.series, smoothing, std::move(metric.spare));
        metric.spare = std::move(before);
    }
}

RunMetric& RunMetricMaker::add(const QString& key, RunChart chart, Shown shown, const QString& name, int colourSlot) {
    RunMetric metric;
    metric.key = key;
    metric.chart = chart;
    metric.shown = shown;
    metric.series.name = name;
    metric.series.colourSlot = colourSlot;
    m_metrics.append(metric);
    return m_metrics.last();
}

double RunMetricMaker::x(double time, int64_t step) const {
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

template <typename Value>
QVector<QPointF> RunMetricMaker::stepPoints(Value value) const {
    QVector<QPointF> points;
    points.reserve(int(m_run.history().steps.size()));
    for (const RunHistory::StepPoint& point : m_run.history().steps)
        points.append({x(point.time, point.step.step), value(point.step)});
    return points;
}

template <typename Value>
QVector<QPointF> RunMetricMaker::validationPoints(Value value) const {
    QVector<QPointF> points;
    for (const RunHistory::ValidationPoint& point : m_run.history().validations)
        points.append({x(point.time, point.validation.step), value(point.validation)});
    return points;
}

void RunMetricMaker::addLosses() {
    auto& training = add(QStringLiteral("train_loss"), RunChart::Loss, Shown::Both, tr("training"), 0).series;
    m_metrics.last().isSmoothed = true;
    training.points = stepPoints([](const StepEvent& step) { return step.loss; });
    RunMetric& validation = add(QStringLiteral("val_loss"), RunChart::Loss, Shown::Both, tr("validation"), 1);
    validation.leads = false;
    validation.series.dotted = true;
    validation.series.best = BestValue::Lowest;
    validation.series.points = validationPoints([](const ValidationEvent& one) { return one.loss; });
}

// Those of single classes by their colours, then those of all.
void RunMetricMaker::addMetrics() {
    const std::vector<Metric> metrics = m_run.history().metrics();
    const std::string headline = m_run.history().headline();
    const auto values = [this](const std::string& name) {
        return validationPoints(
            [&name](const ValidationEvent& one) { return one.metrics.value(name).value_or(NoValue); });
    };
    int classes = 0;
    for (const Metric& metric : metrics)
        if (!metric.of.empty())
            add(QString::fromStdString(metric.name), RunChart::Metrics, Shown::Alone, QString::fromStdString(metric.of),
                classes++)
                .series.points = values(metric.name);
    if (classes == 1) // the metric of all is this one
        m_metrics.removeLast();
    for (const bool leads : {false, true})
        for (const Metric& metric : metrics) {
            if (!metric.of.empty() || leads != (metric.name == headline))
                continue;
            auto& series =
                add(QString::fromStdString(metric.name), RunChart::Metrics, leads ? Shown::Both : Shown::Alone,
                    MetricWords::curve(metric.name), leads ? widgets::NeutralColourSlot : classes++)
                    .series;
            series.emphasised = leads;
            series.dotted = true;
            if (leads)
                series.best = metric.direction == Direction::Lower ? BestValue::Lowest : BestValue::Highest;
            series.points = values(metric.name);
        }
}

int RunMetricMaker::ranksInStages() const {
    int ranks = 0;
    const auto& steps = m_run.history().steps;
    if (!steps.empty())
        for (const StageSeconds& stages : steps.back().step.stages)
            ranks = std::max(ranks, stages.rank + 1);
    return ranks;
}

void RunMetricMaker::addSpeeds() {
    const int ranks = ranksInStages();
    const double localBatch = double(m_run.experiment().training.localBatch * m_run.experiment().training.accumulation);
    for (int rank = 0; ranks > 1 && rank < ranks; ++rank) {
        auto& series = add(QStringLiteral("images_per_second_rank_%1").arg(rank), RunChart::ImagesPerSecond,
                           Shown::Alone, tr("rank %1").arg(rank), rank)
                           .series;
        m_metrics.last().isSmoothed = true;
        series.points = stepPoints([&](const StepEvent& step) {
            const StageSeconds* stages = stagesOf(step, rank);
            const double seconds = stages ? stepSeconds(*stages) : 0;
            return seconds > 0 ? localBatch / seconds : NoValue;
        });
    }
    auto& all = add(QStringLiteral("images_per_second"), RunChart::ImagesPerSecond, Shown::Both, tr("all ranks"),
                    widgets::NeutralColourSlot)
                    .series;
    all.emphasised = ranks > 1;
    m_metrics.last().isSmoothed = true;
    all.points = stepPoints([](const StepEvent& step) { return step.imagesPerSecond; });
}

void RunMetricMaker::addLearningRate() {
    auto& rate =
        add(QStringLiteral("learning_rate"), RunChart::LearningRate, Shown::Both, tr("Learning rate"), 2).series;
    rate.points = stepPoints([](const StepEvent& step) { return step.learningRate; });
}

void RunMetricMaker::addGradientNorm() {
    auto& norm =
        add(QStringLiteral("gradient_norm"), RunChart::GradientNorm, Shown::Both, tr("Gradient norm"), 4).series;
    m_metrics.last().isSmoothed = true;
    norm.points = stepPoints([](const StepEvent& step) { return step.gradientNorm; });
}

// Colour tells the stage, the line's style the rank.
void RunMetricMaker::addStages() {
    const int ranks = ranksInStages();
    for (int stage = 0; stage < int(std::size(Stages)); ++stage) {
        const auto seconds = Stages[stage].seconds;
        const QString name = tr(Stages[stage].name);
        const QString key = QStringLiteral("seconds_") + QLatin1String(Stages[stage].name);
        const auto addIfAny = [&](const QString& ofRank, const QString& seriesName, int style, auto value) {
            QVector<QPointF> points = stepPoints(value);
            if (!hasValue(points))
                return;
            auto& series =
                add(key + ofRank, RunChart::Stages, Shown::Alone, seriesName, stage + widgets::SlotColours * style)
                    .series;
            m_metrics.last().isSmoothed = true;
            series.points = std::move(points);
        };
        if (ranks > MostRanksDrawn) {
            addIfAny(QStringLiteral("_mean"), tr("%1, mean of ranks").arg(name), 0, [&](const StepEvent& step) {
                double sum = 0;
                for (const StageSeconds& one : step.stages)
                    sum += one.*seconds;
                return step.stages.empty() ? NoValue : sum / double(step.stages.size());
            });
            addIfAny(QStringLiteral("_slowest"), tr("%1, slowest rank").arg(name), 1, [&](const StepEvent& step) {
                double most = NoValue;
                for (const StageSeconds& one : step.stages)
                    most = one.*seconds > most || most != most ? one.*seconds : most;
                return most;
            });
            continue;
        }
        for (int rank = 0; rank < ranks; ++rank)
            addIfAny(QStringLiteral("_rank_%1").arg(rank), ranks == 1 ? name : tr("%1, rank %2").arg(name).arg(rank),
                     rank, [&](const StepEvent& step) {
                         const StageSeconds* one = stagesOf(step, rank);
                         return one ? one->*seconds : NoValue;
                     });
    }
}

// Six stages of each of several runs would be no chart: there the whole step stands for them.
void RunMetricMaker::addStepSeconds() {
    auto& seconds = add(QStringLiteral("seconds_step"), RunChart::Stages, Shown::Compared, tr("step, mean of ranks"),
                        widgets::NeutralColourSlot)
                        .series;
    m_metrics.last().isSmoothed = true;
    seconds.points = stepPoints([](const StepEvent& step) {
        double sum = 0;
        for (const StageSeconds& one : step.stages)
            sum += stepSeconds(one);
        return step.stages.empty() ? NoValue : sum / double(step.stages.size());
    });
}

} // namespace roentgen::app
