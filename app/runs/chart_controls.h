// Above the charts of runs: what they run along, whether evenly, and how much they are smoothed. The user's choice is
// kept. GUI thread.
#pragma once

#include "app/runs/run_metrics.h"

#include <QWidget>

class QHBoxLayout;

namespace roentgen::app {

class ChartControls : public QWidget {
    Q_OBJECT
public:
    explicit ChartControls(QWidget* parent = nullptr);
    const ChartOptions& options() const { return m_options; }

Q_SIGNALS:
    void axisChanged(); // before optionsChanged()
    void optionsChanged();
    void logarithmicXChosen(bool logarithmic);
    void logarithmicXShown(bool logarithmic); // in a chart: the button follows

private:
    void addAxes(QHBoxLayout* row);
    void addLogarithmicX(QHBoxLayout* row);
    void addSmoothing(QHBoxLayout* row);

    ChartOptions m_options;
};

} // namespace roentgen::app
