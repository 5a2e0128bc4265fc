// The inside of LineChart, for line_chart*.cpp alone: the one place that includes QCustomPlot.
#pragma once

#include "widgets/line_chart.h"

#include <QSet>
#include <functional>
#include <qcustomplot.h>

namespace roentgen::widgets {

// What QCustomPlot draws for one chart: its lines, labels and axes; the axes' ranges are in data units. Needs its
// view, which the chart owns, alive.
struct LineChart::Plot {
    struct Line {
        QVector<QPointF> raw, smooth;                 // smooth is empty where nothing is smoothed; both hold all points
        QVector<QPointF> rawOverview, smoothOverview; // of the same, or empty
        double smoothing = 0;                         // that smooth was made with
        QVector<QPointF> rawDrawn, drawn;             // what the width needs of them
        QCPGraph* rawGraph = nullptr;
        QCPGraph* graph = nullptr;
        QCPGraph* marks = nullptr;    // of a dotted series, and where a point stands alone
        QCPGraph* outliers = nullptr; // at the edge that they lie beyond
        QCPGraph* bestMark = nullptr;
        QCPItemText* label = nullptr;
        bool hidden = false;
        const QVector<QPointF>& shown() const { return smooth.isEmpty() ? raw : smooth; }
        const QVector<QPointF>& shownOverview() const { return smooth.isEmpty() ? rawOverview : smoothOverview; }
    };
    enum class DirectLabels { None, Shown }; // names at the ends of the lines

    Plot(const ChartData& shown, QWidget* parent);
    void applyTheme();
    void setLogarithmic(Qt::Orientation axis, bool on);         // Horizontal: x
    void takeExtent();                                          // xFirst and xLast of the data
    void rebuild(DirectLabels labels);                          // graphs and labels of every series
    void showAll();                                             // all of x unless it is zoomed, then showRange
    void showRange();                                           // what the x range holds
    void chooseAxis(const QPoint& position);                    // that wheel and drag change from there
    void setXRange(const QCPRange& wanted);                     // as far as there is something to see
    std::optional<double> nearestX(double x) const;             // of a point of any line that is shown
    std::optional<double> nextX(double x, int direction) const; // beyond x

    const ChartData& data;
    QCustomPlot* view;
    QCPItemStraightLine* cursor;
    std::vector<Line> lines;
    QSet<QString> hiddenNames;    // of labels
    double xFirst = 0, xLast = 1; // of all points
    double xFirstPositive = 1;    // a logarithmic axis begins there
    bool xZoomed = false, yZoomed = false;
    bool xLogarithmic = false, yLogarithmic = false;
    QString highlighted;                                  // label; "": none
    std::function<void(Qt::Orientation)> rangeWasChanged; // by the user, of which axis

private:
    void addGraphs(const ChartSeries& series, const QColor& colour, Line& line);
    int addLabel(const QString& name, const QColor& colour, Line& line);
    QCPRange fullRange() const;
    QCPRange bounded(const QCPRange& wanted) const;
    void smooth(const ChartSeries& series, const std::vector<Line>& before, size_t index, Line& line) const;
    QVector<QPointF> thinned(const QVector<QPointF>& points, const QVector<QPointF>& overview) const;
    void setTickers();
    void fitY();
    void fillGraphs();
    QVector<QPointF> marksOf(const Line& line, bool dotted) const;
    QVector<QPointF> outliersOf(const Line& line) const;
    void placeLabels();

    bool m_adjusting = false; // this class changes a range, not the user
};

} // namespace roentgen::widgets
