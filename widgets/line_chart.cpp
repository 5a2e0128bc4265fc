#include "widgets/line_chart.h"

#include "widgets/chart_legend.h"
#include "widgets/chart_plot.h"
#include "widgets/chart_readout.h"
#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

namespace {

constexpr int MostDirectLabels = 6, HeaderHeight = 44, HeaderSpacing = 2;
constexpr double MostLegendShare = 0.6; // of a chart's height without its header

} // namespace

LineChart::LineChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<ChartPlot>(m_lines, this))
    , m_body(new QBoxLayout(QBoxLayout::TopToBottom)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(2);
    setupHeader();
    m_body->setSpacing(4);
    layout->addLayout(m_body, 1);
    setupPlot();
    setupLegend();
    setupOverlays();
    m_smoothingTimer.setSingleShot(true);
    connect(&m_smoothingTimer, &QTimer::timeout, this, [this] {
        m_plot->showSmoothing();
        moveCrosshair(m_crosshair);
        setAccessibleDescription(readout(m_lines.extent().last));
    });
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

QToolButton* LineChart::addButton(QBoxLayout* row) {
    auto* button = new QToolButton(this);
    button->setFocusPolicy(Qt::TabFocus);
    row->addWidget(button);
    return button;
}

void LineChart::setupHeader() {
    auto* row = new QHBoxLayout;
    row->setSpacing(HeaderSpacing);
    m_title = new QLabel(this);
    m_title->setFont(widgets::font(Type::Body, QFont::DemiBold));
    row->addWidget(m_title);
    m_unit = new QLabel(this);
    m_unit->setProperty("role", QStringLiteral("caption"));
    m_unit->setContentsMargins(4, 2, 0, 0);
    row->addWidget(m_unit, 1);
    m_resetButton = addButton(row);
    m_resetButton->setIcon(icon(QStringLiteral("reset")));
    m_resetButton->setToolTip(tr("Show everything again (Home)"));
    m_resetButton->setAccessibleName(tr("Reset the zoom"));
    connect(m_resetButton, &QToolButton::clicked, this, &LineChart::resetByHand);
    m_logButton = addButton(row);
    m_logButton->setText(tr("log", "logarithmic scale of a chart's axis"));
    m_logButton->setCheckable(true);
    m_logButton->setToolTip(tr("Logarithmic y axis (L)"));
    m_logButton->setAccessibleName(tr("Logarithmic y axis"));
    connect(m_logButton, &QToolButton::clicked, this, [this](bool on) { setLogarithmicByHand(Qt::Vertical, on); });
    m_maximiseButton = addButton(row);
    connect(m_maximiseButton, &QToolButton::clicked, this, &LineChart::maximiseRequested);
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
    m_body->addWidget(m_plot->widget(), 1);
    connect(m_plot.get(), &ChartPlot::rangeChanged, this, &LineChart::rangeWasChanged);
    connect(m_plot.get(), &ChartPlot::pressed, this, [this] { setFocus(Qt::MouseFocusReason); });
    connect(m_plot.get(), &ChartPlot::pointed, this, [this](double x) {
        setCrosshair(x);
        Q_EMIT crosshairMoved(m_crosshair);
    });
    connect(m_plot.get(), &ChartPlot::doubleClicked, this, &LineChart::maximiseRequested);
    connect(m_plot.get(), &ChartPlot::axisDoubleClicked, this, [this](Qt::Orientation axis) {
        m_plot->resetZoom(axis);
        if (axis == Qt::Horizontal)
            Q_EMIT xReset();
        rebuildSeries();
    });
    connect(m_plot.get(), &ChartPlot::resized, this, &LineChart::rebuildSeries, Qt::QueuedConnection);
}

void LineChart::setupLegend() {
    m_legend = new ChartLegend(this);
    m_body->addWidget(m_legend);
    connect(m_legend, &ChartLegend::toggled, this, [this](int index) {
        m_lines.toggle(m_legend->entryName(index));
        rebuildSeries();
    });
    connect(m_legend, &ChartLegend::hovered, this, [this](int index) {
        m_highlighted = m_legend->entryName(index);
        rebuildSeries();
    });
}

void LineChart::setupOverlays() {
    m_readout = new ChartReadout(this);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", QStringLiteral("secondary"));
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

// The unit stands where it has room beside the title; the legend below, in a wide and low chart beside.
void LineChart::layOut() {
    const QMargins edges = layout()->contentsMargins();
    const int inner = width() - edges.left() - edges.right();
    int taken = m_title->sizeHint().width() + 4 * HeaderSpacing;
    for (const QToolButton* button : {m_resetButton, m_logButton, m_maximiseButton})
        taken += button->isHidden() ? 0 : button->sizeHint().width();
    const bool hasRoom = inner - taken >= m_unit->fontMetrics().horizontalAdvance(data().yTitle) + 8;
    m_unit->setText(hasRoom ? data().yTitle : QString());
    const bool beside = width() > 2 * height();
    const int below = m_legend->layOutBelow(inner);
    // In a low chart the plot comes first; what its lines are is read out, and told by the charts around it.
    const bool shown =
        !usesDirectLabels() && !data().isEmpty() && (beside || below <= MostLegendShare * (height() - HeaderHeight));
    m_legend->setVisible(shown);
    if (!shown)
        return;
    m_body->setDirection(beside ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
    m_legend->setMinimumSize(0, 0);
    m_legend->setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    if (beside)
        m_legend->setFixedWidth(m_legend->layOutBeside(height() - HeaderHeight));
    else
        m_legend->setFixedHeight(below);
}

void LineChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    m_empty->setGeometry(rect().adjusted(24, 32, -24, -16));
    layOut();
}

void LineChart::applyTheme() {
    m_plot->applyTheme();
    m_readout->applyTheme();
    rebuildSeries();
    update();
}

void LineChart::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LocaleChange)
        m_plot->widget()->setLocale(locale());
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
    const ChartChange change = changeBetween(m_lines.data(), data);
    if (change == ChartChange::None)
        return;
    m_lines.set(data);
    if (change == ChartChange::Smoothing && !usesDirectLabels()) {
        m_smoothingTimer.start(); // charts beside each other one by one, with what the user does meanwhile in between
        return;
    }
    m_title->setText(data.title);
    // The y axis' title stands level beside the chart's, where it can be read and takes no width.
    m_unit->setToolTip(data.yTitle);
    m_title->setToolTip(data.yTitle);
    m_empty->setText(data.emptyText);
    setAccessibleName(data.title);
    rebuildSeries();
}

