// A class-activation map laid over a film.
#pragma once

#include "widgets/color_map.h"
#include "widgets/view_transform.h"

#include <QImage>
#include <QRect>
#include <QString>

#include <vector>

namespace roentgen::widgets {

struct Heatmap {
    int rows = 0, columns = 0;
    std::vector<float> values; // row-major
    QRectF area{0, 0, 1, 1};   // the part of the film that the map covers, in fractions of the film
    QString name;              // of the class
    bool isValid() const { return rows > 0 && columns > 0 && values.size() == size_t(rows) * size_t(columns); }

    // What is drawn: negative evidence is clear, the map's own maximum is 1. So two maps compare in shape, not in
    // strength; the legend says so. 0 everywhere where no value is positive.
    float highest() const;
    // Bilinear between the middles of the cells, level beyond the outermost middles. point: fractions of the film.
    // Outside of the area: 0.
    double relativeAt(QPointF point) const;
};

// Draws heatmaps at the view's own resolution; keeps the picture while nothing changes. GUI thread.
class HeatmapRenderer {
public:
    void setHeatmap(Heatmap heatmap);
    const Heatmap& heatmap() const { return m_heatmap; }

    // Premultiplied ARGB of viewRect (device pixels of the view): colour by value, opacity * value as alpha.
    const QImage& render(const ViewTransform& transform, QSize viewSize, const QRect& viewRect, QSizeF filmSize,
                         ColorMap map, double opacity);

private:
    void fillRows(int begin, int end, uchar* pixels, qsizetype stride, const std::vector<QRgb>& table) const;

    Heatmap m_heatmap;
    bool m_fresh = false;
    ViewTransform m_transform;
    QSize m_viewSize;
    QRect m_rect;
    QSizeF m_filmSize;
    ColorMap m_map = ColorMap::Inferno;
    double m_opacity = 0.5;
    QImage m_picture;
};

} // namespace roentgen::widgets
