// What QCustomPlot draws for the lines of a chart: strokes, marks, those of outliers and of the best value, and names
// at the lines' ends.
#pragma once

#include "widgets/chart_lines.h"

class QCPGraph;
class QCPItemText;
class QCPScatterStyle;
class QCustomPlot;

namespace roentgen::widgets {

class PlottedLines {
public:
    explicit PlottedLines(QCustomPlot* view); // which outlives it

    // Graphs, and names where they are asked for, of every line in sight. highlighted: a label, the others are faint;
    // "": none is. Returns the width of the widest name, pixels.
    enum class Names { None, AtTheEnds };
    int rebuild(const ChartLines& lines, Names names, const QString& highlighted);
    // Takes the points that the width needs of what the x axis holds; fill() draws them, with the y axis as it is then.
    void thin(const ChartLines& lines, bool xLogarithmic);
    void fill(const ChartData& data, bool yLogarithmic, bool marksOutliers);
    // Where only the smoothing is another: the rest of the plot, the axes too, stays and is not painted again.
    void showSmoothing(const ChartLines& lines, bool xLogarithmic, bool yLogarithmic);
    void placeNames(const ChartLines& lines); // apart where they would cover each other

    std::vector<QVector<QPointF>> measured() const; // of each line the thinned points that are not smoothed
    DrawnCounts drawn() const;

private:
    struct Line {
        QVector<QPointF> rawDrawn, drawn; // thinned; rawDrawn behind a smoothed line
        QCPGraph* rawGraph = nullptr;
        QCPGraph* graph = nullptr;    // null: the line is hidden
        QCPGraph* marks = nullptr;    // of a dotted series, and where a point stands alone
        QCPGraph* outliers = nullptr; // at the edge that they lie beyond
        QCPItemText* name = nullptr;
        const QVector<QPointF>& measured() const { return rawGraph ? rawDrawn : drawn; }
    };
    QCPGraph* addMarks(const QCPScatterStyle& style);
    void fillGraph(QCPGraph* graph, const QVector<QPointF>& points, bool yLogarithmic);
    void addGraphs(const ChartSeries& series, bool smoothed, const QColor& colour, Line& line);
    int addName(const QString& name, const QColor& colour, Line& line);
    QVector<QPointF> marksOf(const Line& line, bool dotted) const;
    QVector<QPointF> outliersOf(const Line& line) const;

    QCustomPlot* m_view;
    std::vector<Line> m_lines; // one for each series
};

} // namespace roentgen::widgets
