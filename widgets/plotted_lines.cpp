#include "widgets/plot_library.h"

#include "widgets/plotted_lines.h"

#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
const QString MeasuredLayer = QStringLiteral("measured"), SmoothedLayer = QStringLiteral("smoothed");
// Qt strokes a line of more than a pixel by filling its outline, which takes ten times as long.
constexpr double LineWidth = 1.6, EmphasisedWidth = 2.4, ThinWidth = 1;
constexpr size_t MostWideLines = 16; // the findings of NIH, their mean and one more
constexpr double RawShare = 0.35;    // of the colour; mixed, for the many strokes of a noisy line would add up
constexpr int NameHeight = 14, WidestName = 150;
constexpr int MarkSize = 6, OutlierSize = 7, BestSize = 9;
constexpr double MarkGap = 10, OutlierGap = 12; // pixels
constexpr double EdgeDistance = 5;              // pixels of an outlier's mark from the edge
constexpr double HalfPixel = 0.5;
constexpr double SpansBeyond = 20; // a line goes so far beyond the edge: 1e20 is no pixel

QColor mixedWithPanel(const QColor& colour, double share) {
    const QColor panel = color(Role::Panel);
    const auto mix = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return {mix(colour.red(), panel.red()), mix(colour.green(), panel.green()), mix(colour.blue(), panel.blue())};
}

QCPScatterStyle markStyle(const ChartSeries& series, const QColor& colour) {
    static constexpr QCPScatterStyle::ScatterShape shapes[] = {QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare,
                                                               QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond};
    return {shapes[seriesMark(series)], QPen(colour), QBrush(colour), MarkSize};
}

// Left out is what lies within half a pixel of the point before it.
QVector<QCPGraphData> graphData(const QVector<QPointF>& points, bool logarithmic, const QCustomPlot& view) {
    const QCPRange y = view.yAxis->range();
    const double beyond = SpansBeyond * y.size();
    const double lowest = logarithmic ? y.lower / 1e6 : y.lower - beyond;
    const double highest = logarithmic ? y.upper * 1e6 : y.upper + beyond;
    const bool isLaidOut = view.axisRect()->width() > 1 && view.axisRect()->height() > 1;
    QVector<QCPGraphData> result;
    result.reserve(points.size());
    QPointF last(NaN, NaN); // pixels
    for (const QPointF& point : points) {
        const bool drawn = std::isfinite(point.y()) && !(logarithmic && point.y() <= 0);
        const double value = drawn ? std::clamp(point.y(), lowest, highest) : NaN;
        const QPointF pixel(view.xAxis->coordToPixel(point.x()), view.yAxis->coordToPixel(value));
        if (isLaidOut && &point != &points.last() && std::abs(pixel.x() - last.x()) < HalfPixel &&
            std::abs(pixel.y() - last.y()) < HalfPixel)
            continue;
        last = pixel;
        result.append({point.x(), value});
    }
    return result;
}

} // namespace

// Painted into a buffer each: measured lines below the rest, smoothed ones above it.
PlottedLines::PlottedLines(QCustomPlot* view)
    : m_view(view) {
    QCPLayer* main = view->layer(QStringLiteral("main"));
    view->addLayer(MeasuredLayer, main, QCustomPlot::limBelow);
    view->addLayer(SmoothedLayer, main, QCustomPlot::limAbove);
    for (const QString& name : {MeasuredLayer, SmoothedLayer})
        view->layer(name)->setMode(QCPLayer::lmBuffered);
}

QCPGraph* PlottedLines::addMarks(const QCPScatterStyle& style) {
    QCPGraph* graph = m_view->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(style);
    return graph;
}

