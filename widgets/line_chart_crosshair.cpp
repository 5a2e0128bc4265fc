// The crosshair of a chart, and what it reads out.
// QCustomPlot's header uses Qt's keywords and casts.
#undef QT_NO_KEYWORDS
#undef QT_NO_CAST_FROM_ASCII
#undef QT_NO_CAST_TO_ASCII

#include "widgets/line_chart_plot.h"

#include "widgets/chart_readout.h"
#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <cmath>
#include <limits>

namespace roentgen::widgets {

namespace {

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

// What all visible series show at one x.
struct LineChart::Reading {
    QString x;
    std::vector<std::pair<int, QString>> values; // place in the chart's series, and text
};

LineChart::Reading LineChart::readingAt(double wanted) const {
    const double x = m_plot->nearestX(wanted).value_or(wanted);
    const int xDecimals = m_plot->xLast - m_plot->xFirst < 100 ? 2 : 0;
    Reading reading;
    reading.x = m_data.xNumbers == AxisNumbers::Duration      ? durationText(x)
                : m_data.xNumbers == AxisNumbers::PowersOfTwo ? locale().toString(std::exp2(x), 'f', 0)
                                                              : locale().toString(x, 'f', xDecimals);
    for (int i = 0; i < int(m_data.series.size()); ++i) {
        const Plot::Line& line = m_plot->lines[size_t(i)];
        if (line.hidden || line.raw.isEmpty())
            continue;
        const std::optional<LineValue> value = valueAt(line.shown(), x);
        QString text = value ? numberText(value->y, m_data.decimals, locale()) : QStringLiteral("–");
        if (value && !value->measured)
            text.prepend(QStringLiteral("≈ "));
        reading.values.emplace_back(i, text);
    }
    return reading;
}

QString LineChart::readout(double x) const {
    const Reading reading = readingAt(x);
    QStringList lines{m_data.xTitle + QLatin1Char('\t') + reading.x};
    for (const auto& [series, text] : reading.values)
        lines += m_data.series[series].name + QLatin1Char('\t') + text;
    return lines.join(QLatin1Char('\n'));
}

void LineChart::setCrosshair(double x, Crosshair what) {
    m_crosshairKind = what;
    moveCrosshair(what == Crosshair::ReadOut && std::isfinite(x) ? m_plot->nearestX(x).value_or(x) : x);
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
    const Reading reading = readingAt(x);
    std::vector<ChartReadout::Line> lines{{m_data.xTitle, reading.x, color(Role::Secondary)}};
    for (const auto& [series, text] : reading.values)
        lines.push_back({m_data.series[series].name, text, seriesColour(m_data.series[series])});
    const QPoint top(int(m_plot->view->xAxis->coordToPixel(x)), m_plot->view->axisRect()->top() + 4);
    m_readout->showBeside(this, m_plot->view->mapTo(this, top), lines);
}

// To the next point; where they are close, about a fiftieth of the axis further.
void LineChart::stepCrosshair(int direction) {
    const QCPRange range = m_plot->view->xAxis->range();
    const bool begins = !std::isfinite(m_crosshair);
    const double from = begins ? (direction > 0 ? range.lower : range.upper) : m_crosshair;
    std::optional<double> x = m_plot->nearestX(from + direction * range.size() / 50);
    if (x && (*x - from) * direction <= 0 && !(begins && range.contains(*x)))
        x = m_plot->nextX(from, direction);
    if (x && range.contains(*x))
        setCrosshair(*x);
}

} // namespace roentgen::widgets
