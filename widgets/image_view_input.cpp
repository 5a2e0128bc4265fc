// The mouse and the keys of an ImageView.
#include "widgets/image_view.h"

#include "widgets/window_function.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

// A drag over this many pixels changes the window by the film's default width.
constexpr double PixelsPerDefaultWidth = 400;
constexpr double ZoomPerPixel = 0.006;   // of a right drag, as an exponent
constexpr double ZoomPerWheelStep = 0.2; // likewise
constexpr double WheelStep = 120;        // eighths of a degree

} // namespace

void ImageView::mousePressEvent(QMouseEvent* event) {
    m_keyHelpVisible = false;
    m_pressed = m_last = event->position();
    m_pressedWindow = m_window;
    m_pressedZoom = m_transform.zoom;
    if (!m_film)
        m_drag = Drag::None;
    else if (event->button() == Qt::MiddleButton ||
             (event->button() == Qt::LeftButton && event->modifiers() & Qt::ShiftModifier))
        m_drag = Drag::Pan; // Shift: for touchpads without a middle button
    else if (event->button() == Qt::RightButton)
        m_drag = Drag::Zoom;
    else if (event->button() == Qt::LeftButton)
        m_drag = Drag::Window;
    update();
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    const QPointF position = event->position();
    m_pointer = position.toPoint();
    const QPointF total = position - m_pressed, moved = position - m_last;
    m_last = position;
    switch (m_drag) {
    case Drag::None:
        break;
    case Drag::Window: {
        const double perPixel = std::max(m_film->film().defaultWindow.width, 1.0) / PixelsPerDefaultWidth;
        m_window.width =
            std::max(m_pressedWindow.width + total.x() * perPixel, leastWindowWidth(m_film->film().voiFunction));
        m_window.center = m_pressedWindow.center + total.y() * perPixel;
        windowEdited();
        return;
    }
    case Drag::Pan:
        m_transform.panBy(moved * devicePixelRatioF());
        m_fitted = false;
        transformEdited();
        return;
    case Drag::Zoom:
        changeZoom(devicePoint(m_pressed), m_pressedZoom * std::exp(-total.y() * ZoomPerPixel));
        return;
    }
    update(); // the value under the pointer
}

void ImageView::mouseReleaseEvent(QMouseEvent*) {
    m_drag = Drag::None;
    update();
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_film)
        return;
    if (m_fitted) {
        actualSize(devicePoint(event->position()));
    } else {
        fit();
        transformEdited();
    }
}

void ImageView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / WheelStep;
    if (m_frames > 1 && !(event->modifiers() & Qt::ControlModifier)) {
        const int frame = std::clamp(m_frame - (steps > 0 ? 1 : -1), 0, m_frames - 1);
        if (steps != 0 && frame != m_frame)
            Q_EMIT frameRequested(frame);
    } else {
        changeZoom(devicePoint(event->position()), m_transform.zoom * std::exp(steps * ZoomPerWheelStep));
    }
    event->accept();
}

void ImageView::leaveEvent(QEvent*) {
    m_pointer.reset();
    update();
}

void ImageView::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) {
        event->ignore();
        return;
    }
    const int key = event->key();
    if (m_keyHelpVisible && key == Qt::Key_Escape) {
        setKeyHelpVisible(false);
        return;
    }
    if (key >= Qt::Key_1 && key <= Qt::Key_9) {
        choosePreset(key - Qt::Key_0);
        return;
    }
    switch (key) {
    case Qt::Key_I:
        setInverted(!m_window.inverted);
        break;
    case Qt::Key_R:
        turn(1);
        break;
    case Qt::Key_L:
        turn(-1);
        break;
    case Qt::Key_H:
        mirror(true, false);
        break;
    case Qt::Key_V:
        mirror(false, true);
        break;
    case Qt::Key_B:
        setBoxesVisible(!m_boxesVisible);
        break;
    case Qt::Key_O:
        m_textVisible = !m_textVisible;
        update();
        break;
    case Qt::Key_P:
        setInterpolation(m_interpolation == Interpolation::Nearest ? Interpolation::Bilinear : Interpolation::Nearest);
        break;
    case Qt::Key_Space:
        reset();
        break;
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomBy(1.25);
        break;
    case Qt::Key_Minus:
        zoomBy(0.8);
        break;
    case Qt::Key_F:
        Q_EMIT fullScreenRequested();
        break;
    case Qt::Key_Question:
        setKeyHelpVisible(!m_keyHelpVisible);
        break;
    default:
        event->ignore();
    }
}

std::vector<KeyHelpEntry> ImageView::keyHelp() const {
    return {
        {tr("Left drag"), tr("window and level")},
        {tr("Middle drag, Shift + left drag"), tr("move")},
        {tr("Right drag"), tr("zoom")},
        {tr("Wheel"), tr("zoom; in a stack: scroll, with Ctrl zoom")},
        {tr("Double click"), tr("whole image or 1:1")},
        {QStringLiteral("1 … 9"), tr("window presets")},
        {QStringLiteral("I"), tr("invert")},
        {QStringLiteral("R  L"), tr("turn right, left")},
        {QStringLiteral("H  V"), tr("mirror left–right, up–down")},
        {QStringLiteral("+  −"), tr("zoom in, out")},
        {QStringLiteral("B"), tr("boxes on or off")},
        {QStringLiteral("O"), tr("text on or off")},
        {QStringLiteral("P"), tr("smooth or whole pixels")},
        {tr("Space"), tr("reset")},
        {QStringLiteral("F"), tr("full screen")},
        {QStringLiteral("?"), tr("this list")},
    };
}

} // namespace roentgen::widgets
