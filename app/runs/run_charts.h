// The charts of one run, made from its events alone.
#pragma once

#include "app/runs/run_record.h"
#include "widgets/chart_data.h"

#include <QCoreApplication>

#include <array>

namespace roentgen::app {

enum class ChartAxis { Step, Epoch, RelativeTime };
enum class RunChart { Loss, Auc, ImagesPerSecond, LearningRate, Stages };
inline constexpr int RunChartCount = 5;

struct ChartOptions {
    ChartAxis axis = ChartAxis::Epoch;
    double smoothing = 0.8; // of what is measured at every step
};

using RunCharts = std::array<widgets::ChartData, RunChartCount>; // indexed by RunChart

// Any thread.
class RunChartMaker {
    Q_DECLARE_TR_FUNCTIONS(RunChartMaker)
public:
    RunChartMaker(const RunRecord& run, ChartOptions options);
    RunCharts make() const;

private:
    QString emptyText(const QString& whileItGoesOn) const; // what a chart without values waits for
    widgets::ChartData empty(const QString& title, const QString& yTitle) const;
    double x(double time, int64_t step) const;
    // One point a step; value: double(const StepEvent&).
    template <typename Value>
    QVector<QPointF> stepPoints(Value value) const;
    widgets::ChartData loss() const;
    widgets::ChartData auc() const;
    widgets::ChartData imagesPerSecond() const;
    widgets::ChartData learningRate() const;
    widgets::ChartData stages() const;
    int ranksInStages() const;

    const RunRecord& m_run;
    ChartOptions m_options;
    RunState m_state;
};

} // namespace roentgen::app
