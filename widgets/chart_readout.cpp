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
    QString html = QStringLiteral("<table cellspacing='0' cellpadding='1'>");
    for (const Line& line : lines)
        html += QStringLiteral("<tr><td style='color:%1'>%2&nbsp;&nbsp;</td><td align='right'>%3</td></tr>")
                    .arg(line.colour.name(), line.name.toHtmlEscaped(), line.value);
    setText(html + QStringLiteral("</table>"));
    QWidget* window = chart->window();
    if (parentWidget() != window)
        setParent(window);
    adjustSize();

    const QPoint at = chart->mapTo(window, cursor);
    QRect avoided(at.x(), at.y(), 1, 1);
    if (int(lines.size()) > MostLinesOverTheChart)
        avoided = QRect(chart->mapTo(window, QPoint(0, 0)), chart->size());
    int left = avoided.right() + Distance;
    if (left + width() > window->width())
        left = avoided.left() - Distance - width();
    if (left < 0) // the chart fills the window
        left = at.x() + Distance + width() <= window->width() ? at.x() + Distance
                                                              : std::max(0, at.x() - Distance - width());
    move(left, std::clamp(at.y(), 0, std::max(0, window->height() - height())));
    show();
    raise();
}

} // namespace roentgen::widgets