void PlottedLines::addGraphs(const ChartSeries& series, bool smoothed, const QColor& colour, Line& line) {
    if (smoothed) {
        line.rawGraph = m_view->addGraph();
        line.rawGraph->setPen(QPen(mixedWithPanel(colour, RawShare), 1));
        line.rawGraph->setLayer(MeasuredLayer);
    }
    line.graph = m_view->addGraph();
    const bool isThin = series.thin || m_lines.size() > MostWideLines;
    const double width = series.emphasised ? EmphasisedWidth : isThin ? ThinWidth : LineWidth;
    line.graph->setPen(QPen(colour, width, seriesStyle(series)));
    const QBrush panel(color(Role::Panel));
    line.marks = addMarks(markStyle(series, colour));
    if (smoothed)
        for (QCPGraph* graph : {line.graph, line.marks})
            graph->setLayer(SmoothedLayer);
    line.outliers = addMarks({QCPScatterStyle::ssTriangle, QPen(colour), panel, OutlierSize});
    if (const auto best = bestIndex(series.points, series.best)) {
        const QPointF& point = series.points[*best];
        addMarks({QCPScatterStyle::ssCircle, QPen(colour, LineWidth), panel, BestSize})->addData(point.x(), point.y());
    }
}

// Returns its width in pixels.
int PlottedLines::addName(const QString& name, const QColor& colour, Line& line) {
    const QFontMetrics metrics(widgets::font(Type::Caption));
    const QString text = metrics.elidedText(name, Qt::ElideMiddle, std::clamp(m_view->width() / 3, 40, WidestName));
    line.name = new QCPItemText(m_view);
    line.name->setClipToAxisRect(false);
    line.name->setFont(widgets::font(Type::Caption));
    line.name->setColor(colour);
    line.name->setText(text);
    line.name->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    line.name->position->setType(QCPItemPosition::ptAbsolute);
    return metrics.horizontalAdvance(text);
}

int PlottedLines::rebuild(const ChartLines& lines, Names names, const QString& highlighted) {
    m_view->clearGraphs();
    for (Line& line : m_lines)
        if (line.name)
            m_view->removeItem(line.name);
    m_lines.assign(lines.all().size(), {});
    int widestName = 0;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        if (lines.all()[i].hidden)
            continue;
        const ChartSeries& series = lines.data().series[qsizetype(i)];
        const bool faint = !highlighted.isEmpty() && highlighted != series.label();
        const QColor colour = faint ? mixedWithPanel(seriesColour(series), 0.25) : seriesColour(series);
        addGraphs(series, !lines.all()[i].smooth.isEmpty(), colour, m_lines[i]);
        if (names == Names::AtTheEnds && series.labelled && series.name != lines.data().title)
            widestName = std::max(widestName, addName(series.label(), colour, m_lines[i]));
    }
    for (int i = 0; i < m_view->graphCount(); ++i)
        m_view->graph(i)->setAdaptiveSampling(false);
    return widestName;
}

void PlottedLines::thin(const ChartLines& lines, bool xLogarithmic) {
    const AxisRange x{m_view->xAxis->range().lower, m_view->xAxis->range().upper};
    const int pixels = std::max(50, m_view->axisRect()->width());
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const ChartLine& line = lines.all()[i];
        Line& plotted = m_lines[i];
        if (plotted.graph)
            plotted.drawn = thinnedToRange(line.shown(), line.shownOverview(), x, pixels, xLogarithmic);
        if (plotted.rawGraph)
            plotted.rawDrawn = thinnedToRange(line.raw, line.rawOverview, x, pixels, xLogarithmic);
    }
}

// Marks stand a little apart, however many points there are.
QVector<QPointF> PlottedLines::marksOf(const Line& line, bool dotted) const {
    const QCPRange range = m_view->xAxis->range();
    const QVector<QPointF>& points = line.drawn;
    const QVector<int> alone = lonePoints(points);
    QVector<QPointF> marks;
    double last = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < int(points.size()); ++i) {
        if (!std::isfinite(points[i].y()) || !range.contains(points[i].x()))
            continue;
        const double pixel = m_view->xAxis->coordToPixel(points[i].x());
        const bool isAlone = std::binary_search(alone.begin(), alone.end(), i);
        if (!isAlone && !(dotted && pixel - last >= MarkGap))
            continue;
        marks.append(points[i]);
        last = pixel;
    }
    return marks;
}

