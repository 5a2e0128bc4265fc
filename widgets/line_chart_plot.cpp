// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double LineWidth = 1.6, EmphasisedWidth = 2.4;
constexpr double RawShare = 0.35; // of the colour; mixed, for the many strokes of a noisy line would add up
constexpr int LabelHeight = 14;
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

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
        return tick < -0.5 ? QString() : locale.toString(qlonglong(std::llround(std::exp2(tick))));
    }
};

// A chart that is folded away has no pixels: QCustomPlot would begin to paint on none and Qt would warn.
class PlotView : public QCustomPlot {
public:
    using QCustomPlot::QCustomPlot;

protected:
    void resizeEvent(QResizeEvent* event) override {
        if (!event->size().isEmpty())
            QCustomPlot::resizeEvent(event);
    }
};

QColor mixedWithPanel(const QColor& colour, double share) {
    const QColor panel = color(Role::Panel);
    const auto mix = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return {mix(colour.red(), panel.red()), mix(colour.green(), panel.green()), mix(colour.blue(), panel.blue())};
}

} // namespace

QColor seriesColour(const ChartSeries& series) {
    return series.colourSlot == NeutralColourSlot ? color(Role::Text) : seriesColor(series.colourSlot);
}

Qt::PenStyle seriesStyle(const ChartSeries& series) {
    static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return styles[std::max(0, series.colourSlot) / 8 % 3];
}

LineChart::Plot::Plot(const ChartData& shown, QWidget* parent)
    : data(shown)
    , view(new PlotView(parent))
    , cursor(new QCPItemStraightLine(view)) {
    view->setFocusPolicy(Qt::NoFocus);
    view->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    QCPAxisRect* area = view->axisRect();
    area->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    area->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    area->setRangeDragAxes(view->xAxis, nullptr); // y follows what is shown, unless its own axis is dragged
    area->setRangeZoomAxes(view->xAxis, nullptr);
    area->setAutoMargins(QCP::msLeft | QCP::msBottom);
    area->setMargins({0, 8, 12, 0});
    view->xAxis->grid()->setVisible(false);
    for (QCPAxis* axis : {view->xAxis, view->yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(5);
        axis->setLabelPadding(0);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(4);
    }
    cursor->setVisible(false);
    view->setMouseTracking(true);
    QObject::connect(view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), view, [this] {
        xZoomed = xZoomed || !m_adjusting;
        showRange();
    });
    QObject::connect(view->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), view,
                     [this] { yZoomed = yZoomed || !m_adjusting; });
    QObject::connect(view, &QCustomPlot::afterLayout, view, [this] { placeLabels(); });
}

void LineChart::Plot::applyTheme() {
    view->setBackground(QBrush(color(Role::Panel)));
    for (QCPAxis* axis : {view->xAxis, view->yAxis}) {
        axis->setBasePen(axis == view->xAxis ? QPen(color(Role::Line)) : QPen(Qt::NoPen));
        axis->setTickLabelColor(color(Role::Secondary));
        axis->setLabelColor(color(Role::Secondary));
        axis->setTickLabelFont(widgets::font(Type::Caption));
        axis->setLabelFont(widgets::font(Type::Caption));
        axis->grid()->setPen(
            QPen(color(Role::Raised).rgb() == color(Role::Panel).rgb() ? color(Role::Hover) : color(Role::Raised)));
    }
    cursor->setPen(QPen(color(Role::Secondary), 1));
}

