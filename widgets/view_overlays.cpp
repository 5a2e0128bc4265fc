#include "widgets/view_overlays.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLinearGradient>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

namespace roentgen::widgets {
namespace {

constexpr int Margin = 10;

struct ViewOverlays {
    Q_DECLARE_TR_FUNCTIONS(ViewOverlays)
};

// Light text with a dark rim: readable on white lung markers and on black air alike.
void drawRimmed(QPainter& painter, const QRect& rect, int flags, const QString& text) {
    const QColor text_ = color(Role::ImageText);
    painter.setPen(QColor(0, 0, 0, 200));
    for (const QPoint& offset : {QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)})
        painter.drawText(rect.translated(offset), flags, text);
    painter.setPen(text_);
    painter.drawText(rect, flags, text);
}

QList<qreal> dashesOf(int slot) {
    static const std::array<QList<qreal>, 4> patterns = {QList<qreal>{}, {6, 3}, {2, 2}, {8, 3, 2, 3}};
    return patterns[size_t(std::max(slot, 0)) % patterns.size()];
}

void drawBoxFrame(QPainter& painter, const QRectF& rect, int slot) {
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0, 0, 0, 170), 3.5));
    painter.drawRect(rect);
    QPen pen(seriesColor(slot), 1.6);
    if (const QList<qreal> dashes = dashesOf(slot); !dashes.isEmpty())
        pen.setDashPattern(dashes);
    pen.setCapStyle(Qt::FlatCap);
    painter.setPen(pen);
    painter.drawRect(rect);
}

QRectF drawBoxName(QPainter& painter, const QRectF& box, const QRectF& view, const FilmBox& entry,
                   const std::vector<QRectF>& taken) {
    const QFontMetricsF metrics(painter.font());
    QRectF tag(0, 0, metrics.horizontalAdvance(entry.name) + 10, metrics.height() + 4);
    tag.moveBottomLeft(box.topLeft() - QPointF(0.8, 0));
    if (tag.top() < view.top())
        tag.moveTop(std::max(box.top(), view.top()));
    tag.moveLeft(std::clamp(tag.left(), view.left(), std::max(view.left(), view.right() - tag.width())));
    // Names of boxes that share a corner stand under each other.
    for (const QRectF& other : taken)
        if (tag.intersects(other))
            tag.moveTop(other.bottom() + 1);
    painter.fillRect(tag, seriesColor(entry.slot));
    painter.setPen(Qt::black);
    painter.drawText(tag, Qt::AlignCenter, entry.name);
    return tag;
}

} // namespace

void drawBoxes(QPainter& painter, const std::vector<FilmBox>& boxes, const ViewTransform& transform, QSizeF deviceView,
               double pixelRatio) {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(font(Type::Caption, QFont::DemiBold));
    const QRectF view(QPointF(0, 0), deviceView / pixelRatio);
    std::vector<std::pair<QRectF, const FilmBox*>> visible;
    for (const FilmBox& box : boxes) {
        const QRectF device = transform.toView(box.rect, deviceView);
        const QRectF rect(device.topLeft() / pixelRatio, device.size() / pixelRatio);
        if (rect.intersects(view))
            visible.emplace_back(rect, &box);
    }
    for (const auto& [rect, box] : visible)
        drawBoxFrame(painter, rect, box->slot);
    std::vector<QRectF> taken;
    for (const auto& [rect, box] : visible)
        taken.push_back(drawBoxName(painter, rect, view, *box, taken));
    painter.restore();
}

void drawCorner(QPainter& painter, const QRect& area, Qt::Alignment corner, const QStringList& lines,
                bool firstLineLarge) {
    painter.save();
    const auto fontOf = [&](qsizetype line) {
        return line == 0 && firstLineLarge ? font(Type::Title, QFont::DemiBold) : font(Type::Caption);
    };
    int height = 0;
    for (qsizetype i = 0; i < lines.size(); ++i)
        height += QFontMetrics(fontOf(i)).height() + 2;
    int top = corner & Qt::AlignBottom ? area.bottom() - Margin - height : area.top() + Margin;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        painter.setFont(fontOf(i));
        const QFontMetrics metrics(painter.font());
        const int lineHeight = metrics.height() + 2;
        const QRect rect(area.left() + Margin, top, area.width() - 2 * Margin, lineHeight);
        drawRimmed(painter, rect, int(corner & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine,
                   metrics.elidedText(lines[i], Qt::ElideRight, rect.width()));
        top += lineHeight;
    }
    painter.restore();
}

