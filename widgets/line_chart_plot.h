// The inside of LineChart, for line_chart*.cpp alone: the one place that includes QCustomPlot.
#pragma once

#include "widgets/line_chart.h"

#include <QSet>
#include <qcustomplot.h>

namespace roentgen::widgets {

QColor seriesColour(const ChartSeries& series);
// Past the eight colours the same ones come again, dashed and then dotted.
Qt::PenStyle seriesStyle(const ChartSeries& series);

// What QCustomPlot draws for one chart: its lines, labels and axes; the axes' ranges are in data units. Needs its
// view, which the chart owns, alive.
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
    enum class DirectLabels { None, Shown }; // names at the ends of the lines

    Plot(const ChartData& shown, QWidget* parent);
    void applyTheme();
    void setLogarithmic(bool on);
    void takeExtent();                 // xFirst and xLast of the data
    void rebuild(DirectLabels labels); // graphs and labels of every series
    void showAll();                    // all of x unless it is zoomed, then showRange
    void showRange();

    const ChartData& data;
    QCustomPlot* view;
    QCPItemStraightLine* cursor;
    std::vector<Line> lines;
    QSet<QString> hiddenNames;
    double xFirst = 0, xLast = 1; // of all points
    bool xZoomed = false, yZoomed = false;
    bool logarithmic = false;
    int highlighted = -1;

private:
    void addGraphs(const ChartSeries& series, const QColor& colour, Line& line);
    int addLabel(const QString& name, const QColor& colour, Line& line);
    void fitY();
    void placeLabels();

    bool m_adjusting = false; // this class changes a range, not the user
};

} // namespace roentgen::widgets
