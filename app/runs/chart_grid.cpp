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
        follow(chart);
    }
    arrange();
}

// The same moment, and the same stretch of the axis, in every chart.
void ChartGrid::follow(LineChart* chart) {
    const auto others = [this, chart](const auto& change) {
        for (LineChart* other : m_charts)
            if (other != chart)
                change(other);
    };
    connect(chart, &LineChart::crosshairMoved, this, [others](double x) {
        others([x](LineChart* other) {
            if (other->isVisible())
                other->setCrosshair(x, LineChart::Crosshair::LineOnly);
        });
    });
    connect(chart, &LineChart::xZoomed, this, [others](double lower, double upper) {
        others([=](LineChart* other) { other->setXRange(lower, upper); });
    });
    connect(chart, &LineChart::xReset, this, [others] { others([](LineChart* other) { other->resetX(); }); });
    connect(chart, &LineChart::logarithmicChanged, this, [this](Qt::Orientation axis, bool logarithmic) {
        if (axis != Qt::Horizontal)
            return;
        setLogarithmicX(logarithmic);
        Q_EMIT logarithmicXChanged(logarithmic);
    });
}

void ChartGrid::show(const RunCharts& charts) {
    for (size_t i = 0; i < m_charts.size(); ++i)
        m_charts[i]->setData(charts[i]);
}

void ChartGrid::resetAxes() {
    for (LineChart* chart : m_charts)
        chart->resetAxes();
}

void ChartGrid::setLogarithmicX(bool logarithmic) {
    for (LineChart* chart : m_charts)
        chart->setLogarithmic(Qt::Horizontal, logarithmic);
}

void ChartGrid::toggleMaximised(RunChart which) {
    m_maximised = m_maximised == int(which) ? -1 : int(which);
    arrange();
    m_charts[size_t(which)]->setFocus();
}

// Two in a row, in the order of RunChart; loss and metrics have the most room.
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
            m_layout->addWidget(chart, i / 2, i % 2);
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
