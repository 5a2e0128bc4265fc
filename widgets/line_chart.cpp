// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include "widgets/chart_legend.h"
#include "widgets/chart_readout.h"
#include "widgets/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double LineWidth = 1.6, EmphasisedWidth = 2.4;
constexpr double RawShare = 0.35; // of the colour; mixed, for the many strokes of a noisy line would add up
constexpr int MostDirectLabels = 6, LabelHeight = 14;
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

QColor seriesColour(const ChartSeries& series) {
    return series.colourSlot == NeutralColourSlot ? color(Role::Text) : seriesColor(series.colourSlot);
}

// Past the eight colours the same ones come again, dashed and then dotted.
Qt::PenStyle seriesStyle(const ChartSeries& series) {
    static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    return styles[std::max(0, series.colourSlot) / 8 % 3];
}

// Steps and epochs are whole: ticks between them appear only where less than three are shown.
class WholeTicker : public QCPAxisTicker {
protected:
    double getTickStep(const QCPRange& range) override {
        const double step = QCPAxisTicker::getTickStep(range);
        return range.size() < 3 ? step : std::max(1.0, std::floor(step));
    }
};

QColor mixedWithPanel(const QColor& colour, double share) {
    const QColor panel = color(Role::Panel);
    const auto mix = [share](int a, int b) { return int(a * share + b * (1 - share)); };
    return {mix(colour.red(), panel.red()), mix(colour.green(), panel.green()), mix(colour.blue(), panel.blue())};
}

QString numberText(double value, int decimals, const QLocale& locale) {
    return decimals >= 0 ? locale.toString(value, 'f', decimals) : locale.toString(value, 'g', 3);
}

QString durationText(double seconds) {
    const auto whole = qint64(std::llround(seconds));
    return QStringLiteral("%1:%2:%3")
        .arg(whole / 3600)
        .arg(whole / 60 % 60, 2, 10, QLatin1Char('0'))
        .arg(whole % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

LineChart::LineChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>())
    , m_crosshair(NaN) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(2);
    setupHeader();
    setupPlot();
    m_body = new QBoxLayout(QBoxLayout::TopToBottom);
    m_body->setSpacing(4);
    m_body->addWidget(m_plot->view, 1);
    layout->addLayout(m_body, 1);
    setupLegend();
    setupOverlays();
    setFocusPolicy(Qt::StrongFocus);
    connect(&Theme::instance(), &Theme::changed, this, &LineChart::applyTheme);
    applyTheme();
}

LineChart::~LineChart() {
    delete m_readout.data();
}

void LineChart::hideEvent(QHideEvent* event) {
    if (m_readout)
        m_readout->hide();
    QWidget::hideEvent(event);
}

void LineChart::setupLegend() {
    m_legend = new ChartLegend(this);
    m_body->addWidget(m_legend);
    connect(m_legend, &ChartLegend::toggled, this, [this](int index) {
        const QString name = m_data.series[index].name;
        if (!m_plot->hiddenNames.remove(name))
            m_plot->hiddenNames.insert(name);
        rebuildSeries();
    });
    connect(m_legend, &ChartLegend::hovered, this, [this](int index) {
        m_plot->highlighted = index;
        rebuildSeries();
    });
}

// The legend stands below, in a wide and low chart beside.
void LineChart::layOut() {
    const bool shown = !usesDirectLabels() && !m_data.isEmpty();
    m_legend->setVisible(shown);
    if (!shown)
        return;
    const bool beside = width() > 2 * height();
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    const int wide = width() - layout()->contentsMargins().left() - layout()->contentsMargins().right();
    m_legend->setMinimumSize(0, 0);
    m_legend->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    if (beside)
        m_legend->setFixedWidth(m_legend->layOutBeside(height() - 44));
    else
        m_legend->setFixedHeight(m_legend->layOutBelow(wide));
}

void LineChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    layOut();
}

void LineChart::setupHeader() {
    auto* row = new QHBoxLayout;
    row->setSpacing(2);
    m_title = new QLabel(this);
    m_title->setFont(widgets::font(Type::Body, QFont::DemiBold));
    row->addWidget(m_title);
    m_unit = new QLabel(this);
    m_unit->setProperty("role", QStringLiteral("caption"));
    m_unit->setContentsMargins(4, 2, 0, 0);
    row->addWidget(m_unit, 1);
    m_logButton = new QToolButton(this);
    m_logButton->setText(tr("log", "logarithmic scale of a chart's axis"));
    m_logButton->setCheckable(true);
    m_logButton->setToolTip(tr("Logarithmic scale (L)"));
    m_logButton->setAccessibleName(tr("Logarithmic scale"));
    m_logButton->setFocusPolicy(Qt::TabFocus);
    connect(m_logButton, &QToolButton::toggled, this, &LineChart::setLogarithmic);
    row->addWidget(m_logButton);
    m_maximiseButton = new QToolButton(this);
    m_maximiseButton->setFocusPolicy(Qt::TabFocus);
    connect(m_maximiseButton, &QToolButton::clicked, this, &LineChart::maximiseRequested);
    row->addWidget(m_maximiseButton);
    setMaximised(false);
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
}

