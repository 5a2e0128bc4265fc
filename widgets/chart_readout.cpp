#include "widgets/chart_readout.h"

#include "widgets/theme.h"

#include <algorithm>

namespace roentgen::widgets {

namespace {
constexpr int Distance = 10, MostLinesOverTheChart = 7;
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

void ChartReadout::showBeside(const QWidget* chart, const QPoint& cursor, const std::vector<Line>& lines) {
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
