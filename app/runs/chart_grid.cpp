#include "app/runs/chart_grid.h"

#include "widgets/line_chart.h"

#include <QGridLayout>
#include <QKeyEvent>

namespace roentgen::app {

using widgets::LineChart;

ChartGrid::ChartGrid(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(8);
    for (size_t i = 0; i < m_charts.size(); ++i) {
        auto* chart = new LineChart(this);
        m_charts[i] = chart;
        connect(chart, &LineChart::maximiseRequested, this, [this, i] { toggleMaximised(RunChart(i)); });
        // The same moment in every chart.
        connect(chart, &LineChart::crosshairMoved, this, [this, chart](double x) {
            for (LineChart* other : m_charts)
                if (other != chart && other->isVisible())
                    other->setCrosshair(x, LineChart::Crosshair::LineOnly);
        });
    }
    arrange();
}

void ChartGrid::show(const RunCharts& charts) {
    for (size_t i = 0; i < m_charts.size(); ++i)
        m_charts[i]->setData(charts[i]);
}

void ChartGrid::resetAxes() {
    for (LineChart* chart : m_charts)
        chart->resetAxes();
}

void ChartGrid::toggleMaximised(RunChart which) {
    m_maximised = m_maximised == int(which) ? -1 : int(which);
    arrange();
    m_charts[size_t(which)]->setFocus();
}

// Loss and AUC on top, speed and learning rate below, the stages across the bottom.
void ChartGrid::arrange() {
    while (QLayoutItem* item = m_layout->takeAt(0))
        delete item;
    for (int i = 0; i < RunChartCount; ++i) {
        LineChart* chart = m_charts[size_t(i)];
        const bool shown = m_maximised < 0 || m_maximised == i;
        chart->setVisible(shown);
        chart->setMaximised(m_maximised == i);
        if (m_maximised == i)
            m_layout->addWidget(chart, 0, 0, 3, 2);
        else if (shown)
            m_layout->addWidget(chart, i / 2, i % 2, 1, i == RunChartCount - 1 ? 2 : 1);
    }
    m_layout->setRowStretch(0, 5);
    m_layout->setRowStretch(1, 3);
    m_layout->setRowStretch(2, 3);
    m_layout->setColumnStretch(0, 1);
    m_layout->setColumnStretch(1, 1);
}

void ChartGrid::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape && m_maximised >= 0)
        toggleMaximised(RunChart(m_maximised));
    else
        QWidget::keyPressEvent(event);
}

} // namespace roentgen::app
