// A scaling plan as charts.
#pragma once

#include "app/experiments/scaling_planner.h"
#include "widgets/chart_data.h"

#include <QCoreApplication>

namespace roentgen::app {

class ScalingCharts {
    Q_DECLARE_TR_FUNCTIONS(ScalingCharts)
public:
    // Over hosts: weak and strong scaling, and the ideal that both have. No rows: empty charts that say what they wait
    // for.
    static widgets::ChartData imagesPerSecond(const QList<ScalingRow>& rows);
    static widgets::ChartData efficiency(const QList<ScalingRow>& rows); // in percent
};

} // namespace roentgen::app
