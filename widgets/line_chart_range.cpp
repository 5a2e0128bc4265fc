// Which part of its data a chart shows: how far its axes go, and what is drawn of the lines between them.
// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/chart_limits.h"
#include "widgets/line_chart_plot.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
constexpr double RoomShare = 0.02;              // beside the first and the last point, for their marks
constexpr double MarkGap = 10, OutlierGap = 12; // pixels
constexpr double EdgeDistance = 5;              // pixels of an outlier's mark from the edge
constexpr double SpansBeyond = 20;              // a line goes so far beyond the edge: 1e20 is no pixel
constexpr double LeastDecades = 0.3;            // that a logarithmic axis shows

// Steps and epochs are whole: ticks between them appear only where less than three are shown.
class WholeTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        const double step = QCPAxisTicker::getTickStep(range);
        return range.size() < 3 ? step : std::max(1.0, std::floor(step));
    }
};

class PowerOfTwoTicker : public WholeTicker {
protected:
    double getTickStep(const QCPRange& range) override { return std::max(1.0, WholeTicker::getTickStep(range)); }
    QString getTickLabel(double tick, const QLocale& locale, QChar, int) override {
        return locale.toString(qlonglong(std::llround(std::exp2(tick))));
    }
};

bool isNearly(const QCPRange& a, const QCPRange& b) {
    const double tolerance = b.size() * 1e-9;
    return std::abs(a.lower - b.lower) <= tolerance && std::abs(a.upper - b.upper) <= tolerance;
}

QVector<QPointF> withX(const QVector<QPointF>& points, double (*of)(double)) {
    QVector<QPointF> result;
    result.reserve(points.size());
    for (const QPointF& point : points)
        result.append({of(point.x()), point.y()});
    return result;
}

QVector<QCPGraphData> graphData(const QVector<QPointF>& points, bool logarithmic, const QCPRange& y) {
    const double beyond = SpansBeyond * y.size();
    const double lowest = logarithmic ? y.lower / 1e6 : y.lower - beyond;
    const double highest = logarithmic ? y.upper * 1e6 : y.upper + beyond;
    QVector<QCPGraphData> result;
    result.reserve(points.size());
    for (const QPointF& point : points) {
        const bool drawn = std::isfinite(point.y()) && !(logarithmic && point.y() <= 0);
        result.append({point.x(), drawn ? std::clamp(point.y(), lowest, highest) : NaN});
    }
    return result;
}

} // namespace

void LineChart::Plot::takeExtent() {
    constexpr double Infinity = std::numeric_limits<double>::infinity();
    double first = data.xMinimum.value_or(Infinity), last = data.xMaximum.value_or(-Infinity);
    double firstPositive = Infinity;
    for (const ChartSeries& series : data.series) {
        if (series.points.isEmpty())
            continue;
        first = std::min(first, series.points.first().x());
        last = std::max(last, series.points.last().x());
        const auto positive = std::find_if(series.points.begin(), series.points.end(),
                                           [](const QPointF& point) { return point.x() > 0; });
        if (positive != series.points.end())
            firstPositive = std::min(firstPositive, positive->x());
    }
    if (data.xMinimum && *data.xMinimum > 0)
        firstPositive = std::min(firstPositive, *data.xMinimum);
    xFirst = std::isfinite(first) ? first : 0;
    xLast = std::isfinite(last) ? std::max(last, xFirst) : 1;
    xFirstPositive = std::isfinite(firstPositive) ? firstPositive : 1;
}

// With a little room, so that marks on the first and the last point are whole.
QCPRange LineChart::Plot::fullRange() const {
    if (xLogarithmic) {
        const double last = std::max(xLast, xFirstPositive);
        const double room = last > xFirstPositive ? std::pow(last / xFirstPositive, RoomShare) : 2;
        return {xFirstPositive / room, last * room};
    }
    if (!(xLast > xFirst)) // one point stands in the middle
        return {xFirst >= 0 ? std::max(0.0, xFirst - 1) : xFirst - 1, xFirst + 1};
    const double room = (xLast - xFirst) * RoomShare;
    return {xFirst - room, xLast + room};
}

