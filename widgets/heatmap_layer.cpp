#include "widgets/heatmap_layer.h"

#include <algorithm>

namespace roentgen::widgets {

void HeatmapLayer::setHeatmap(std::optional<Heatmap> heatmap) {
    m_hasHeatmap = heatmap && heatmap->isValid();
    m_renderer.setHeatmap(m_hasHeatmap ? std::move(*heatmap) : Heatmap{});
}

void HeatmapLayer::setOpacity(double opacity) {
    m_opacity = std::clamp(opacity, 0.0, 1.0);
}

HeatmapLegend HeatmapLayer::legend() const {
    return {m_renderer.heatmap().name, m_renderer.heatmap().highest(), m_colorMap, m_opacity};
}

void HeatmapLayer::paint(QPainter& painter, const ViewTransform& transform, QSize view, const QRect& place,
                         QSizeF film) {
    if (!isDrawn())
        return;
    const QRectF area = m_renderer.heatmap().area;
    const QRectF onFilm(area.x() * film.width(), area.y() * film.height(), area.width() * film.width(),
                        area.height() * film.height());
    const QRect inView = transform.toView(onFilm, QSizeF(view)).toAlignedRect(), covered = inView.intersected(place);
    if (!covered.isEmpty())
        painter.drawImage(covered.topLeft(), m_renderer.render(transform, view, covered, film, m_colorMap, m_opacity));
    if (!area.contains(QRectF(0, 0, 1, 1))) { // the model saw a part of the film only
        painter.setPen(QPen(QColor(255, 255, 255, 90), 1, Qt::DotLine));
        painter.drawRect(inView);
    }
}

} // namespace roentgen::widgets
