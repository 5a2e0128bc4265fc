// A heatmap over a film, and what the reader chose for it: shown or not, how dense, in which colours. GUI thread.
#pragma once

#include "widgets/heatmap.h"
#include "widgets/view_overlays.h"

#include <optional>

namespace roentgen::widgets {

class HeatmapLayer {
public:
    void setHeatmap(std::optional<Heatmap> heatmap); // none, or one that is not valid: nothing is drawn
    bool hasHeatmap() const { return m_hasHeatmap; }
    void setVisible(bool visible) { m_visible = visible; }
    bool isVisible() const { return m_visible; }
    void setOpacity(double opacity); // 0…1
    double opacity() const { return m_opacity; }
    void setColorMap(ColorMap map) { m_colorMap = map; }
    ColorMap colorMap() const { return m_colorMap; }

    bool isDrawn() const { return m_hasHeatmap && m_visible && m_opacity > 0; }
    HeatmapLegend legend() const;
    // In device pixels. view: the view's size; place: where the film (of that many pixels) stands in it.
    void paint(QPainter& painter, const ViewTransform& transform, QSize view, const QRect& place, QSizeF film);

private:
    HeatmapRenderer m_renderer;
    bool m_hasHeatmap = false, m_visible = true;
    double m_opacity = 0.5;
    ColorMap m_colorMap = ColorMap::Inferno;
};

} // namespace roentgen::widgets