QCPRange LineChart::Plot::bounded(const QCPRange& wanted) const {
    const QCPRange full = fullRange();
    if (xLogarithmic) {
        const double factor = wanted.upper / wanted.lower;
        if (!(factor > 1) || factor >= full.upper / full.lower)
            return full;
        if (wanted.lower < full.lower)
            return {full.lower, full.lower * factor};
        return wanted.upper > full.upper ? QCPRange(full.upper / factor, full.upper) : wanted;
    }
    const double size = wanted.size();
    if (size >= full.size())
        return full;
    if (wanted.lower < full.lower)
        return {full.lower, full.lower + size};
    return wanted.upper > full.upper ? QCPRange(full.upper - size, full.upper) : wanted;
}

void LineChart::Plot::setXRange(const QCPRange& wanted) {
    const QCPRange range = bounded(wanted);
    xZoomed = !isNearly(range, fullRange());
    m_adjusting = true;
    view->xAxis->setRange(range);
    m_adjusting = false;
    showRange();
}

void LineChart::Plot::showAll() {
    if (!xZoomed)
        setXRange(fullRange());
    else
        showRange();
}

// On a logarithmic axis the columns of pixels are even in the logarithm.
QVector<QPointF> LineChart::Plot::thinned(const QVector<QPointF>& points, const QVector<QPointF>& overview) const {
    const QCPRange range = view->xAxis->range();
    const int pixels = std::max(50, view->axisRect()->width());
    if (!xLogarithmic) {
        const double whole = overview.isEmpty() ? 0 : overview.last().x() - overview.first().x();
        const bool isFineEnough = whole > 0 && range.size() * OverviewColumns >= whole * pixels;
        return thinnedToPixels(isFineEnough ? overview : points, range.lower, range.upper, pixels);
    }
    const auto positive =
        std::find_if(points.begin(), points.end(), [](const QPointF& point) { return point.x() > 0; });
    const QVector<QPointF> logarithms =
        withX(QVector<QPointF>(positive, points.end()), [](double x) { return std::log10(x); });
    return withX(thinnedToPixels(logarithms, std::log10(range.lower), std::log10(range.upper), pixels),
                 [](double x) { return std::pow(10, x); });
}

// Thins the lines to what the x range needs at the plot's width, with y to fit and ticks to match.
void LineChart::Plot::showRange() {
    for (Line& line : lines) {
        line.drawn = line.graph ? thinned(line.shown(), line.shownOverview()) : QVector<QPointF>();
        line.rawDrawn = line.rawGraph ? thinned(line.raw, line.rawOverview) : QVector<QPointF>();
    }
    if (!yZoomed)
        fitY();
    setTickers();
    fillGraphs();
}

void LineChart::Plot::setTickers() {
    const QCPRange range = view->xAxis->range();
    if (xLogarithmic) {
        view->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    } else if (data.xNumbers == AxisNumbers::Duration) {
        auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
        ticker->setTimeFormat(range.upper < 600 ? QStringLiteral("%m:%s") : QStringLiteral("%h:%m"));
        view->xAxis->setTicker(ticker);
    } else if (data.xNumbers == AxisNumbers::PowersOfTwo) {
        view->xAxis->setTicker(QSharedPointer<PowerOfTwoTicker>::create());
    } else {
        view->xAxis->setTicker(QSharedPointer<WholeTicker>::create());
    }
    // On a logarithmic axis of less than two decades the powers of ten alone would leave it bare.
    const QCPRange y = view->yAxis->range();
    if (yLogarithmic && y.lower > 0 && y.upper / y.lower > 100)
        view->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    else
        view->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    view->xAxis->ticker()->setTickCount(std::max(2, view->width() / 90));
    view->yAxis->ticker()->setTickCount(std::max(2, (view->height() - 40) / 44));
}