// Few lines have their names at their ends. What is hidden has no end, and the legend brings it back.
bool LineChart::usesDirectLabels() const {
    const auto isLabelled = [](const ChartSeries& series) { return series.labelled; };
    return std::count_if(data().series.begin(), data().series.end(), isLabelled) <= MostDirectLabels &&
           !m_lines.isAnyHidden();
}

void LineChart::rebuildSeries() {
    m_plot->rebuild(usesDirectLabels() ? PlottedLines::Names::AtTheEnds : PlottedLines::Names::None, m_highlighted);
    const bool empty = data().isEmpty();
    m_empty->setVisible(empty);
    m_logButton->setVisible(!empty);
    std::vector<ChartLegend::Entry> entries;
    if (!usesDirectLabels())
        for (const ChartSeries& series : data().series)
            if (series.labelled)
                entries.push_back(
                    {series.label(), seriesColour(series), seriesStyle(series), m_lines.isHidden(series.label())});
    m_legend->setEntries(std::move(entries));
    m_plot->showAll();
    m_resetButton->setVisible(isZoomed() && !empty);
    layOut();
    moveCrosshair(m_crosshair);
    setAccessibleDescription(empty ? data().emptyText : readout(m_lines.extent().last));
    m_plot->replot();
}

void LineChart::setLogarithmic(Qt::Orientation axis, bool logarithmic) {
    if (isLogarithmic(axis) == logarithmic)
        return;
    if (axis == Qt::Vertical)
        m_logButton->setChecked(logarithmic);
    m_plot->setLogarithmic(axis, logarithmic);
    rebuildSeries();
}

void LineChart::setLogarithmicByHand(Qt::Orientation axis, bool logarithmic) {
    setLogarithmic(axis, logarithmic);
    Q_EMIT logarithmicChanged(axis, logarithmic);
}

