// The inside of LineChart, for line_chart*.cpp alone: the one place that includes QCustomPlot.
#pragma once

#include "widgets/line_chart.h"

#include <QSet>
#include <qcustomplot.h>

namespace roentgen::widgets {

// What QCustomPlot draws for one chart; the axes' ranges are in data units.
struct LineChart::Plot {
    struct Line {
        QVector<QPointF> raw, smooth; // smooth is empty where nothing is smoothed; both hold all points
        QCPGraph* rawGraph = nullptr;
        QCPGraph* graph = nullptr;
        QCPGraph* bestMark = nullptr;
        QCPItemText* label = nullptr;
        bool hidden = false;
        const QVector<QPointF>& shown() const { return smooth.isEmpty() ? raw : smooth; }
    };
    QCustomPlot* view = nullptr;
    QCPItemStraightLine* cursor = nullptr;
    std::vector<Line> lines;
    QSet<QString> hiddenNames;
    double xFirst = 0, xLast = 1; // of all points
    bool xZoomed = false, yZoomed = false;
    bool adjusting = false; // this class changes a range, not the user
    int highlighted = -1;
};

} // namespace roentgen::widgets
