#include "widgets/view_overlays.h"

#include "widgets/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QTextLayout>

#include <algorithm>
#include <array>
#include <cmath>

namespace roentgen::widgets {
namespace {

constexpr int Margin = FilmTextMargin;
constexpr int LegendBarWidth = 12, LegendGap = 8;

struct ViewOverlays {
    Q_DECLARE_TR_FUNCTIONS(ViewOverlays)
};

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
    // Names of boxes that share a corner stand under each other, and under what is printed there.
    for (size_t pass = 0; pass < taken.size(); ++pass)
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
               double pixelRatio, const std::vector<QRect>& printed) {
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
    std::vector<QRectF> taken(printed.begin(), printed.end());
    for (const auto& [rect, box] : visible)
        taken.push_back(drawBoxName(painter, rect, view, *box, taken));
    painter.restore();
}

namespace {

// The legend's parts, from its top: name, bar with its two values, what the values are.
struct LegendLayout {
    QStringList below;
    QString highest, lowest;
    int textWidth = 0, lineHeight = 0, valueWidth = 0, barHeight = 0;
    int height() const { return 2 * FilmTextRim + lineHeight * (1 + int(below.size())) + 2 * LegendGap + barHeight; }
    int width() const { return 2 * FilmTextRim + std::max(textWidth, valueWidth + 6 + LegendBarWidth); }
};

// A column of words as narrow as it may be: it lies on the film.
QStringList narrowed(const QString& text, int width) {
    QTextLayout words(text, font(Type::Caption));
    QTextOption option(Qt::AlignRight);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    words.setTextOption(option);
    QStringList lines;
    words.beginLayout();
    for (QTextLine line = words.createLine(); line.isValid(); line = words.createLine()) {
        line.setLineWidth(width);
        lines << text.mid(line.textStart(), line.textLength()).trimmed();
    }
    words.endLayout();
    return lines;
}

LegendLayout layOut(const HeatmapLegend& legend, int barHeight) {
    constexpr int narrowest = 76;
    LegendLayout layout;
    layout.barHeight = barHeight;
    layout.highest = legend.highest > 0 ? QLocale().toString(double(legend.highest), 'g', 3) : ViewOverlays::tr("0");
    layout.lowest = ViewOverlays::tr("≤ 0");
    const QFontMetrics metrics(font(Type::Caption));
    layout.lineHeight = metrics.height();
    layout.textWidth = metrics.horizontalAdvance(legend.name);
    const QStringList meaning = legend.highest > 0 ? QStringList{ViewOverlays::tr("evidence, log odds"),
                                                                 ViewOverlays::tr("scaled to this map's maximum")}
                                                   : QStringList{ViewOverlays::tr("no evidence for this finding")};
    for (const QString& text : meaning)
        layout.below << narrowed(text, std::max(layout.textWidth, narrowest));
    for (const QString& line : std::as_const(layout.below))
        layout.textWidth = std::max(layout.textWidth, metrics.horizontalAdvance(line));
    layout.textWidth += 2;
    layout.valueWidth =
        std::max(metrics.horizontalAdvance(layout.highest), metrics.horizontalAdvance(layout.lowest)) + 2;
    return layout;
}

} // namespace

QRect legendRect(const QRect& area, const HeatmapLegend& legend, int barHeight) {
    const LegendLayout layout = layOut(legend, barHeight);
    QRect rect(0, 0, layout.width(), layout.height());
    rect.moveCenter(area.center());
    rect.moveRight(area.right() - Margin + FilmTextRim);
    return rect;
}

void drawLegend(QPainter& painter, const QRect& rect, const HeatmapLegend& legend, int barHeight,
                const FilmBackdrop& backdrop) {
    const LegendLayout layout = layOut(legend, barHeight);
    drawPlate(painter, rect, backdrop);
    painter.save();
    painter.setFont(font(Type::Caption));
    const QRect inner = rect.adjusted(FilmTextRim, FilmTextRim, -FilmTextRim, -FilmTextRim);
    const auto line = [&](int top, int right, const QString& text) {
        drawRimmed(painter, QRect(inner.left(), top, right - inner.left(), layout.lineHeight),
                   Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, text);
    };
    line(inner.top(), inner.right(), legend.name);
    const QRect bar(inner.right() - LegendBarWidth, inner.top() + layout.lineHeight + LegendGap, LegendBarWidth,
                    barHeight);
    painter.fillRect(bar.adjusted(-1, -1, 1, 1), color(Role::ImageText));
    painter.fillRect(bar, Qt::black);
    for (int y = 0; y < barHeight; ++y)
        painter.fillRect(QRect(bar.left(), bar.top() + y, LegendBarWidth, 1),
                         QColor::fromRgb(colorOf(legend.map, 1.0 - double(y) / (barHeight - 1))));
    line(bar.top() - 2, bar.left() - 6, layout.highest);
    line(bar.bottom() + 2 - layout.lineHeight, bar.left() - 6, layout.lowest);
    for (qsizetype i = 0; i < layout.below.size(); ++i)
        line(bar.bottom() + LegendGap + int(i) * layout.lineHeight, inner.right(), layout.below[i]);
    painter.restore();
}

namespace {

// The longest bar of a round length.
struct ScaleBar {
    double millimetres = 0;
    int pixels = 0;
};

ScaleBar scaleBarOf(const QRect& area, double mmPerViewPixel) {
    const double widest = mmPerViewPixel * area.width() / 4;
    const double power = std::pow(10.0, std::floor(std::log10(widest)));
    const double length = widest >= 5 * power ? 5 * power : widest >= 2 * power ? 2 * power : power;
    return {length, int(std::lround(length / mmPerViewPixel))};
}

QString lengthText(double millimetres) {
    return millimetres >= 10 ? ViewOverlays::tr("%1 cm").arg(QLocale().toString(millimetres / 10))
                             : ViewOverlays::tr("%1 mm").arg(QLocale().toString(millimetres));
}

} // namespace

QRect scaleBarRect(const QRect& area, double mmPerViewPixel) {
    if (!(mmPerViewPixel > 0) || area.width() < 480)
        return {};
    const ScaleBar bar = scaleBarOf(area, mmPerViewPixel);
    const QFontMetrics metrics(font(Type::Caption));
    QRect rect(0, 0, std::max(bar.pixels, metrics.horizontalAdvance(lengthText(bar.millimetres)) + 2) + 2 * FilmTextRim,
               metrics.height() + 6 + 2 * FilmTextRim);
    rect.moveCenter(area.center());
    rect.moveBottom(area.bottom() - Margin + FilmTextRim);
    return rect;
}

void drawScaleBar(QPainter& painter, const QRect& rect, const QRect& area, double mmPerViewPixel,
                  const FilmBackdrop& backdrop) {
    const ScaleBar bar = scaleBarOf(area, mmPerViewPixel);
    drawPlate(painter, rect, backdrop);
    painter.save();
    const int left = rect.center().x() - bar.pixels / 2, bottom = rect.bottom() - FilmTextRim;
    const auto line = [&](const QPen& pen) {
        painter.setPen(pen);
        painter.drawLine(left, bottom, left + bar.pixels, bottom);
        painter.drawLine(left, bottom - 5, left, bottom);
        painter.drawLine(left + bar.pixels, bottom - 5, left + bar.pixels, bottom);
    };
    line(QPen(QColor(0, 0, 0, 200), 3));
    line(QPen(color(Role::ImageText), 1));
    painter.setFont(font(Type::Caption));
    const int height = QFontMetrics(painter.font()).height();
    drawRimmed(painter, QRect(rect.left(), bottom - 6 - height, rect.width(), height), Qt::AlignCenter,
               lengthText(bar.millimetres));
    painter.restore();
}

void drawMessage(QPainter& painter, const QRect& area, const QString& text) {
    painter.save();
    painter.setFont(font(Type::Body));
    painter.setPen(color(Role::ImageText));
    painter.drawText(area.adjusted(32, 32, -32, -32), Qt::AlignCenter | Qt::TextWordWrap, text);
    painter.restore();
}

void drawTag(QPainter& painter, const QRect& area, QPoint pointer, const QString& text, const FilmTextLayout& printed) {
    painter.save();
    painter.setFont(font(Type::Body));
    const QFontMetrics metrics(painter.font());
    const QSize size(metrics.horizontalAdvance(text) + 16, metrics.height() + 8);
    QRect tag;
    for (const QPoint& offset : {QPoint(16, 16), QPoint(-16 - size.width(), 16), QPoint(16, -16 - size.height()),
                                 QPoint(-16 - size.width(), -16 - size.height())}) {
        tag = QRect(pointer + offset, size);
        tag.moveLeft(std::clamp(tag.left(), area.left(), std::max(area.left(), area.right() - tag.width())));
        tag.moveTop(std::clamp(tag.top(), area.top(), std::max(area.top(), area.bottom() - tag.height())));
        if (printed.isFree(tag))
            break;
    }
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, 190));
    painter.drawRoundedRect(tag, 4, 4);
    painter.setPen(color(Role::ImageText));
    painter.drawText(tag, Qt::AlignCenter, text);
    painter.restore();
}

} // namespace roentgen::widgets
