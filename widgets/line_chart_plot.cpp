// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double LineWidth = 1.6, EmphasisedWidth = 2.4, ThinWidth = 1;
constexpr double RawShare = 0.35; // of the colour; mixed, for the many strokes of a noisy line would add up
constexpr int LabelHeight = 14, WidestLabel = 150;
constexpr int MarkSize = 6, OutlierSize = 7, BestSize = 9;

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

QCPScatterStyle markStyle(const ChartSeries& series, const QColor& colour) {
    static constexpr QCPScatterStyle::ScatterShape shapes[] = {QCPScatterStyle::ssDisc, QCPScatterStyle::ssSquare,
                                                               QCPScatterStyle::ssTriangle, QCPScatterStyle::ssDiamond};
    return {shapes[seriesMark(series)], QPen(colour), QBrush(colour), MarkSize};
}

QCPGraph* addMarks(QCustomPlot* view, const QCPScatterStyle& style) {
    QCPGraph* graph = view->addGraph();
    graph->setLineStyle(QCPGraph::lsNone);
    graph->setScatterStyle(style);
    return graph;
}

} // namespace

LineChart::Plot::Plot(const ChartData& shown, QWidget* parent)
    : data(shown)
    , view(new PlotView(parent))
    , cursor(new QCPItemStraightLine(view)) {
    view->setFocusPolicy(Qt::NoFocus);
    view->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    QCPAxisRect* area = view->axisRect();
    area->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    area->setRangeZoom(Qt::Horizontal | Qt::Vertical);
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
    QObject::connect(view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), view,
                     [this](const QCPRange& range) {
                         if (m_adjusting)
                             return;
                         setXRange(range);
                         if (rangeWasChanged)
                             rangeWasChanged(Qt::Horizontal);
                     });
    QObject::connect(view->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), view, [this] {
        if (m_adjusting)
            return;
        yZoomed = true;
        fillGraphs();
        if (rangeWasChanged)
            rangeWasChanged(Qt::Vertical);
    });
    QObject::connect(view, &QCustomPlot::afterLayout, view, [this] { placeLabels(); });
}