void LineChart::Plot::setLogarithmic(bool on) {
    logarithmic = on;
    QCPAxis* axis = view->yAxis;
    axis->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(on ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                       : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    yZoomed = false;
}

void LineChart::Plot::takeExtent() {
    double first = std::numeric_limits<double>::infinity(), last = -first;
    for (const ChartSeries& series : data.series) {
        if (series.points.isEmpty())
            continue;
        first = std::min(first, series.points.first().x());
        last = std::max(last, series.points.last().x());
    }
    xFirst = std::isfinite(first) ? first : 0;
    xLast = std::isfinite(last) ? std::max(last, xFirst) : 1;
}

// The graphs and marks of one series that is not hidden.
void LineChart::Plot::addGraphs(const ChartSeries& series, const QColor& colour, Line& line) {
    if (!line.smooth.isEmpty()) {
        line.rawGraph = view->addGraph();
        line.rawGraph->setPen(QPen(mixedWithPanel(colour, RawShare), 1));
    }
    line.graph = view->addGraph();
    line.graph->setPen(QPen(colour, series.emphasised ? EmphasisedWidth : LineWidth, seriesStyle(series)));
    if (series.dotted)
        line.graph->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, QPen(colour), QBrush(colour), 5));
    if (const auto best = bestIndex(series.points, series.best)) {
        line.bestMark = view->addGraph();
        line.bestMark->setLineStyle(QCPGraph::lsNone);
        line.bestMark->setScatterStyle(
            QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colour, LineWidth), QBrush(color(Role::Panel)), 9));
        line.bestMark->addData(series.points[*best].x(), series.points[*best].y());
    }
    for (QCPGraph* graph : {line.rawGraph, line.graph, line.bestMark})
        if (graph)
            graph->setAdaptiveSampling(false);
}

// Returns its width in pixels.
int LineChart::Plot::addLabel(const QString& name, const QColor& colour, Line& line) {
    line.label = new QCPItemText(view);
    line.label->setClipToAxisRect(false);
    line.label->setFont(widgets::font(Type::Caption));
    line.label->setColor(colour);
    line.label->setText(name);
    line.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    line.label->position->setType(QCPItemPosition::ptAbsolute);
    return QFontMetrics(widgets::font(Type::Caption)).horizontalAdvance(name);
}

void LineChart::Plot::rebuild(DirectLabels labels) {
    view->clearGraphs();
    for (Line& line : lines)
        if (line.label)
            view->removeItem(line.label);
    lines.assign(size_t(data.series.size()), {});
    int widestLabel = 0;
    for (int i = 0; i < int(data.series.size()); ++i) {
        const ChartSeries& series = data.series[i];
        Line& line = lines[size_t(i)];
        line.raw = series.points;
        if (series.smoothing > 0)
            line.smooth = smoothed(series.points, series.smoothing);
        line.hidden = hiddenNames.contains(series.name);
        if (line.hidden)
            continue;
        const bool faint = highlighted >= 0 && highlighted != i;
        const QColor colour = faint ? mixedWithPanel(seriesColour(series), 0.25) : seriesColour(series);
        addGraphs(series, colour, line);
        if (labels == DirectLabels::Shown && series.name != data.title)
            widestLabel = std::max(widestLabel, addLabel(series.name, colour, line));
    }
    const bool empty = data.isEmpty();
    view->setVisible(true);
    for (QCPAxis* axis : {view->xAxis, view->yAxis})
        axis->setVisible(!empty);
    view->axisRect()->setMargins({0, 8, widestLabel > 0 && !empty ? widestLabel + 14 : 12, 0});
}

void LineChart::Plot::showAll() {
    m_adjusting = true;
    if (!xZoomed) {
        const double width = xLast - xFirst;
        // A little room, so that a mark on the last point is whole; on the first one, too, where points are marked.
        const bool dotted = std::any_of(data.series.begin(), data.series.end(),
                                        [](const ChartSeries& series) { return series.dotted; });
        view->xAxis->setRange(dotted ? xFirst - width * 0.02 : xFirst, xFirst + (width > 0 ? width * 1.02 : 1));
    }
    m_adjusting = false;
    showRange();
}

