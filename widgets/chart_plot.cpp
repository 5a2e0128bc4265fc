#include "widgets/plot_library.h"

#include "widgets/chart_plot.h"

#include "widgets/theme.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

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

AxisRange rangeOf(const QCPAxis* axis) {
    return {axis->range().lower, axis->range().upper};
}

} // namespace

ChartPlot::ChartPlot(const ChartLines& lines, QWidget* parent)
    : m_lines(lines)
    , m_view(new PlotView(parent))
    , m_crosshair(new QCPItemStraightLine(m_view))
    , m_plotted(m_view) {
    m_view->setFocusPolicy(Qt::NoFocus);
    m_view->setMouseTracking(true);
    m_view->installEventFilter(this);
    m_crosshair->setVisible(false);
    setupAxes();
    connect(m_view->xAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this](const QCPRange& range) {
        if (m_adjusting)
            return;
        setXRange({range.lower, range.upper});
        Q_EMIT rangeChanged(Qt::Horizontal);
    });
    connect(m_view->yAxis, qOverload<const QCPRange&>(&QCPAxis::rangeChanged), this, [this] {
        if (m_adjusting)
            return;
        m_yZoomed = true;
        fill();
        Q_EMIT rangeChanged(Qt::Vertical);
    });
    connect(m_view, &QCustomPlot::afterLayout, this, [this] { m_plotted.placeNames(m_lines); });
}

void ChartPlot::setupAxes() {
    m_view->setInteractions(QCP::iRangeDrag | QCP::iRangeZoom);
    QCPAxisRect* area = m_view->axisRect();
    area->setRangeDrag(Qt::Horizontal | Qt::Vertical);
    area->setRangeZoom(Qt::Horizontal | Qt::Vertical);
    area->setAutoMargins(QCP::msLeft | QCP::msBottom);
    area->setMargins({0, 8, 12, 0});
    m_view->xAxis->grid()->setVisible(false);
    for (QCPAxis* axis : {m_view->xAxis, m_view->yAxis}) {
        axis->setTickPen(Qt::NoPen);
        axis->setTickLength(0);
        axis->setSubTicks(false);
        axis->setTickLabelPadding(5);
        axis->setLabelPadding(0);
        axis->grid()->setZeroLinePen(Qt::NoPen);
        axis->setNumberFormat(QStringLiteral("gb"));
        axis->setNumberPrecision(4);
    }
}

QWidget* ChartPlot::widget() const {
    return m_view;
}

void ChartPlot::applyTheme() {
    m_view->setBackground(QBrush(color(Role::Panel)));
    for (QCPAxis* axis : {m_view->xAxis, m_view->yAxis}) {
        axis->setBasePen(axis == m_view->xAxis ? QPen(color(Role::Line)) : QPen(Qt::NoPen));
        axis->setTickLabelColor(color(Role::Secondary));
        axis->setLabelColor(color(Role::Secondary));
        axis->setTickLabelFont(widgets::font(Type::Caption));
        axis->setLabelFont(widgets::font(Type::Caption));
        axis->grid()->setPen(
            QPen(color(Role::Raised).rgb() == color(Role::Panel).rgb() ? color(Role::Hover) : color(Role::Raised)));
    }
    m_crosshair->setPen(QPen(color(Role::Secondary), 1));
}

void ChartPlot::rebuild(PlottedLines::Names names, const QString& highlighted) {
    const bool empty = m_lines.data().isEmpty();
    const int widestName = m_plotted.rebuild(m_lines, names, highlighted);
    m_view->setVisible(true);
    m_view->xAxis->setLabel(m_lines.data().xTitle);
    for (QCPAxis* axis : {m_view->xAxis, m_view->yAxis})
        axis->setVisible(!empty);
    m_view->axisRect()->setMargins({0, 8, widestName > 0 && !empty ? widestName + 14 : 12, 0});
}

void ChartPlot::showSmoothing() {
    m_plotted.showSmoothing(m_lines, m_xLogarithmic, m_yLogarithmic);
}

void ChartPlot::showAll() {
    if (m_xZoomed)
        showRange();
    else
        setXRange(wholeRange(m_lines.extent(), m_xLogarithmic));
}

void ChartPlot::replot() {
    m_view->replot(QCustomPlot::rpQueuedReplot);
}

void ChartPlot::setCrosshair(double x) {
    m_crosshair->setVisible(std::isfinite(x));
    if (!std::isfinite(x))
        return;
    for (QCPItemPosition* point : {m_crosshair->point1, m_crosshair->point2})
        point->setTypeY(QCPItemPosition::ptAbsolute);
    m_crosshair->point1->setCoords(x, 0);
    m_crosshair->point2->setCoords(x, 10);
}

