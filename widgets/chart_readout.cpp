#include "widgets/chart_readout.h"

#include "widgets/series_look.h"
#include "widgets/theme.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

namespace {

constexpr int Distance = 10, MostLinesOverTheChart = 7;

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

QString xText(const ChartLines& lines, double x, const QLocale& locale) {
    if (lines.data().xNumbers == AxisNumbers::Duration)
        return durationText(x);
    if (lines.data().xNumbers == AxisNumbers::PowersOfTwo)
        return locale.toString(std::exp2(x), 'f', 0);
    return locale.toString(x, 'f', lines.extent().last - lines.extent().first < 100 ? 2 : 0);
}

} // namespace

std::vector<ReadLine> readingAt(const ChartLines& lines, double wanted, const QLocale& locale) {
    const ChartData& data = lines.data();
    const double x = lines.nearestX(wanted).value_or(wanted);
    std::vector<ReadLine> reading{{data.xTitle, xText(lines, x, locale), color(Role::Secondary)}};
    for (size_t i = 0; i < lines.all().size(); ++i) {
        const ChartLine& line = lines.all()[i];
        if (line.hidden || line.raw.isEmpty())
            continue;
        const std::optional<LineValue> value = valueAt(line.shown(), x);
        QString text = value ? numberText(value->y, data.decimals, locale) : QStringLiteral("–");
        if (value && !value->measured)
            text.prepend(QStringLiteral("≈ "));
        const ChartSeries& series = data.series[qsizetype(i)];
        reading.push_back({series.name, text, seriesColour(series)});
    }
    return reading;
}

ChartReadout::ChartReadout(QWidget* parent)
    : QLabel(parent) {
    setTextFormat(Qt::RichText);
    setMargin(6);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

void ChartReadout::applyTheme() {
    setFont(widgets::font(Type::Caption));
    setStyleSheet(QStringLiteral("background: %1; border: 1px solid %2; border-radius: 6px;")
                      .arg(color(Role::Raised).name(), color(Role::Line).name()));
}

void ChartReadout::showBeside(const QWidget* chart, const QPoint& cursor, const std::vector<ReadLine>& lines) {
    QWidget* window = chart->window();
    if (parentWidget() != window)
        setParent(window);
    const QWidget* holder = chart->isWindow() ? chart : chart->parentWidget();
    const QRect room = QRect(holder->mapTo(window, QPoint(0, 0)), holder->size()).intersected(window->rect());

    const size_t most = size_t(std::max(2, (room.height() - 2 * margin()) / (fontMetrics().height() + 3)));
    const size_t shown = lines.size() > most ? most - 1 : lines.size();
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    for (size_t i = 0; i < shown; ++i)
        html += QStringLiteral("<tr><td style='color:%1'>%2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                    .arg(lines[i].colour.name(), lines[i].name.toHtmlEscaped(), lines[i].value);
    if (shown < lines.size())
        html += QStringLiteral("<tr><td colspan='2'>%1</td></tr>").arg(tr("%n more", "", int(lines.size() - shown)));
    setText(html + QStringLiteral("</table>"));
    adjustSize();

    const QPoint at = chart->mapTo(window, cursor);
    const auto fits = [&](int left) { return left >= room.left() && left + width() <= room.right() + 1; };
    const QRect beside(chart->mapTo(window, QPoint(0, 0)), chart->size());
    std::vector<int> places{at.x() + Distance, at.x() - Distance - width()};
    if (int(lines.size()) > MostLinesOverTheChart)
        places.insert(places.begin(), {beside.right() + Distance, beside.left() - Distance - width()});
    const auto place = std::find_if(places.begin(), places.end(), fits);
    const int left = place != places.end() ? *place : std::max(room.left(), room.right() + 1 - width());
    move(left, std::clamp(at.y(), room.top(), std::max(room.top(), room.bottom() + 1 - height())));
    show();
    raise();
}

} // namespace roentgen::widgets