// Fills the graphs with what the x range needs at the plot's width, ticks to match, y to fit.
void LineChart::Plot::showRange() {
    const QCPRange range = view->xAxis->range();
    const int pixels = std::max(50, view->axisRect()->width());
    const auto fill = [&](QCPGraph* graph, const QVector<QPointF>& points) {
        if (!graph)
            return;
        QVector<QCPGraphData> drawn;
        for (const QPointF& point : thinnedToPixels(points, range.lower, range.upper, pixels))
            drawn.append({point.x(), logarithmic && point.y() <= 0 ? NaN : point.y()});
        graph->data()->set(drawn, true);
    };
    for (Line& line : lines) {
        fill(line.rawGraph, line.raw);
        fill(line.graph, line.shown());
    }
    if (data.xNumbers == AxisNumbers::Duration) {
        auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
        ticker->setTimeFormat(range.upper < 600 ? QStringLiteral("%m:%s") : QStringLiteral("%h:%m"));
        view->xAxis->setTicker(ticker);
    } else if (data.xNumbers == AxisNumbers::PowersOfTwo) {
        view->xAxis->setTicker(QSharedPointer<PowerOfTwoTicker>::create());
    } else {
        view->xAxis->setTicker(QSharedPointer<WholeTicker>::create());
    }
    view->xAxis->ticker()->setTickCount(std::max(2, view->width() / 90));
    view->yAxis->ticker()->setTickCount(std::max(2, (view->height() - 40) / 44));
    if (!yZoomed)
        fitY();
}

void LineChart::Plot::fitY() {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    const auto take = [&](double y) {
        if (!std::isfinite(y) || (logarithmic && y <= 0))
            return;
        lowest = std::min(lowest, y);
        highest = std::max(highest, y);
    };
    const QCPRange range = view->xAxis->range();
    for (const Line& line : lines)
        for (const QCPGraph* graph : {line.rawGraph, line.graph})
            if (graph)
                for (const QCPGraphData& point : *graph->data())
                    if (range.contains(point.key))
                        take(point.value);
    if (!std::isfinite(lowest))
        return;
    if (!logarithmic) {
        lowest = std::min(lowest, data.yMinimum.value_or(lowest));
        highest = std::max(highest, data.yMaximum.value_or(highest));
    }
    m_adjusting = true;
    if (logarithmic) {
        view->yAxis->setRange(lowest / 1.15, highest * 1.15);
    } else {
        const double margin = highest > lowest ? (highest - lowest) * 0.06 : std::max(std::abs(highest) * 0.1, 1e-12);
        const bool startsAtMinimum = data.yMinimum && lowest >= *data.yMinimum;
        const bool endsAtMaximum = data.yMaximum && highest <= *data.yMaximum;
        view->yAxis->setRange(startsAtMinimum ? lowest : lowest - margin,
                              endsAtMaximum ? highest + margin / 3 : highest + margin);
    }
    m_adjusting = false;
}

// Labels stand where their lines end, moved apart where they would cover each other.
void LineChart::Plot::placeLabels() {
    QCPAxisRect* area = view->axisRect();
    struct Place {
        QCPItemText* label;
        double y;
    };
    std::vector<Place> places;
    for (Line& line : lines) {
        if (!line.label)
            continue;
        const auto end = nearestIndex(line.shown(), view->xAxis->range().upper);
        line.label->setVisible(end.has_value());
        if (end)
            places.push_back({line.label, view->yAxis->coordToPixel(line.shown()[*end].y())});
    }
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) { return a.y < b.y; });
    const double top = area->top() + LabelHeight / 2.0, bottom = area->bottom() - LabelHeight / 2.0;
    double free = top;
    for (Place& place : places) {
        place.y = std::max(std::min(place.y, bottom), free);
        free = place.y + LabelHeight;
    }
    double limit = bottom;
    for (auto place = places.rbegin(); place != places.rend(); ++place) {
        place->y = std::min(place->y, limit);
        limit = place->y - LabelHeight;
        place->label->position->setCoords(area->right() + 6, place->y);
    }
}

} // namespace roentgen::widgets