// Where a line leaves the plot, a mark at the edge says so.
QVector<QPointF> PlottedLines::outliersOf(const Line& line) const {
    const QCPAxis* yAxis = m_view->yAxis;
    const QCPRange x = m_view->xAxis->range(), y = yAxis->range();
    const QCPAxisRect* area = m_view->axisRect();
    const double top = yAxis->pixelToCoord(area->top() + EdgeDistance);
    const double bottom = yAxis->pixelToCoord(area->bottom() - EdgeDistance);
    QVector<QPointF> marks;
    double last = -std::numeric_limits<double>::infinity();
    for (const QPointF& point : line.measured()) {
        if (!std::isfinite(point.y()) || y.contains(point.y()) || !x.contains(point.x()))
            continue;
        const double pixel = m_view->xAxis->coordToPixel(point.x());
        if (pixel - last < OutlierGap)
            continue;
        last = pixel;
        marks.append({point.x(), point.y() > y.upper ? top : bottom});
    }
    return marks;
}

void PlottedLines::fillGraph(QCPGraph* graph, const QVector<QPointF>& points, bool yLogarithmic) {
    if (graph)
        graph->data()->set(graphData(points, yLogarithmic, *m_view), true);
}

void PlottedLines::fill(const ChartData& data, bool yLogarithmic, bool marksOutliers) {
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const Line& line = m_lines[i];
        if (!line.graph)
            continue;
        fillGraph(line.rawGraph, line.rawDrawn, yLogarithmic);
        fillGraph(line.graph, line.drawn, yLogarithmic);
        fillGraph(line.marks, marksOf(line, data.series[qsizetype(i)].dotted), yLogarithmic);
        fillGraph(line.outliers, marksOutliers ? outliersOf(line) : QVector<QPointF>(), yLogarithmic);
    }
}

void PlottedLines::showSmoothing(const ChartLines& lines, bool xLogarithmic, bool yLogarithmic) {
    const AxisRange x{m_view->xAxis->range().lower, m_view->xAxis->range().upper};
    const int pixels = std::max(50, m_view->axisRect()->width());
    for (size_t i = 0; i < m_lines.size(); ++i) {
        Line& line = m_lines[i];
        if (!line.rawGraph)
            continue;
        const ChartLine& of = lines.all()[i];
        line.drawn = thinnedToRange(of.shown(), of.shownOverview(), x, pixels, xLogarithmic);
        fillGraph(line.graph, line.drawn, yLogarithmic);
        fillGraph(line.marks, marksOf(line, lines.data().series[qsizetype(i)].dotted), yLogarithmic);
    }
    m_view->layer(SmoothedLayer)->replot();
}

void PlottedLines::placeNames(const ChartLines& lines) {
    QCPAxisRect* area = m_view->axisRect();
    struct Place {
        QCPItemText* name;
        double y;
    };
    std::vector<Place> places;
    for (size_t i = 0; i < m_lines.size(); ++i) {
        QCPItemText* name = m_lines[i].name;
        if (!name)
            continue;
        const QVector<QPointF>& points = lines.all()[i].shown();
        const auto end = nearestIndex(points, m_view->xAxis->range().upper);
        name->setVisible(end.has_value());
        if (end)
            places.push_back({name, m_view->yAxis->coordToPixel(points[*end].y())});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.y < b.y; });
    const double top = area->top() + NameHeight / 2.0, bottom = area->bottom() - NameHeight / 2.0;
    double free = top;
    for (Place& place : places) {
        place.y = std::max(std::min(place.y, bottom), free);
        free = place.y + NameHeight;
    }
    double limit = bottom;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        place->y = std::min(place->y, limit);
        limit = place->y - NameHeight;
        place->name->position->setCoords(area->right() + 6, place->y);
    }
}

std::vector<QVector<QPointF>> PlottedLines::measured() const {
    std::vector<QVector<QPointF>> measured;
    for (const Line& line : m_lines)
        measured.push_back(line.measured());
    return measured;
}

DrawnCounts PlottedLines::drawn() const {
    DrawnCounts counts;
    for (const Line& line : m_lines) {
        counts.points += int(line.drawn.size() + line.rawDrawn.size());
        counts.marks += line.marks ? line.marks->dataCount() : 0;
        counts.outliers += line.outliers ? line.outliers->dataCount() : 0;
    }
    return counts;
}

} // namespace roentgen::widgets