void ChartPlot::setLogarithmic(Qt::Orientation which, bool on) {
    const bool isX = which == Qt::Horizontal;
    (isX ? m_xLogarithmic : m_yLogarithmic) = on;
    resetZoom(which);
    m_adjusting = true; // an axis whose range holds 0 is given another one
    (isX ? m_view->xAxis : m_view->yAxis)->setScaleType(on ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    m_adjusting = false;
}

void ChartPlot::setXRange(const AxisRange& wanted) {
    const AxisRange whole = wholeRange(m_lines.extent(), m_xLogarithmic);
    const AxisRange range = boundedRange(wanted, whole, m_xLogarithmic);
    m_xZoomed = !isNearly(range, whole);
    m_adjusting = true;
    m_view->xAxis->setRange(range.lower, range.upper);
    m_adjusting = false;
    showRange();
}

void ChartPlot::zoomX(double factor, double around) {
    m_view->xAxis->scaleRange(factor, around);
}

void ChartPlot::resetZoom(Qt::Orientation axis) {
    (axis == Qt::Horizontal ? m_xZoomed : m_yZoomed) = false;
}

AxisRange ChartPlot::range(Qt::Orientation axis) const {
    return rangeOf(axis == Qt::Horizontal ? m_view->xAxis : m_view->yAxis);
}

QRect ChartPlot::area() const {
    return m_view->axisRect()->rect();
}

int ChartPlot::xPixel(double x) const {
    return int(m_view->xAxis->coordToPixel(x));
}

// Thins the lines to what the x range needs at the plot's width, with y to fit and ticks to match.
void ChartPlot::showRange() {
    m_plotted.thin(m_lines, m_xLogarithmic);
    if (!m_yZoomed)
        fitY();
    setTickers();
    fill();
}

void ChartPlot::setTickers() {
    const QCPRange range = m_view->xAxis->range();
    const AxisNumbers numbers = m_lines.data().xNumbers;
    if (m_xLogarithmic) {
        m_view->xAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    } else if (numbers == AxisNumbers::Duration) {
        auto ticker = QSharedPointer<QCPAxisTickerTime>::create();
        ticker->setTimeFormat(range.upper < 600 ? QStringLiteral("%m:%s") : QStringLiteral("%h:%m"));
        m_view->xAxis->setTicker(ticker);
    } else if (numbers == AxisNumbers::PowersOfTwo) {
        m_view->xAxis->setTicker(QSharedPointer<PowerOfTwoTicker>::create());
    } else {
        m_view->xAxis->setTicker(QSharedPointer<WholeTicker>::create());
    }
    // On a logarithmic axis of less than two decades the powers of ten alone would leave it bare.
    const QCPRange y = m_view->yAxis->range();
    if (m_yLogarithmic && y.lower > 0 && y.upper / y.lower > 100)
        m_view->yAxis->setTicker(QSharedPointer<QCPAxisTickerLog>::create());
    else
        m_view->yAxis->setTicker(QSharedPointer<QCPAxisTicker>::create());
    m_view->xAxis->ticker()->setTickCount(std::max(2, m_view->width() / 90));
    m_view->yAxis->ticker()->setTickCount(std::max(2, (m_view->height() - 40) / 44));
}

void ChartPlot::fitY() {
    const std::optional<AxisRange> range =
        yRangeOf(m_plotted.measured(), rangeOf(m_view->xAxis), m_yLogarithmic, m_lines.data());
    if (!range)
        return;
    m_adjusting = true;
    m_view->yAxis->setRange(range->lower, range->upper);
    m_adjusting = false;
}

// An axis that the user has set leaves out what it leaves out.
void ChartPlot::fill() {
    m_plotted.fill(m_lines.data(), m_yLogarithmic, !m_yZoomed);
}

// y follows what is shown, unless the mouse is on its own axis.
void ChartPlot::chooseAxis(const QPoint& position) {
    QCPAxisRect* rect = m_view->axisRect();
    const bool isY = position.x() < rect->left();
    QCPAxis *x = isY ? nullptr : m_view->xAxis, *y = isY ? m_view->yAxis : nullptr;
    rect->setRangeDragAxes(x, y);
    rect->setRangeZoomAxes(x, y);
}

void ChartPlot::tellDoubleClick(const QPoint& position) {
    if (area().contains(position)) {
        Q_EMIT doubleClicked();
        return;
    }
    if (position.x() < area().left())
        Q_EMIT axisDoubleClicked(Qt::Vertical);
    if (position.y() > area().bottom())
        Q_EMIT axisDoubleClicked(Qt::Horizontal);
}

bool ChartPlot::eventFilter(QObject* watched, QEvent* event) {
    switch (event->type()) {
    case QEvent::MouseButtonDblClick:
        tellDoubleClick(static_cast<QMouseEvent*>(event)->pos());
        return true;
    case QEvent::MouseButtonPress:
        Q_EMIT pressed();
        chooseAxis(static_cast<QMouseEvent*>(event)->pos());
        break;
    case QEvent::Wheel:
        chooseAxis(static_cast<QWheelEvent*>(event)->position().toPoint());
        break;
    case QEvent::MouseMove:
        if (const auto* mouse = static_cast<QMouseEvent*>(event); mouse->buttons() == Qt::NoButton)
            Q_EMIT pointed(area().contains(mouse->pos()) ? m_view->xAxis->pixelToCoord(mouse->pos().x()) : NaN);
        break;
    case QEvent::Leave:
        Q_EMIT pointed(NaN);
        break;
    case QEvent::Resize:
        Q_EMIT resized();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace roentgen::widgets