void LineChart::Plot::fitY() {
    const QCPRange range = view->xAxis->range();
    std::vector<std::vector<double>> values;
    for (const Line& line : lines) {
        values.emplace_back();
        for (const QPointF& point : line.rawGraph ? line.rawDrawn : line.drawn)
            if (range.contains(point.x()) && (!yLogarithmic || point.y() > 0))
                values.back().push_back(yLogarithmic ? std::log10(point.y()) : point.y());
    }
    const std::optional<ValueLimits> limits = limitsOf(values);
    if (!limits)
        return;
    auto [lowest, highest] = *limits;
    m_adjusting = true;
    if (yLogarithmic) {
        const double margin = std::max((highest - lowest) * 0.06, LeastDecades / 2);
        view->yAxis->setRange(std::pow(10, lowest - margin), std::pow(10, highest + margin));
    } else {
        lowest = std::min(lowest, data.yMinimum.value_or(lowest));
        highest = std::max(highest, data.yMaximum.value_or(highest));
        const double margin = highest > lowest ? (highest - lowest) * 0.06 : std::max(std::abs(highest) * 0.1, 1e-12);
        const bool startsAtMinimum = data.yMinimum && lowest >= *data.yMinimum;
        const bool endsAtMaximum = data.yMaximum && highest <= *data.yMaximum;
        view->yAxis->setRange(startsAtMinimum ? lowest : lowest - margin,
                              endsAtMaximum ? highest + margin / 3 : highest + margin);
    }
    m_adjusting = false;
}

// Marks stand a little apart, however many points there are.
QVector<QPointF> LineChart::Plot::marksOf(const Line& line, bool dotted) const {
    const QCPRange range = view->xAxis->range();
    const QVector<QPointF>& points = line.drawn;
    const QVector<int> alone = lonePoints(points);
    QVector<QPointF> marks;
    double last = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < int(points.size()); ++i) {
        if (!std::isfinite(points[i].y()) || !range.contains(points[i].x()))
            continue;
        const double pixel = view->xAxis->coordToPixel(points[i].x());
        const bool isAlone = std::binary_search(alone.begin(), alone.end(), i);
        if (!isAlone && !(dotted && pixel - last >= MarkGap))
            continue;
        marks.append(points[i]);
        last = pixel;
    }
    return marks;
}

// Where a line leaves the plot, a mark at the edge says so. An axis that the user has set leaves out what it leaves
// out.
QVector<QPointF> LineChart::Plot::outliersOf(const Line& line) const {
    QVector<QPointF> marks;
    if (yZoomed)
        return marks;
    const QCPRange x = view->xAxis->range(), y = view->yAxis->range();
    const QCPAxisRect* area = view->axisRect();
    const double top = view->yAxis->pixelToCoord(area->top() + EdgeDistance);
    const double bottom = view->yAxis->pixelToCoord(area->bottom() - EdgeDistance);
    double last = -std::numeric_limits<double>::infinity();
    for (const QPointF& point : line.rawGraph ? line.rawDrawn : line.drawn) {
        if (!std::isfinite(point.y()) || y.contains(point.y()) || !x.contains(point.x()))
            continue;
        const double pixel = view->xAxis->coordToPixel(point.x());
        if (pixel - last < OutlierGap)
            continue;
        last = pixel;
        marks.append({point.x(), point.y() > y.upper ? top : bottom});
    }
    return marks;
}

void LineChart::Plot::fillGraphs() {
    const QCPRange y = view->yAxis->range();
    const auto fill = [&](QCPGraph* graph, const QVector<QPointF>& points) {
        if (graph)
            graph->data()->set(graphData(points, yLogarithmic, y), true);
    };
    for (size_t i = 0; i < lines.size(); ++i) {
        const Line& line = lines[i];
        if (!line.graph)
            continue;
        fill(line.rawGraph, line.rawDrawn);
        fill(line.graph, line.drawn);
        fill(line.marks, marksOf(line, data.series[int(i)].dotted));
        fill(line.outliers, outliersOf(line));
    }
}

} // namespace roentgen::widgets
