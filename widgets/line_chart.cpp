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

constexpr int MostDirectLabels = 6;
constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

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
    , m_plot(std::make_unique<Plot>(m_data, this))
    , m_crosshair(NaN) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 8);
    layout->setSpacing(2);
    setupHeader();
    m_plot->view->installEventFilter(this);
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
    m_unit->setText(data.yTitle);
    m_empty->setText(data.emptyText);
    setAccessibleName(data.title);
    m_plot->view->xAxis->setLabel(data.xTitle);
    m_plot->takeExtent();
    rebuildSeries();
}

bool LineChart::usesDirectLabels() const {
    return m_data.series.size() <= MostDirectLabels;
}

void LineChart::rebuildSeries() {
    m_plot->rebuild(usesDirectLabels() ? Plot::DirectLabels::Shown : Plot::DirectLabels::None);
    const bool empty = m_data.isEmpty();
    m_empty->setVisible(empty);
    m_logButton->setVisible(!empty);
    if (!usesDirectLabels()) {
        std::vector<ChartLegend::Entry> entries;
        for (const ChartSeries& series : m_data.series)
            entries.push_back(
                {series.name, seriesColour(series), seriesStyle(series), m_plot->hiddenNames.contains(series.name)});
        m_legend->setEntries(std::move(entries));
    }
    layOut();
    m_plot->showAll();
    moveCrosshair(m_crosshair);
    setAccessibleDescription(empty ? m_data.emptyText : readout(m_plot->xLast));
    m_plot->view->replot(QCustomPlot::rpQueuedReplot);
}

QString LineChart::readout(double x) const {
    QStringList lines;
    const int xDecimals = m_plot->xLast - m_plot->xFirst < 100 ? 2 : 0;
    const QString xText = m_data.xNumbers == AxisNumbers::Duration      ? durationText(x)
                          : m_data.xNumbers == AxisNumbers::PowersOfTwo ? locale().toString(std::exp2(x), 'f', 0)
                                                                        : locale().toString(x, 'f', xDecimals);
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
    if (m_plot->logarithmic == logarithmic)
        return;
    m_logButton->setChecked(logarithmic);
    m_plot->setLogarithmic(logarithmic);
    rebuildSeries();
}

bool LineChart::isLogarithmic() const {
    return m_plot->logarithmic;
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
