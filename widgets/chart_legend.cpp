#include "widgets/chart_legend.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace roentgen::widgets {

namespace {
constexpr int RowHeight = 16, SwatchWidth = 16, Gap = 6, Padding = 6;
}

ChartLegend::ChartLegend(QWidget* parent)
    : QWidget(parent) {
    setFont(widgets::font(Type::Caption));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    setAccessibleName(tr("Legend"));
    setToolTip(tr("Click a name to hide or show its line"));
}

void ChartLegend::setEntries(std::vector<Entry> entries) {
    m_entries = std::move(entries);
    m_places.resize(m_entries.size());
    QStringList names;
    for (const Entry& entry : m_entries)
        names += entry.name;
    m_current = std::min(m_current, int(m_entries.size()) - 1);
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    update();
}

QString ChartLegend::entryName(int index) const {
    return index >= 0 && index < int(m_entries.size()) ? m_entries[size_t(index)].name : QString();
}

int ChartLegend::entryWidth(const Entry& entry) const {
    return SwatchWidth + Gap + fontMetrics().horizontalAdvance(entry.name) + 2 * Padding;
}

int ChartLegend::layOutBelow(int width) {
    QPoint place;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        const int wide = entryWidth(m_entries[i]);
        if (place.x() > 0 && place.x() + wide > width)
            place = {0, place.y() + RowHeight};
        m_places[i] = QRect(place, QSize(wide, RowHeight));
        place.rx() += wide;
    }
    update();
    return place.y() + RowHeight;
}

int ChartLegend::layOutBeside(int height) {
    const size_t perColumn = size_t(std::max(1, height / RowHeight));
    int left = 0, widest = 0;
    for (size_t i = 0; i < m_entries.size(); ++i) {
        if (i > 0 && i % perColumn == 0) {
            left += widest;
            widest = 0;
        }
        widest = std::max(widest, entryWidth(m_entries[i]));
        m_places[i] = QRect(left, int(i % perColumn) * RowHeight, entryWidth(m_entries[i]), RowHeight);
    }
    update();
    return left + widest;
}

int ChartLegend::entryAt(const QPoint& position) const {
    for (int i = 0; i < int(m_entries.size()); ++i)
        if (entryRect(i).contains(position))
            return i;
    return -1;
}

void ChartLegend::setCurrent(int index) {
    if (index == m_current)
        return;
    m_current = index;
    Q_EMIT hovered(index);
    update();
}

void ChartLegend::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < int(m_entries.size()); ++i) {
        const Entry& entry = m_entries[size_t(i)];
        const QRect area = entryRect(i).adjusted(Padding, 0, -Padding, 0);
        painter.setOpacity(entry.hidden ? 0.4 : 1);
        painter.setPen(QPen(entry.colour, 2, entry.style));
        const int middle = area.center().y() + 1;
        painter.drawLine(area.left(), middle, area.left() + SwatchWidth, middle);
        painter.setPen(color(i == m_current ? Role::Text : Role::Secondary));
        QFont font = this->font();
        font.setStrikeOut(entry.hidden);
        painter.setFont(font);
        painter.drawText(area.adjusted(SwatchWidth + Gap, 0, Padding, 0), Qt::AlignVCenter | Qt::AlignLeft, entry.name);
    }
    if (hasFocus() && m_current >= 0) {
        painter.setOpacity(1);
        painter.setPen(color(Role::Accent));
        painter.drawRoundedRect(QRectF(entryRect(m_current)).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    }
}

void ChartLegend::mouseMoveEvent(QMouseEvent* event) {
    setCurrent(entryAt(event->pos()));
}

void ChartLegend::mousePressEvent(QMouseEvent* event) {
    const int index = entryAt(event->pos());
    if (index >= 0)
        Q_EMIT toggled(index);
}

void ChartLegend::leaveEvent(QEvent*) {
    setCurrent(-1);
}

void ChartLegend::focusOutEvent(QFocusEvent* event) {
    setCurrent(-1);
    QWidget::focusOutEvent(event);
}

void ChartLegend::keyPressEvent(QKeyEvent* event) {
    const int last = int(m_entries.size()) - 1;
    if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Down)
        setCurrent(std::min(last, m_current + 1));
    else if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Up)
        setCurrent(std::max(0, m_current - 1));
    else if (event->key() == Qt::Key_Space && m_current >= 0)
        Q_EMIT toggled(m_current);
    else
        QWidget::keyPressEvent(event);
}

} // namespace roentgen::widgets
