#include "widgets/film_text.h"

#include "widgets/theme.h"

#include <QFontMetrics>

#include <algorithm>
#include <array>
#include <cmath>

namespace roentgen::widgets {

namespace {

constexpr int SamplesASide = 24;
constexpr int DarkEnough = 96; // light text on this grey has a contrast of five to one
constexpr int Background = 48; // brighter than that is tissue
constexpr double TissueAllowed = 0.05;
constexpr int TextGap = 2; // between blocks
constexpr int ShortestWidth = 120;

QFont lineFont(qsizetype line, bool firstLineLarge) {
    return line == 0 && firstLineLarge ? font(Type::Title, QFont::DemiBold) : font(Type::Caption);
}

QSize sizeOf(const QStringList& lines, bool firstLineLarge) {
    int width = 0, height = 0;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        const QFontMetrics metrics(lineFont(i, firstLineLarge));
        width = std::max(width, metrics.horizontalAdvance(lines[i]) + 2);
        height += metrics.height() + 2;
    }
    return {width + 2 * FilmTextRim, height + 2 * FilmTextRim};
}

} // namespace

FilmBackdrop::FilmBackdrop(const QImage& picture, const QRect& pictureRect, double pixelRatio, bool inverted,
                           bool covered)
    : m_picture(&picture)
    , m_rect(pictureRect)
    , m_ratio(pixelRatio)
    , m_inverted(inverted)
    , m_covered(covered) {}

std::vector<int> FilmBackdrop::valuesIn(const QRect& rect) const {
    std::vector<int> values;
    const int stepX = std::max(1, rect.width() / SamplesASide), stepY = std::max(1, rect.height() / SamplesASide);
    for (int y = rect.top(); y <= rect.bottom(); y += stepY)
        for (int x = rect.left(); x <= rect.right(); x += stepX) {
            const QPoint device = (QPointF(x, y) * m_ratio).toPoint();
            values.push_back(m_picture != nullptr && m_rect.contains(device)
                                 ? qRed(m_picture->pixel(device - m_rect.topLeft()))
                                 : -1);
        }
    return values;
}

int FilmBackdrop::brightest(const QRect& rect) const {
    std::vector<int> values = valuesIn(rect);
    if (values.empty())
        return 0;
    const auto place = values.begin() + std::ptrdiff_t(values.size() * 19 / 20);
    std::nth_element(values.begin(), place, values.end());
    return *place < 0 ? 0 : m_covered ? 255 : *place;
}

double FilmBackdrop::tissue(const QRect& rect) const {
    const std::vector<int> values = valuesIn(rect);
    const auto isTissue = [this](int value) { return value >= 0 && (m_inverted ? 255 - value : value) > Background; };
    return values.empty() ? 0 : double(std::count_if(values.begin(), values.end(), isTissue)) / double(values.size());
}

QRect FilmTextLayout::cornerRect(Qt::Alignment corner, QSize size) const {
    const QRect inner = m_view.adjusted(FilmTextMargin - FilmTextRim, FilmTextMargin - FilmTextRim,
                                        FilmTextRim - FilmTextMargin, FilmTextRim - FilmTextMargin);
    QRect rect(inner.topLeft(), size.boundedTo(inner.size()));
    if (corner & Qt::AlignRight)
        rect.moveRight(inner.right());
    if (corner & Qt::AlignBottom)
        rect.moveBottom(inner.bottom());
    return rect;
}

std::vector<QRect> FilmTextLayout::taken() const {
    std::vector<QRect> rects = m_others;
    for (const FilmTextBlock& block : m_blocks)
        rects.push_back(block.rect);
    return rects;
}

bool FilmTextLayout::isFree(const QRect& rect) const {
    const std::vector<QRect> rects = taken();
    return m_view.contains(rect) && std::none_of(rects.begin(), rects.end(), [&](const QRect& other) {
               return other.adjusted(-TextGap, -TextGap, TextGap, TextGap).intersects(rect);
           });
}

bool FilmTextLayout::add(FilmTextBlock block) {
    if (!isFree(block.rect))
        return false;
    m_blocks.push_back(std::move(block));
    return true;
}

