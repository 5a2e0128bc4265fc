// What a run measured, as a list of curves, made from its events alone.
#pragma once

#include "app/runs/run_record.h"
#include "widgets/chart_data.h"

#include <QCoreApplication>
#include <QVector>

namespace roentgen::app {

enum class ChartAxis { Step, Epoch, RelativeTime };
enum class RunChart { Loss, Metrics, ImagesPerSecond, LearningRate, GradientNorm, Stages };
inline constexpr int RunChartCount = 6;

struct ChartOptions {
    ChartAxis axis = ChartAxis::Epoch;
    double smoothing = 0.8; // of what is measured at every step
};

struct RunMetric {
    QString key; // the same in every run and language: "train_loss", a metric's name, "seconds_compute_rank_1"
    RunChart chart = RunChart::Loss;
    // Drawn where one run is looked at, where several are compared, or both.
    enum class Shown { Alone, Compared, Both } shown = Shown::Alone;
    bool leads = true;           // of the run's curves in a chart of several, the one that has its name
    bool isSmoothed = false;     // measured at every step
    widgets::ChartSeries series; // as it looks alone; prepared for its chart
    QVector<QPointF> spare;      // smoothed before: smoothAnew() takes its memory where no chart holds it any more
};
using RunMetrics = QVector<RunMetric>;

// Whether it is drawn where its run is looked at alone, or among others.
bool isShown(const RunMetric& metric, bool alone);
// Other smoothing of what is shown; the points stay. Any thread.
void smoothAnew(RunMetrics& metrics, double smoothing, bool alone);

// Any thread.
class RunMetricMaker {
    Q_DECLARE_TR_FUNCTIONS(RunMetricMaker)
public:
    RunMetricMaker(const RunRecord& run, ChartOptions options);
    RunMetrics make();

private:
    using Shown = RunMetric::Shown;
    RunMetric& add(const QString& key, RunChart chart, Shown shown, const QString& name, int colourSlot);
    double x(double time, int64_t step) const;
    // One point a step; value: double(const StepEvent&).
    template <typename Value>
    QVector<QPointF> stepPoints(Value value) const;
    // One point a validation; value: double(const ValidationEvent&).
    template <typename Value>
    QVector<QPointF> validationPoints(Value value) const;
    void addLosses();
    void addMetrics();
    void addSpeeds();
    void addLearningRate();
    void addGradientNorm();
    void addStages();
    void addStepSeconds();
    int ranksInStages() const;

    const RunRecord& m_run;
    ChartOptions m_options;
    RunMetrics m_metrics;
};

} // namespace roentgen::app