void drawLegend(QPainter& painter, const QRect& area, const HeatmapLegend& legend) {
    constexpr int BarWidth = 12;
    const int barHeight = std::clamp(area.height() / 4, 60, 160);
    if (area.height() < barHeight + 120)
        return;
    painter.save();
    painter.setFont(font(Type::Caption));
    const QFontMetrics metrics(painter.font());
    const QRect bar(area.right() - Margin - BarWidth, area.center().y() - barHeight / 2, BarWidth, barHeight);
    painter.fillRect(bar.adjusted(-1, -1, 1, 1), color(Role::ImageText));
    painter.fillRect(bar, Qt::black);
    for (int y = 0; y < barHeight; ++y) {
        const double value = 1.0 - double(y) / (barHeight - 1);
        QColor c = QColor::fromRgb(colorOf(legend.map, value));
        painter.fillRect(QRect(bar.left(), bar.top() + y, BarWidth, 1), c);
    }
    const auto label = [&](int y, const QString& text) {
        drawRimmed(painter, QRect(area.left(), y, bar.left() - 6 - area.left(), metrics.height()),
                   Qt::AlignRight | Qt::AlignVCenter, text);
    };
    const QLocale locale;
    label(bar.top() - metrics.height() / 2,
          legend.highest > 0 ? locale.toString(double(legend.highest), 'g', 3) : ViewOverlays::tr("0"));
    label(bar.bottom() - metrics.height() / 2, ViewOverlays::tr("≤ 0"));
    const QRect above(area.left() + Margin, bar.top() - 2 * metrics.height() - 10, area.width() - 2 * Margin,
                      metrics.height());
    drawRimmed(painter, above, Qt::AlignRight | Qt::AlignVCenter, legend.name);
    const QRect below(area.left() + Margin, bar.bottom() + 10, area.width() - 2 * Margin, metrics.height());
    drawRimmed(painter, below, Qt::AlignRight | Qt::AlignVCenter,
               legend.highest > 0 ? ViewOverlays::tr("scaled to this map's maximum")
                                  : ViewOverlays::tr("no evidence for this finding"));
    painter.restore();
}

void drawScaleBar(QPainter& painter, const QRect& area, double mmPerViewPixel) {
    if (!(mmPerViewPixel > 0) || area.width() < 480)
        return;
    const double widest = mmPerViewPixel * area.width() / 4;
    const double power = std::pow(10.0, std::floor(std::log10(widest)));
    const double length = widest >= 5 * power ? 5 * power : widest >= 2 * power ? 2 * power : power;
    const int pixels = int(std::lround(length / mmPerViewPixel));
    painter.save();
    const int left = area.center().x() - pixels / 2, bottom = area.bottom() - Margin;
    const auto line = [&](const QPen& pen) {
        painter.setPen(pen);
        painter.drawLine(left, bottom, left + pixels, bottom);
        painter.drawLine(left, bottom - 5, left, bottom);
        painter.drawLine(left + pixels, bottom - 5, left + pixels, bottom);
    };
    line(QPen(QColor(0, 0, 0, 200), 3));
    line(QPen(color(Role::ImageText), 1));
    painter.setFont(font(Type::Caption));
    const QString text = length >= 10 ? ViewOverlays::tr("%1 cm").arg(QLocale().toString(length / 10))
                                      : ViewOverlays::tr("%1 mm").arg(QLocale().toString(length));
    const int height = QFontMetrics(painter.font()).height();
    drawRimmed(painter, QRect(area.left(), bottom - 6 - height, area.width(), height), Qt::AlignCenter, text);
    painter.restore();
}

