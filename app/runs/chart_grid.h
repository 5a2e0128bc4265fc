// The charts of the runs that are looked at in two columns; one of them can fill the place of all. Their x axes are
// zoomed together.
#pragma once

#include "app/runs/run_charts.h"

#include <QWidget>

class QGridLayout;

namespace roentgen::widgets {
class LineChart;
}

namespace roentgen::app {

class ChartGrid : public QWidget {
    Q_OBJECT
public:
    explicit ChartGrid(QWidget* parent = nullptr);
    void show(const RunCharts& charts);
    void resetAxes();
    widgets::LineChart* chart(RunChart which) const { return m_charts[size_t(which)]; }
    bool isMaximised() const { return m_maximised >= 0; }
    void toggleMaximised(RunChart which);
    void setLogarithmicX(bool logarithmic);

Q_SIGNALS:
    void logarithmicXChanged(bool logarithmic); // in one of the charts

protected:
    void keyPressEvent(QKeyEvent* event) override; // Esc shows all again

private:
    void follow(widgets::LineChart* chart);
    void arrange();

    std::array<widgets::LineChart*, RunChartCount> m_charts;
    QGridLayout* m_layout;
    int m_maximised = -1;
};

} // namespace roentgen::app
