#include "widgets/chart_legend.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QPainter>

#include <algorithm>

namespace roentgen::widgets {

namespace {
constexpr int RowHeight = 18, SwatchWidth = 16, Gap = 6, Padding = 8;
}

ChartLegend::ChartLegend(QWidget* parent)
    : QWidget(parent) {
    setFont(widgets::font(Type::Caption));
    setMouseTracking(true);
    setFocusPolicy(Qt::TabFocus);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    setAccessibleName(tr("Legend"));
    setToolTip(tr("Click a name to hide or show its line"));
}

void ChartLegend::setEntries(std::vector<Entry> entries) {
    m_entries = std::move(entries);
    int widest = 0;
    QStringList names;
    for (const Entry& entry : m_entries) {
        widest = std::max(widest, fontMetrics().horizontalAdvance(entry.name));
        names += entry.name;
    }
    m_entryWidth = SwatchWidth + Gap + widest + 2 * Padding;
    m_current = std::min(m_current, int(m_entries.size()) - 1);
    setAccessibleDescription(names.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int ChartLegend::columns(int width) const {
    return std::max(1, width / m_entryWidth);
}

int ChartLegend::heightForWidth(int width) const {
    const int perRow = columns(width);
    return (int(m_entries.size()) + perRow - 1) / perRow * RowHeight + 2;
}

QSize ChartLegend::sizeHint() const {
    return {3 * m_entryWidth, heightForWidth(3 * m_entryWidth)};
}

QRect ChartLegend::entryRect(int index) const {
    const int perRow = columns(width());
    return {index % perRow * m_entryWidth, index / perRow * RowHeight, m_entryWidth, RowHeight};
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
