#include "widgets/drag_tool.h"

#include "widgets/window_function.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

// A drag over this many pixels changes the window by the film's default width.
constexpr double PixelsPerDefaultWidth = 400;
constexpr double ZoomPerPixel = 0.006; // as an exponent

class WindowTool : public DragTool {
public:
    WindowTool(QPointF pressed, const WindowSetting& window)
        : m_pressed(pressed)
        , m_window(window) {}
    Edited dragTo(QPointF to, Presentation& shown, QSizeF) override {
        const Film& film = shown.film->film();
        const QPointF total = to - m_pressed;
        const double perPixel = std::max(film.defaultWindow.width, 1.0) / PixelsPerDefaultWidth;
        shown.window.width = std::max(m_window.width + total.x() * perPixel, leastWindowWidth(film.voiFunction));
        shown.window.center = m_window.center + total.y() * perPixel;
        return Edited::Window;
    }
    bool setsWindow() const override { return true; }

private:
    const QPointF m_pressed;
    const WindowSetting m_window; // when it was pressed
};

class PanTool : public DragTool {
public:
    PanTool(QPointF pressed, double pixelRatio)
        : m_last(pressed)
        , m_pixelRatio(pixelRatio) {}
    Edited dragTo(QPointF to, Presentation& shown, QSizeF) override {
        shown.placement.panBy((to - m_last) * m_pixelRatio);
        m_last = to;
        return Edited::Placement;
    }

private:
    QPointF m_last;
    const double m_pixelRatio;
};

class ZoomTool : public DragTool {
public:
    ZoomTool(QPointF pressed, double zoom, double pixelRatio)
        : m_pressed(pressed)
        , m_zoom(zoom)
        , m_pixelRatio(pixelRatio) {}
    Edited dragTo(QPointF to, Presentation& shown, QSizeF view) override {
        const double zoom = m_zoom * std::exp(-(to - m_pressed).y() * ZoomPerPixel);
        shown.placement.zoomAt(m_pressed * m_pixelRatio, zoom, view);
        return Edited::Placement;
    }

private:
    const QPointF m_pressed;
    const double m_zoom, m_pixelRatio; // the zoom when it was pressed
};

} // namespace

std::unique_ptr<DragTool> dragToolFor(Qt::MouseButton button, Qt::KeyboardModifiers modifiers, QPointF pressed,
                                      const Presentation& shown, double pixelRatio) {
    if (!shown.film)
        return nullptr;
    if (button == Qt::MiddleButton || (button == Qt::LeftButton && modifiers & Qt::ShiftModifier))
        return std::make_unique<PanTool>(pressed, pixelRatio);
    if (button == Qt::RightButton)
        return std::make_unique<ZoomTool>(pressed, shown.placement.transform().zoom, pixelRatio);
    if (button == Qt::LeftButton)
        return std::make_unique<WindowTool>(pressed, shown.window);
    return nullptr;
}

} // namespace roentgen::widgets
