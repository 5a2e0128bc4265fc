// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include "widgets/chart_legend.h"
#include "widgets/chart_readout.h"
#include "widgets/series_look.h"
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

constexpr int MostDirectLabels = 6, HeaderHeight = 44;
constexpr double MostLegendShare = 0.6; // of a chart's height without its header
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

} // namespace

LineChart::LineChart(QWidget* parent)
    : QWidget(parent)
    , m_plot(std::make_unique<Plot>(m_data, this))
    , m_crosshair(NaN) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(2);
    setupHeader();
    m_plot->view->installEventFilter(this);
    m_plot->rangeWasChanged = [this](Qt::Orientation axis) { rangeWasChanged(axis); };
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
        const QString name = m_legend->entryName(index);
        if (!m_plot->hiddenNames.remove(name))
            m_plot->hiddenNames.insert(name);
        rebuildSeries();
    });
    connect(m_legend, &ChartLegend::hovered, this, [this](int index) {
        m_plot->highlighted = m_legend->entryName(index);
        rebuildSeries();
    });
}

// The unit stands where it has room beside the title; the legend below, in a wide and low chart beside.
void LineChart::layOut() {
    const QMargins edges = layout()->contentsMargins();
    int taken = m_title->sizeHint().width() + edges.left() + edges.right() + 4 * 2; // 2: the spacing of the header
    for (const QToolButton* button : {m_resetButton, m_logButton, m_maximiseButton})
        taken += button->isHidden() ? 0 : button->sizeHint().width();
    m_unit->setText(width() - taken >= m_unit->fontMetrics().horizontalAdvance(m_data.yTitle) + 8 ? m_data.yTitle
                                                                                                  : QString());
    const bool beside = width() > 2 * height();
    const int below = m_legend->layOutBelow(width() - edges.left() - edges.right());
    // In a low chart the plot comes first; what its lines are is read out, and told by the charts around it.
    const bool shown =
        !usesDirectLabels() && !m_data.isEmpty() && (beside || below <= MostLegendShare * (height() - HeaderHeight));
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
    m_resetButton = new QToolButton(this);
    m_resetButton->setIcon(icon(QStringLiteral("reset")));
    m_resetButton->setToolTip(tr("Show everything again (Home)"));
    m_resetButton->setAccessibleName(tr("Reset the zoom"));
    m_resetButton->setFocusPolicy(Qt::TabFocus);
    connect(m_resetButton, &QToolButton::clicked, this, &LineChart::resetByHand);
    row->addWidget(m_resetButton);
    m_logButton = new QToolButton(this);
    m_logButton->setText(tr("log", "logarithmic scale of a chart's axis"));
    m_logButton->setCheckable(true);
    m_logButton->setToolTip(tr("Logarithmic y axis (L)"));
    m_logButton->setAccessibleName(tr("Logarithmic y axis"));
    m_logButton->setFocusPolicy(Qt::TabFocus);
    connect(m_logButton, &QToolButton::clicked, this, [this](bool on) { setLogarithmicByHand(Qt::Vertical, on); });
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

void LineChart::setupOverlays() {
    m_readout = new ChartReadout(this);
    m_empty = new QLabel(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setProperty("role", QStringLiteral("secondary"));
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LineChart::applyTheme() {
    m_plot->applyTheme();
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
    m_unit->setToolTip(data.yTitle);
    m_title->setToolTip(data.yTitle);
    m_empty->setText(data.emptyText);
    setAccessibleName(data.title);
    m_plot->view->xAxis->setLabel(data.xTitle);
    m_plot->takeExtent();
    rebuildSeries();
}

// Few lines have their names at their ends. What is hidden has no end, and the legend brings it back.
bool LineChart::usesDirectLabels() const {
    const auto isLabelled = [](const ChartSeries& series) { return series.labelled; };
    return std::count_if(m_data.series.begin(), m_data.series.end(), isLabelled) <= MostDirectLabels &&
           std::none_of(m_data.series.begin(), m_data.series.end(),
                        [this](const ChartSeries& series) { return m_plot->hiddenNames.contains(series.label()); });
}

void LineChart::rebuildSeries() {
    m_plot->rebuild(usesDirectLabels() ? Plot::DirectLabels::Shown : Plot::DirectLabels::None);
    const bool empty = m_data.isEmpty();
    m_empty->setVisible(empty);
    m_logButton->setVisible(!empty);
    std::vector<ChartLegend::Entry> entries;
    if (!usesDirectLabels())
        for (const ChartSeries& series : m_data.series)
            if (series.labelled)
                entries.push_back({series.label(), seriesColour(series), seriesStyle(series),
                                   m_plot->hiddenNames.contains(series.label())});
    m_legend->setEntries(std::move(entries));
    m_plot->showAll();
    m_resetButton->setVisible(isZoomed() && !empty);
    layOut();
    moveCrosshair(m_crosshair);
    setAccessibleDescription(empty ? m_data.emptyText : readout(m_plot->xLast));
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
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
    return axis == Qt::Horizontal ? m_plot->xLogarithmic : m_plot->yLogarithmic;
}

void LineChart::setXRange(double lower, double upper) {
    m_plot->setXRange(QCPRange(lower, upper));
    m_resetButton->setVisible(isZoomed());
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

void LineChart::resetX() {
    m_plot->xZoomed = false;
    rebuildSeries();
}

void LineChart::resetAxes() {
    m_plot->xZoomed = m_plot->yZoomed = false;
    rebuildSeries();
}

void LineChart::resetByHand() {
    resetAxes();
    Q_EMIT xReset();
}

void LineChart::rangeWasChanged(Qt::Orientation axis) {
    m_resetButton->setVisible(isZoomed());
    if (axis == Qt::Vertical) // is the chart's own
        return;
    if (m_plot->xZoomed)
        Q_EMIT xZoomed(xLower(), xUpper());
    else
        Q_EMIT xReset();
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

double LineChart::yLower() const {
    return m_plot->view->yAxis->range().lower;
}
double LineChart::yUpper() const {
    return m_plot->view->yAxis->range().upper;
}

int LineChart::drawnPoints() const {
    int count = 0;
    for (const Plot::Line& line : m_plot->lines)
        count += int(line.drawn.size() + line.rawDrawn.size());
    return count;
}

int LineChart::drawnMarks() const {
    int count = 0;
    for (const Plot::Line& line : m_plot->lines)
        count += line.marks ? line.marks->dataCount() : 0;
    return count;
}

int LineChart::drawnOutliers() const {
    int count = 0;
    for (const Plot::Line& line : m_plot->lines)
        count += line.outliers ? line.outliers->dataCount() : 0;
    return count;
}

QRect LineChart::plotArea() const {
    return m_plot->view->axisRect()->rect().translated(m_plot->view->pos());
}

} // namespace roentgen::widgets