namespace {

// The list of keys laid out: columns of equal width, long words on several lines where the view is narrow.
struct KeyHelpLayout {
    QFont keyFont, textFont;
    int columns = 1, keyWidth = 0, textWidth = 0;
    std::vector<int> heights; // of the entries
    int linesIn(int entries) const { return (entries + columns - 1) / columns; }
    int columnWidth() const { return keyWidth + 16 + textWidth + 24; }
    int height() const { // of the tallest column
        const int lines = linesIn(int(heights.size()));
        int tallest = 0;
        for (int first = 0; first < int(heights.size()); first += lines) {
            const int end = std::min(first + lines, int(heights.size()));
            tallest = std::max(tallest, std::accumulate(heights.begin() + first, heights.begin() + end, 0));
        }
        return tallest;
    }
};

KeyHelpLayout layoutKeyHelp(const std::vector<KeyHelpEntry>& keys, int width, int columns, Type type) {
    KeyHelpLayout layout{font(type, QFont::DemiBold), font(type), columns, 0, 0, {}};
    const QFontMetrics keyMetrics(layout.keyFont), textMetrics(layout.textFont);
    for (const KeyHelpEntry& entry : keys) {
        layout.keyWidth = std::max(layout.keyWidth, keyMetrics.horizontalAdvance(entry.keys) + 2);
        layout.textWidth = std::max(layout.textWidth, textMetrics.horizontalAdvance(entry.what) + 2);
    }
    const int room = width / columns - 40;
    if (layout.keyWidth + layout.textWidth > room) {
        layout.keyWidth = std::min(layout.keyWidth, room * 9 / 20);
        layout.textWidth = std::min(layout.textWidth, room - layout.keyWidth);
    }
    for (const KeyHelpEntry& entry : keys) {
        const QRect keyRoom(0, 0, layout.keyWidth, 1000), textRoom(0, 0, layout.textWidth, 1000);
        layout.heights.push_back(std::max(keyMetrics.boundingRect(keyRoom, Qt::TextWordWrap, entry.keys).height(),
                                          textMetrics.boundingRect(textRoom, Qt::TextWordWrap, entry.what).height()) +
                                 7);
    }
    return layout;
}

} // namespace

void drawKeyHelp(QPainter& painter, const QRect& area, const std::vector<KeyHelpEntry>& keys) {
    const QSize room = area.size() - QSize(48, 48);
    KeyHelpLayout layout = layoutKeyHelp(keys, room.width(), 1, Type::Body);
    if (layout.height() > room.height())
        layout = layoutKeyHelp(keys, room.width(), 2, Type::Body);
    if (layout.height() > room.height())
        layout = layoutKeyHelp(keys, room.width(), 2, Type::Caption);

    painter.save();
    QRect panel(0, 0, layout.columns * layout.columnWidth() + 24, layout.height() + 32);
    panel.moveCenter(area.center());
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(color(Role::Line));
    QColor background = color(Role::Panel);
    background.setAlpha(240);
    painter.setBrush(background);
    painter.drawRoundedRect(QRectF(panel).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    const int lines = layout.linesIn(int(keys.size()));
    int top = 0;
    for (int i = 0; i < int(keys.size()); ++i) {
        top = i % lines == 0 ? panel.top() + 16 : top;
        const int left = panel.left() + 24 + i / lines * layout.columnWidth(), height = layout.heights[size_t(i)];
        painter.setFont(layout.keyFont);
        painter.setPen(color(Role::Text));
        painter.drawText(QRect(left, top, layout.keyWidth, height), Qt::TextWordWrap, keys[size_t(i)].keys);
        painter.setFont(layout.textFont);
        painter.setPen(color(Role::Secondary));
        painter.drawText(QRect(left + layout.keyWidth + 16, top, layout.textWidth, height), Qt::TextWordWrap,
                         keys[size_t(i)].what);
        top += height;
    }
    painter.restore();
}

void drawMessage(QPainter& painter, const QRect& area, const QString& text) {
    painter.save();
    painter.setFont(font(Type::Body));
    painter.setPen(color(Role::ImageText));
    painter.drawText(area.adjusted(32, 32, -32, -32), Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.restore();
}

void drawTag(QPainter& painter, const QRect& area, QPoint pointer, const QString& text) {
    painter.save();
    painter.setFont(font(Type::Body));
    const QFontMetrics metrics(painter.font());
    QRect tag(pointer + QPoint(16, 16), QSize(metrics.horizontalAdvance(text) + 16, metrics.height() + 8));
    tag.moveLeft(std::clamp(tag.left(), area.left(), std::max(area.left(), area.right() - tag.width())));
    tag.moveTop(std::clamp(tag.top(), area.top(), std::max(area.top(), area.bottom() - tag.height())));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 190));
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(color(Role::ImageText));
    painter.drawText(tag, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace roentgen::widgets
