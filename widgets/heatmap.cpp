#include "widgets/heatmap.h"

#include "widgets/parallel_bands.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

constexpr int TableSize = 1024;

std::vector<QRgb> premultipliedTable(ColorMap map, double opacity) {
    std::vector<QRgb> table(TableSize);
    for (int i = 0; i < TableSize; ++i) {
        const double value = double(i) / (TableSize - 1);
        const QRgb opaque = colorOf(map, value);
        const int alpha = int(std::clamp(opacity, 0.0, 1.0) * value * 255 + 0.5);
        table[size_t(i)] = qPremultiply(qRgba(qRed(opaque), qGreen(opaque), qBlue(opaque), alpha));
    }
    return table;
}

} // namespace

float Heatmap::highest() const {
    const auto found = std::max_element(values.begin(), values.end());
    return found == values.end() || !(*found > 0) ? 0.0f : *found;
}

double Heatmap::relativeAt(QPointF point) const {
    const float scale = highest();
    if (!isValid() || scale <= 0 || !area.contains(point))
        return 0;
    const double x = std::clamp((point.x() - area.left()) / area.width() * columns - 0.5, 0.0, columns - 1.0);
    const double y = std::clamp((point.y() - area.top()) / area.height() * rows - 0.5, 0.0, rows - 1.0);
    const int x0 = int(x), y0 = int(y), x1 = std::min(x0 + 1, columns - 1), y1 = std::min(y0 + 1, rows - 1);
    const auto at = [this](int r, int c) {
        return double(std::max(0.0f, values[size_t(r) * size_t(columns) + size_t(c)]));
    };
    const double upper = at(y0, x0) + (at(y0, x1) - at(y0, x0)) * (x - x0);
    const double lower = at(y1, x0) + (at(y1, x1) - at(y1, x0)) * (x - x0);
    return (upper + (lower - upper) * (y - y0)) / scale;
}

void HeatmapRenderer::setHeatmap(Heatmap heatmap) {
    m_heatmap = std::move(heatmap);
    m_fresh = false;
}

const QImage& HeatmapRenderer::render(const ViewTransform& transform, QSize viewSize, const QRect& viewRect,
                                      QSizeF filmSize, ColorMap map, double opacity) {
    const bool same = m_fresh && transform == m_transform && viewSize == m_viewSize && viewRect == m_rect &&
                      filmSize == m_filmSize && map == m_map && opacity == m_opacity;
    if (same)
        return m_picture;
    m_transform = transform;
    m_viewSize = viewSize;
    m_rect = viewRect;
    m_filmSize = filmSize;
    m_map = map;
    m_opacity = opacity;
    m_fresh = true;
    if (m_picture.size() != viewRect.size())
        m_picture = QImage(viewRect.size(), QImage::Format_ARGB32_Premultiplied);
    const std::vector<QRgb> table = premultipliedTable(map, opacity);
    uchar* pixels = m_picture.bits();
    const qsizetype stride = m_picture.bytesPerLine();
    forEachBand(viewRect.height(), viewRect.width(),
                [&](int begin, int end) { fillRows(begin, end, pixels, stride, table); });
    return m_picture;
}

void HeatmapRenderer::fillRows(int begin, int end, uchar* pixels, qsizetype stride,
                               const std::vector<QRgb>& table) const {
    const auto fractionAt = [this](double x, double y) {
        const QPointF film = m_transform.toFilm({x, y}, m_viewSize);
        return QPointF(film.x() / m_filmSize.width(), film.y() / m_filmSize.height());
    };
    const float scale = m_heatmap.highest() > 0 ? 1.0f / m_heatmap.highest() : 0.0f;
    const int rows = m_heatmap.rows, columns = m_heatmap.columns;
    const QRectF& area = m_heatmap.area;
    for (int r = begin; r < end; ++r) {
        // Along a row of the view the film point moves evenly, along one axis: two points tell it.
        const double y = m_rect.top() + r + 0.5;
        const QPointF first = fractionAt(m_rect.left() + 0.5, y), second = fractionAt(m_rect.left() + 1.5, y);
        const auto cellX = [&](double f) { return (f - area.left()) / area.width() * columns; };
        const auto cellY = [&](double f) { return (f - area.top()) / area.height() * rows; };
        const double x0 = cellX(first.x()), stepX = cellX(second.x()) - x0;
        const double y0 = cellY(first.y()), stepY = cellY(second.y()) - y0;
        auto* out = reinterpret_cast<QRgb*>(pixels + r * stride);
        for (int c = 0; c < m_rect.width(); ++c) {
            const float cx = float(x0 + c * stepX), cy = float(y0 + c * stepY);
            if (!(cx >= 0 && cy >= 0 && cx <= float(columns) && cy <= float(rows)) || scale == 0) {
                out[c] = 0;
                continue;
            }
            const float px = std::clamp(cx - 0.5f, 0.0f, float(columns - 1));
            const float py = std::clamp(cy - 0.5f, 0.0f, float(rows - 1));
            const int left = int(px), top = int(py);
            const float* upper = m_heatmap.values.data() + size_t(top) * size_t(columns);
            const float* lower = top + 1 < rows ? upper + columns : upper;
            const int right = left + 1 < columns ? left + 1 : left;
            const float fx = px - float(left), fy = py - float(top);
            const auto positive = [](float value) { return value > 0 ? value : 0.0f; };
            const float a = positive(upper[left]), b = positive(upper[right]);
            const float d = positive(lower[left]), e = positive(lower[right]);
            const float top2 = a + (b - a) * fx, bottom2 = d + (e - d) * fx;
            const float value = (top2 + (bottom2 - top2) * fy) * scale;
            out[c] = table[size_t(std::min(value, 1.0f) * (TableSize - 1) + 0.5f)];
        }
    }
}

} // namespace roentgen::widgets