void LineChart::setMaximised(bool maximised) {
    m_maximiseButton->setIcon(icon(maximised ? QStringLiteral("restore") : QStringLiteral("maximise")));
    m_maximiseButton->setToolTip(maximised ? tr("Show all charts (Return)")
                                           : tr("Show this chart alone (Return, or double-click in it)"));
    m_maximiseButton->setAccessibleName(maximised ? tr("Show all charts") : tr("Show this chart alone"));
}

void LineChart::setupPlot() {
    auto* view = new QCustomPlot(this);
    m_plot->view = view;
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
    m_plot->cursor = new QCPItemStraightLine(view);
    m_plot->cursor->setVisible(false);
    view->setMouseTracking(true);
    view->installEventFilter(this);
    connect(view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        m_plot->xZoomed = m_plot->xZoomed || !m_plot->adjusting;
        showRange();
    });
    connect(view->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this,
            [this] { m_plot->yZoomed = m_plot->yZoomed || !m_plot->adjusting; });
    connect(view, &QCustomPlot::afterLayout, this, &LineChart::placeLabels);
}

void LineChart::setupOverlays() {
    m_readout = new ChartReadout(this);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", QStringLiteral("secondary"));
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LineChart::applyTheme() {
    QCustomPlot* view = m_plot->view;
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
    m_plot->cursor->setPen(QPen(color(Role::Secondary), 1));
    m_readout->applyTheme();
    rebuildSeries();
    update();
}

void LineChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LocaleChange)
        m_plot->view->setLocale(locale());
    QWidget::changeEvent(event);
}

void LineChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(color(Role::Accent)) : QPen(Qt::NoPen));
    painter.setBrush(color(Role::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

void LineChart::setData(const ChartData& data) {
    m_data = data;
    m_title->setText(data.title);
    // The y axis' title stands level beside the chart's, where it can be read and takes no width.
    m_unit->setText(data.yTitle);
    m_empty->setText(data.emptyText);
    setAccessibleName(data.title);
    QCustomPlot* view = m_plot->view;
    view->xAxis->setLabel(data.xTitle);

    double first = std::numeric_limits<double>::infinity(), last = -first;
    for (const ChartSeries& series : data.series) {
        if (series.points.isEmpty())
            continue;
        first = std::min(first, series.points.first().x());
        last = std::max(last, series.points.last().x());
    }
    m_plot->xFirst = std::isfinite(first) ? first : 0;
    m_plot->xLast = std::isfinite(last) ? std::max(last, m_plot->xFirst) : 1;
    rebuildSeries();
}

bool LineChart::usesDirectLabels() const {
    return m_data.series.size() <= MostDirectLabels;
}

void LineChart::rebuildSeries() {
    QCustomPlot* view = m_plot->view;
    const int count = int(m_data.series.size());
    view->clearGraphs();
    for (Plot::Line& line : m_plot->lines)
        if (line.label)
            view->removeItem(line.label);
    m_plot->lines.assign(size_t(count), {});

    std::vector<ChartLegend::Entry> entries;
    int widestLabel = 0;
    for (int i = 0; i < count; ++i) {
        const ChartSeries& series = m_data.series[i];
        Plot::Line& line = m_plot->lines[size_t(i)];
        line.raw = series.points;
        if (series.smoothing > 0)
            line.smooth = smoothed(series.points, series.smoothing);
        line.hidden = m_plot->hiddenNames.contains(series.name);
        QColor colour = seriesColour(series);
        if (m_plot->highlighted >= 0 && m_plot->highlighted != i)
            colour = mixedWithPanel(colour, 0.25);
        entries.push_back({series.name, seriesColour(series), seriesStyle(series), line.hidden});
        if (line.hidden)
            continue;
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
        if (usesDirectLabels() && series.name != m_data.title) {
            line.label = new QCPItemText(view);
            line.label->setClipToAxisRect(false);
            line.label->setFont(widgets::font(Type::Caption));
            line.label->setColor(colour);
            line.label->setText(series.name);
            line.label->setPositionAlignment(Qt::AlignLeft | Qt::AlignVCenter);
            line.label->position->setType(QCPItemPosition::ptAbsolute);
            widestLabel =
                std::max(widestLabel, QFontMetrics(widgets::font(Type::Caption)).horizontalAdvance(series.name));
        }
        for (QCPGraph* graph : {line.rawGraph, line.graph, line.bestMark})
            if (graph)
                graph->setAdaptiveSampling(false);
    }
    const bool empty = m_data.isEmpty();
    m_empty->setVisible(empty);
    view->setVisible(true);
    for (QCPAxis* axis : {view->xAxis, view->yAxis})
        axis->setVisible(!empty);
    m_logButton->setVisible(!empty);
    if (!usesDirectLabels())
        m_legend->setEntries(std::move(entries));
    layOut();
    view->axisRect()->setMargins({0, 8, widestLabel > 0 && !empty ? widestLabel + 14 : 12, 0});

    m_plot->adjusting = true;
    if (!m_plot->xZoomed) {
        const double width = m_plot->xLast - m_plot->xFirst;
        // A little room, so that a mark on the last point is whole.
        view->xAxis->setRange(m_plot->xFirst, m_plot->xFirst + (width > 0 ? width * 1.02 : 1));
    }
    m_plot->adjusting = false;
    showRange();
    moveCrosshair(m_crosshair);
    setAccessibleDescription(empty ? m_data.emptyText : readout(m_plot->xLast));
    view->replot(QCustomPlot::rpQueuedReplot);
}

// Fills the graphs with what the x range needs at the plot's width, ticks to match, y to fit.
void LineChart::showRange() {
    QCustomPlot* view = m_plot->view;
    const QCPRange range = view->xAxis->range();
    const int pixels = std::max(50, view->axisRect()->width());
    const auto fill = [&](QCPGraph* graph, const QVector<QPointF>& points) {
        if (!graph)
            return;
        QVector<QCPGraphData> drawn;
        for (const QPointF& point : thinnedToPixels(points, range.lower, range.upper, pixels))
            drawn.append({point.x(), m_logarithmic && point.y() <= 0 ? NaN : point.y()});
        graph->data()->set(drawn, true);
    };
    for (Plot::Line& line : m_plot->lines) {
        fill(line.rawGraph, line.raw);
        fill(line.graph, line.shown());
    }
    if (m_data.xNumbers == AxisNumbers::Duration) {
        auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
        ticker->setTimeFormat(range.upper < 600 ? QStringLiteral("%m:%s") : QStringLiteral("%h:%m"));
        view->xAxis->setTicker(ticker);
    } else {
        view->xAxis->setTicker(QSharedPointer<WholeTicker>::create());
    }
    view->xAxis->ticker()->setTickCount(std::max(2, view->width() / 90));
    view->yAxis->ticker()->setTickCount(std::max(2, (view->height() - 40) / 44));
    if (!m_plot->yZoomed)
        fitY();
}

void LineChart::fitY() {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    const auto take = [&](double y) {
        if (!std::isfinite(y) || (m_logarithmic && y <= 0))
            return;
        lowest = std::min(lowest, y);
        highest = std::max(highest, y);
    };
    const QCPRange range = m_plot->view->xAxis->range();
    for (const Plot::Line& line : m_plot->lines)
        for (const QCPGraph* graph : {line.rawGraph, line.graph})
            if (graph)
                for (const QCPGraphData& point : *graph->data())
                    if (range.contains(point.key))
                        take(point.value);
    if (!std::isfinite(lowest))
        return;
    if (!m_logarithmic) {
        lowest = std::min(lowest, m_data.yMinimum.value_or(lowest));
        highest = std::max(highest, m_data.yMaximum.value_or(highest));
    }
    m_plot->adjusting = true;
    if (m_logarithmic) {
        m_plot->view->yAxis->setRange(lowest / 1.15, highest * 1.15);
    } else {
        const double margin = highest > lowest ? (highest - lowest) * 0.06 : std::max(std::abs(highest) * 0.1, 1e-12);
        const bool startsAtMinimum = m_data.yMinimum && lowest >= *m_data.yMinimum;
        const bool endsAtMaximum = m_data.yMaximum && highest <= *m_data.yMaximum;
        m_plot->view->yAxis->setRange(startsAtMinimum ? lowest : lowest - margin,
                                      endsAtMaximum ? highest : highest + margin);
    }
    m_plot->adjusting = false;
}

// Labels stand where their lines end, moved apart where they would cover each other.
void LineChart::placeLabels() {
    m_empty->setGeometry(rect().adjusted(24, 32, -24, -16));
    QCPAxisRect* area = m_plot->view->axisRect();
    struct Place {
        QCPItemText* label;
        double y;
    };
    std::vector<Place> places;
    for (Plot::Line& line : m_plot->lines) {
        if (!line.label)
            continue;
        const auto end = nearestIndex(line.shown(), m_plot->view->xAxis->range().upper);
        line.label->setVisible(end.has_value());
        if (end)
            places.push_back({line.label, m_plot->view->yAxis->coordToPixel(line.shown()[*end].y())});
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

QString LineChart::readout(double x) const {
    QStringList lines;
    const int xDecimals = m_plot->xLast - m_plot->xFirst < 100 ? 2 : 0;
    const QString xText =
        m_data.xNumbers == AxisNumbers::Duration ? durationText(x) : locale().toString(x, 'f', xDecimals);
    lines += m_data.xTitle + QLatin1Char('\t') + xText;
    for (int i = 0; i < m_data.series.size(); ++i) {
        const Plot::Line& line = m_plot->lines[size_t(i)];
        const auto index = nearestIndex(line.shown(), x);
        if (line.hidden || !index)
            continue;
        lines +=
            m_data.series[i].name + QLatin1Char('\t') + numberText(line.shown()[*index].y(), m_data.decimals, locale());
    }
    return lines.join(QLatin1Char('\n'));
}

void LineChart::setCrosshair(double x, Crosshair what) {
    m_crosshairKind = what;
    moveCrosshair(x);
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

void LineChart::moveCrosshair(double x) {
    const bool shown = std::isfinite(x) && !m_data.isEmpty() && m_plot->view->xAxis->range().contains(x);
    m_crosshair = shown ? x : NaN;
    m_plot->cursor->setVisible(shown);
    const bool readOut = shown && m_crosshairKind == Crosshair::ReadOut && isVisible();
    if (!readOut && m_readout)
        m_readout->hide();
    if (!shown)
        return;
    m_plot->cursor->point1->setCoords(x, 0);
    m_plot->cursor->point1->setTypeY(QCPItemPosition::ptAbsolute);
    m_plot->cursor->point2->setTypeY(QCPItemPosition::ptAbsolute);
    m_plot->cursor->point1->setCoords(x, 0);
    m_plot->cursor->point2->setCoords(x, 10);

    if (readOut && m_readout)
        showReadout(x);
}

void LineChart::showReadout(double x) {
    std::vector<ChartReadout::Line> lines;
    int series = 0;
    for (const QString& line : readout(x).split(QLatin1Char('\n'))) {
        const QStringList cells = line.split(QLatin1Char('\t'));
        QColor colour = color(Role::Secondary); // of the x axis, which comes first
        if (!lines.empty()) {
            while (m_data.series[series].name != cells[0])
                ++series;
            colour = seriesColour(m_data.series[series]);
        }
        lines.push_back({cells[0], cells[1], colour});
    }
    const QPoint top(int(m_plot->view->xAxis->coordToPixel(x)), m_plot->view->axisRect()->top() + 4);
    m_readout->showBeside(this, m_plot->view->mapTo(this, top), lines);
}

void LineChart::setLogarithmic(bool logarithmic) {
    if (m_logarithmic == logarithmic)
        return;
    m_logarithmic = logarithmic;
    m_logButton->setChecked(logarithmic);
    QCPAxis* axis = m_plot->view->yAxis;
    axis->setScaleType(logarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    axis->setTicker(logarithmic ? QSharedPointer<QCPAxisTicker>(new QCPAxisTickerLog)
                                : QSharedPointer<QCPAxisTicker>(new QCPAxisTicker));
    m_plot->yZoomed = false;
    rebuildSeries();
}

void LineChart::resetAxes() {
    m_plot->xZoomed = m_plot->yZoomed = false;
    rebuildSeries();
}

bool LineChart::isZoomed() const {
    return m_plot->xZoomed || m_plot->yZoomed;
}
double LineChart::xLower() const {
    return m_plot->view->xAxis->range().lower;
}
double LineChart::xUpper() const {
    return m_plot->view->xAxis->range().upper;
}

int LineChart::drawnPoints() const {
    int count = 0;
    for (int i = 0; i < m_plot->view->graphCount(); ++i)
        count += m_plot->view->graph(i)->dataCount();
    return count;
}

QRect LineChart::plotArea() const {
    return m_plot->view->axisRect()->rect().translated(m_plot->view->pos());
}

} // namespace roentgen::widgets