// y follows what is shown, unless the mouse is on its own axis.
void LineChart::Plot::chooseAxis(const QPoint& position) {
    QCPAxisRect* area = view->axisRect();
    const bool isY = position.x() < area->left();
    QCPAxis *x = isY ? nullptr : view->xAxis, *y = isY ? view->yAxis : nullptr;
    area->setRangeDragAxes(x, y);
    area->setRangeZoomAxes(x, y);
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

void LineChart::Plot::setLogarithmic(Qt::Orientation which, bool on) {
    const bool isX = which == Qt::Horizontal;
    (isX ? xLogarithmic : yLogarithmic) = on;
    (isX ? xZoomed : yZoomed) = false;
    m_adjusting = true; // an axis whose range holds 0 is given another one
    (isX ? view->xAxis : view->yAxis)->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_adjusting = false;
}

// The graphs and marks of one series that is not hidden.
void LineChart::Plot::addGraphs(const ChartSeries& series, const QColor& colour, Line& line) {
    if (!line.smooth.isEmpty()) {
        line.rawGraph = view->addGraph();
        line.rawGraph->setPen(QPen(mixedWithPanel(colour, RawShare), 1));
    }
    line.graph = view->addGraph();
    const double width = series.emphasised ? EmphasisedWidth : series.thin ? ThinWidth : LineWidth;
    line.graph->setPen(QPen(colour, width, seriesStyle(series)));
    line.marks = addMarks(view, markStyle(series, colour));
    line.outliers = addMarks(
        view, QCPScatterStyle(QCPScatterStyle::ssTriangle, QPen(colour), QBrush(color(Role::Panel)), OutlierSize));
    if (const auto best = bestIndex(series.points, series.best)) {
        line.bestMark = addMarks(view, QCPScatterStyle(QCPScatterStyle::ssCircle, QPen(colour, LineWidth),
                                                       QBrush(color(Role::Panel)), BestSize));
        line.bestMark->addData(series.points[*best].x(), series.points[*best].y());
    }
    for (QCPGraph* graph : {line.rawGraph, line.graph, line.marks, line.outliers, line.bestMark})
        if (graph)
            graph->setAdaptiveSampling(false);
}

// Returns its width in pixels.
int LineChart::Plot::addLabel(const QString& name, const QColor& colour, Line& line) {
    const QFontMetrics metrics(widgets::font(Type::Caption));
    const QString text = metrics.elidedText(name, Qt::ElideMiddle, std::clamp(view->width() / 3, 40, WidestLabel));
    line.label = new QCPItemText(view);
    line.label->setClipToAxisRect(false);
    line.label->setFont(widgets::font(Type::Caption));
    line.label->setColor(colour);
    line.label->setText(text);
    line.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    line.label->position->setType(QCPItemPosition::ptAbsolute);
    return metrics.horizontalAdvance(text);
}

// Where nobody has smoothed the series beforehand; what was smoothed is kept while its points stay.
void LineChart::Plot::smooth(const ChartSeries& series, const std::vector<Line>& before, size_t index,
                             Line& line) const {
    if (series.smooth.size() == series.points.size()) {
        line.smooth = series.smooth;
        line.smoothOverview = series.smoothOverview;
    } else if (index < before.size() && before[index].smoothing == series.smoothing &&
               before[index].raw == series.points) {
        line.smooth = before[index].smooth;
    } else {
        line.smooth = smoothed(series.points, series.smoothing);
    }
}

void LineChart::Plot::rebuild(DirectLabels labels) {
    view->clearGraphs();
    for (Line& line : lines)
        if (line.label)
            view->removeItem(line.label);
    std::vector<Line> before = std::move(lines);
    lines.assign(size_t(data.series.size()), {});
    int widestLabel = 0;
    for (int i = 0; i < int(data.series.size()); ++i) {
        const ChartSeries& series = data.series[i];
        Line& line = lines[size_t(i)];
        line.raw = series.points;
        line.rawOverview = series.overview;
        line.smoothing = series.smoothing;
        if (series.smoothing > 0)
            smooth(series, before, size_t(i), line);
        line.hidden = hiddenNames.contains(series.label());
        if (line.hidden)
            continue;
        const bool faint = !highlighted.isEmpty() && highlighted != series.label();
        const QColor colour = faint ? mixedWithPanel(seriesColour(series), 0.25) : seriesColour(series);
        addGraphs(series, colour, line);
        if (labels == DirectLabels::Shown && series.labelled && series.name != data.title)
            widestLabel = std::max(widestLabel, addLabel(series.label(), colour, line));
    }
    const bool empty = data.isEmpty();
    view->setVisible(true);
    for (QCPAxis* axis : {view->xAxis, view->yAxis})
        axis->setVisible(!empty);
    view->axisRect()->setMargins({0, 8, widestLabel > 0 && !empty ? widestLabel + 14 : 12, 0});
}

std::optional<double> LineChart::Plot::nearestX(double x) const {
    std::optional<double> nearest;
    for (const Line& line : lines) {
        const auto index = line.hidden ? std::nullopt : nearestIndex(line.shown(), x);
        if (index && (!nearest || std::abs(line.shown()[*index].x() - x) < std::abs(*nearest - x)))
            nearest = line.shown()[*index].x();
    }
    return nearest;
}

std::optional<double> LineChart::Plot::nextX(double x, int direction) const {
    std::optional<double> next;
    for (const Line& line : lines) {
        for (const QPointF& point : line.hidden ? QVector<QPointF>() : line.shown()) {
            const double ahead = (point.x() - x) * direction;
            if (std::isfinite(point.y()) && ahead > 0 && (!next || ahead < (*next - x) * direction))
                next = point.x();
        }
    }
    return next;
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