void FilmTextLayout::addCorner(Qt::Alignment corner, const QStringList& lines, bool firstLineLarge) {
    if (lines.isEmpty())
        return;
    const QSize size = sizeOf(lines, firstLineLarge);
    FilmTextBlock block{lines, corner, firstLineLarge, cornerRect(corner, size)};
    if (add(block))
        return;
    // Beside what stands in its way, if that leaves most of it.
    QRect beside = block.rect;
    for (const QRect& other : taken())
        if (other.adjusted(-TextGap, -TextGap, TextGap, TextGap).intersects(beside)) {
            if (corner & Qt::AlignRight)
                beside.setLeft(other.right() + TextGap + 1);
            else
                beside.setRight(other.left() - TextGap - 1);
        }
    const bool worthIt = beside.width() >= std::max(ShortestWidth, size.width() * 2 / 3);
    if (worthIt && add({lines, corner, firstLineLarge, beside}))
        return;
    if (addMovable(block.rect)) {
        m_others.pop_back();
        m_blocks.push_back(std::move(block));
    }
}

bool FilmTextLayout::addMovable(QRect& rect) {
    const int step = rect.center().y() < m_view.center().y() ? 1 : -1;
    for (size_t tries = 0; tries <= m_blocks.size() + m_others.size(); ++tries) {
        if (isFree(rect)) {
            m_others.push_back(rect);
            return true;
        }
        for (const QRect& other : taken())
            if (other.adjusted(-TextGap, -TextGap, TextGap, TextGap).intersects(rect)) {
                if (step > 0)
                    rect.moveTop(other.bottom() + TextGap + 1);
                else
                    rect.moveBottom(other.top() - TextGap - 1);
                break;
            }
    }
    return false;
}

void FilmTextLayout::addMark(const QStringList& lines, const FilmBackdrop& backdrop) {
    if (lines.isEmpty())
        return;
    const QSize size = sizeOf(lines, true);
    const std::array<Qt::Alignment, 3> corners = {Qt::AlignTop | Qt::AlignRight, Qt::AlignTop | Qt::AlignLeft,
                                                  Qt::AlignBottom | Qt::AlignRight};
    for (const Qt::Alignment corner : corners) {
        QRect rect = cornerRect(corner, size);
        for (const QRect& other : taken()) // beyond what stands there
            if (other.adjusted(-TextGap, -TextGap, TextGap, TextGap).intersects(rect)) {
                if (corner & Qt::AlignTop)
                    rect.moveTop(other.bottom() + TextGap + 1);
                else
                    rect.moveBottom(other.top() - TextGap - 1);
            }
        if (isFree(rect) && backdrop.tissue(rect) <= TissueAllowed) {
            add({lines, corner, true, rect});
            return;
        }
    }
    addCorner(corners.front(), lines, true);
}

void drawRimmed(QPainter& painter, const QRect& rect, int flags, const QString& text) {
    painter.setPen(QColor(0, 0, 0, 200));
    for (const QPoint& offset : {QPoint(-1, 0), QPoint(1, 0), QPoint(0, -1), QPoint(0, 1)})
        painter.drawText(rect.translated(offset), flags, text);
    painter.setPen(color(Role::ImageText));
    painter.drawText(rect, flags, text);
}

void drawPlate(QPainter& painter, const QRect& rect, const FilmBackdrop& backdrop) {
    const int brightest = backdrop.brightest(rect);
    if (brightest <= DarkEnough)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0, 0, 0, int(std::ceil(255.0 * (1 - double(DarkEnough) / brightest)))));
    painter.drawRoundedRect(rect, 3, 3);
    painter.restore();
}

void drawFilmText(QPainter& painter, const FilmTextBlock& block, const FilmBackdrop& backdrop) {
    drawPlate(painter, block.rect, backdrop);
    painter.save();
    int top = block.rect.top() + FilmTextRim;
    for (qsizetype i = 0; i < block.lines.size(); ++i) {
        painter.setFont(lineFont(i, block.firstLineLarge));
        const QFontMetrics metrics(painter.font());
        const QRect line(block.rect.left() + FilmTextRim, top, block.rect.width() - 2 * FilmTextRim,
                         metrics.height() + 2);
        drawRimmed(painter, line, int(block.corner & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine,
                   metrics.elidedText(block.lines[i], Qt::ElideRight, line.width()));
        top += line.height();
    }
    painter.restore();
}

} // namespace roentgen::widgets