bool LineChart::isLogarithmic(Qt::Orientation axis) const {
    return m_plot->isLogarithmic(axis);
}

void LineChart::setXRange(double lower, double upper) {
    m_plot->setXRange({lower, upper});
    m_resetButton->setVisible(isZoomed());
    m_plot->replot();
}

void LineChart::resetX() {
    m_plot->resetZoom(Qt::Horizontal);
    rebuildSeries();
}

void LineChart::resetAxes() {
    m_plot->resetZoom(Qt::Vertical);
    resetX();
}

void LineChart::resetByHand() {
    resetAxes();
    Q_EMIT xReset();
}

void LineChart::rangeWasChanged(Qt::Orientation axis) {
    m_resetButton->setVisible(isZoomed());
    if (axis == Qt::Vertical) // is the chart's own
        return;
    if (m_plot->isZoomed(Qt::Horizontal))
        Q_EMIT xZoomed(range(Qt::Horizontal).lower, range(Qt::Horizontal).upper);
    else
        Q_EMIT xReset();
}

void LineChart::zoom(double factor) {
    const double middle = (range(Qt::Horizontal).lower + range(Qt::Horizontal).upper) * 0.5;
    m_plot->zoomX(factor, std::isfinite(m_crosshair) ? m_crosshair : middle);
    m_plot->replot();
}

QString LineChart::readout(double x) const {
    QStringList lines;
    for (const ReadLine& line : readingAt(m_lines, x, locale()))
        lines += line.name + QLatin1Char('\t') + line.value;
    return lines.join(QLatin1Char('\n'));
}

void LineChart::setCrosshair(double x, Crosshair what) {
    m_crosshairKind = what;
    moveCrosshair(what == Crosshair::ReadOut && std::isfinite(x) ? m_lines.nearestX(x).value_or(x) : x);
    m_plot->replot();
}

void LineChart::moveCrosshair(double x) {
    const bool shown = std::isfinite(x) && !data().isEmpty() && m_plot->range(Qt::Horizontal).contains(x);
    m_crosshair = shown ? x : std::numeric_limits<double>::quiet_NaN();
    m_plot->setCrosshair(m_crosshair);
    if (!m_readout)
        return;
    if (shown && m_crosshairKind == Crosshair::ReadOut && isVisible())
        showReadout(x);
    else
        m_readout->hide();
}

void LineChart::showReadout(double x) {
    const QPoint top(m_plot->xPixel(x), m_plot->area().top() + 4);
    m_readout->showBeside(this, m_plot->widget()->mapTo(this, top), readingAt(m_lines, x, locale()));
}

void LineChart::stepCrosshair(int direction) {
    if (const auto x = m_lines.stepFrom(m_crosshair, direction, m_plot->range(Qt::Horizontal)))
        setCrosshair(*x);
}

void LineChart::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        stepCrosshair(-1);
        break;
    case Qt::Key_Right:
        stepCrosshair(1);
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoom(0.8);
        break;
    case Qt::Key_Minus:
        zoom(1.25);
        break;
    case Qt::Key_Home:
        resetByHand();
        break;
    case Qt::Key_L:
        if (!(event->modifiers() & Qt::ShiftModifier))
            setLogarithmicByHand(Qt::Vertical, !isLogarithmic(Qt::Vertical));
        else if (data().xNumbers != AxisNumbers::PowersOfTwo) // which is logarithmic already
            setLogarithmicByHand(Qt::Horizontal, !isLogarithmic(Qt::Horizontal));
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT maximiseRequested();
        break;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    Q_EMIT crosshairMoved(m_crosshair);
}

bool LineChart::isZoomed() const {
    return m_plot->isZoomed(Qt::Horizontal) || m_plot->isZoomed(Qt::Vertical);
}

AxisRange LineChart::range(Qt::Orientation axis) const {
    return m_plot->range(axis);
}

DrawnCounts LineChart::drawn() const {
    return m_plot->drawn();
}

QRect LineChart::plotArea() const {
    return m_plot->area().translated(m_plot->widget()->pos());
}

} // namespace roentgen::widgets
