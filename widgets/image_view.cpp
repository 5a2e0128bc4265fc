#include "widgets/image_view.h"

#include "widgets/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

constexpr double ZoomPerWheelStep = 0.2; // as an exponent
constexpr double WheelStep = 120;        // eighths of a degree

} // namespace

ImageView::ImageView(QWidget* parent)
    : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Image"));
    setupKeys();
}

void ImageView::setupKeys() {
    std::map<int, std::function<void()>> presets;
    for (int number = 1; number <= 9; ++number)
        presets[Qt::Key_0 + number] = [this, number] { choosePreset(number); };
    const auto zoomIn = [this] { zoomBy(1.25); };
    const auto toggleText = [this] {
        m_annotations.toggleText();
        update();
    };
    const auto toggleInterpolation = [this] {
        setInterpolation(m_interpolation == Interpolation::Nearest ? Interpolation::Bilinear : Interpolation::Nearest);
    };
    m_keys.add(tr("Left drag"), tr("window and level"));
    m_keys.add(tr("Middle drag, Shift + left drag"), tr("move"));
    m_keys.add(tr("Right drag"), tr("zoom"));
    m_keys.add(tr("Wheel"), tr("zoom; in a stack: scroll, with Ctrl zoom"));
    m_keys.add(tr("Double click"), tr("whole image or 1:1"));
    m_keys.add(QStringLiteral("1 … 9"), tr("window presets"), presets);
    m_keys.add(QStringLiteral("I"), tr("invert"), {{Qt::Key_I, [this] { setInverted(!window().inverted); }}});
    m_keys.add(QStringLiteral("R  L"), tr("turn right, left"),
               {{Qt::Key_R, [this] { turn(1); }}, {Qt::Key_L, [this] { turn(-1); }}});
    m_keys.add(QStringLiteral("H  V"), tr("mirror left–right, up–down"),
               {{Qt::Key_H, [this] { mirror(true, false); }}, {Qt::Key_V, [this] { mirror(false, true); }}});
    m_keys.add(QStringLiteral("+  −"), tr("zoom in, out"),
               {{Qt::Key_Plus, zoomIn}, {Qt::Key_Equal, zoomIn}, {Qt::Key_Minus, [this] { zoomBy(0.8); }}});
    m_keys.add(QStringLiteral("B"), tr("boxes on or off"), {{Qt::Key_B, [this] { setBoxesVisible(!boxesVisible()); }}});
    m_keys.add(QStringLiteral("O"), tr("text on or off"), {{Qt::Key_O, toggleText}});
    m_keys.add(QStringLiteral("P"), tr("smooth or whole pixels"), {{Qt::Key_P, toggleInterpolation}});
    m_keys.add(tr("Space"), tr("reset"), {{Qt::Key_Space, [this] { reset(); }}});
    m_keys.add(QStringLiteral("F"), tr("full screen"), {{Qt::Key_F, [this] { Q_EMIT fullScreenRequested(); }}});
    m_keys.add(QStringLiteral("?"), tr("this list"),
               {{Qt::Key_Question, [this] { setKeyHelpVisible(!m_keyHelpVisible); }}});
}

QSizeF ImageView::deviceSize() const {
    // Whole pixels, as the picture has them.
    return QSizeF((QSizeF(size()) * devicePixelRatioF()).toSize());
}

void ImageView::setFilm(std::shared_ptr<const PreparedFilm> film, bool keepView) {
    m_shown.show(std::move(film), keepView, deviceSize());
    m_renderer.setFilm(m_shown.film);
    if (!m_shown.film)
        m_tool.reset(); // it works on a film
    redisplay();
}

void ImageView::setMessage(const QString& text) {
    m_message = text;
    update();
}

void ImageView::setBoxes(std::vector<FilmBox> boxes) {
    m_annotations.setBoxes(std::move(boxes));
    update();
}

void ImageView::setBoxesVisible(bool visible) {
    m_annotations.setBoxesVisible(visible);
    redisplay();
}

void ImageView::setCornerText(CornerText text) {
    m_annotations.setCornerText(std::move(text));
    update();
}

void ImageView::setStack(int frame, int frames) {
    m_frame = frame;
    m_frames = std::max(1, frames);
    update();
}

void ImageView::setHeatmap(std::optional<Heatmap> heatmap) {
    m_heatmap.setHeatmap(std::move(heatmap));
    update();
}

void ImageView::setHeatmapVisible(bool visible) {
    m_heatmap.setVisible(visible);
    redisplay();
}

void ImageView::setHeatmapOpacity(double opacity) {
    m_heatmap.setOpacity(opacity);
    redisplay();
}

void ImageView::setColorMap(ColorMap map) {
    m_heatmap.setColorMap(map);
    redisplay();
}

void ImageView::setWindow(const WindowSetting& window) {
    m_shown.window = window;
    redisplay();
}

void ImageView::setTransform(const ViewTransform& transform) {
    m_shown.placement.put(transform);
    redisplay();
}

void ImageView::setFitSide(Side side, int padding) {
    m_shown.placement.setFitSide(side, padding, deviceSize());
    update();
}

void ImageView::setLargestFit(double zoom) {
    m_shown.placement.setLargestFit(zoom, deviceSize());
    update();
}

void ImageView::fit() {
    m_shown.placement.fit(deviceSize());
    redisplay();
}

void ImageView::actualSize(std::optional<QPointF> devicePoint) {
    zoomAt(devicePoint.value_or(deviceMiddle()), 1);
}

void ImageView::zoomBy(double factor) {
    zoomAt(deviceMiddle(), transform().zoom * factor);
}

void ImageView::zoomAt(QPointF anchor, double zoom) {
    if (!m_shown.film)
        return;
    m_shown.placement.zoomAt(anchor, zoom, deviceSize());
    edited(Edited::Placement);
}

void ImageView::reset() {
    if (!m_shown.film)
        return;
    m_shown.reset(deviceSize());
    edited(Edited::Window);
    edited(Edited::Placement);
}

void ImageView::choosePreset(int number) {
    if (m_shown.choosePreset(number))
        edited(Edited::Window);
}

void ImageView::setInverted(bool inverted) {
    m_shown.window.inverted = inverted;
    edited(Edited::Window);
}

void ImageView::turn(int quarterTurns) {
    m_shown.placement.turn(quarterTurns, deviceSize());
    edited(Edited::Placement);
}

void ImageView::mirror(bool leftRight, bool upDown) {
    m_shown.placement.mirror(leftRight, upDown, deviceSize());
    edited(Edited::Placement);
}

void ImageView::setInterpolation(Interpolation interpolation) {
    m_interpolation = interpolation;
    m_renderer.setInterpolation(interpolation);
    redisplay();
}

void ImageView::redisplay() {
    update();
    Q_EMIT displayChanged();
}

void ImageView::edited(Edited what) {
    update();
    if (what == Edited::Nothing)
        return;
    if (what == Edited::Window)
        Q_EMIT windowChanged();
    else
        Q_EMIT transformChanged();
    Q_EMIT displayChanged();
}

void ImageView::setFurtherKeyHelp(std::vector<KeyHelpEntry> keys, const QStringList& replaced) {
    m_keys.setFurther(std::move(keys), replaced);
}

void ImageView::setKeyHelpVisible(bool visible) {
    m_keyHelpVisible = visible;
    update();
}

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_shown.film) {
        paintFilm(painter);
    } else {
        painter.fillRect(rect(), color(Role::ImageBackground));
        drawMessage(painter, rect(), m_message);
    }
    if (m_keyHelpVisible)
        m_keys.draw(painter, rect());
}

void ImageView::paintFilm(QPainter& painter) {
    const QSizeF deviceSize = this->deviceSize();
    const QSize view = deviceSize.toSize();
    const ViewTransform transform = this->transform().snapped(deviceSize);
    const QImage& picture = m_renderer.render(transform, view, m_shown.window);
    const QRect place = m_renderer.pictureRect();

    // Device pixels from here: the picture is blitted as it is.
    painter.save();
    painter.scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF());
    const QRect all(QPoint(0, 0), view);
    for (const QRect& strip : QRegion(all.adjusted(0, 0, 1, 1)).subtracted(place))
        painter.fillRect(strip, color(Role::ImageBackground));
    if (!place.isEmpty()) {
        painter.drawImage(place.topLeft(), picture);
        m_heatmap.paint(painter, transform, view, place, filmSize());
    }
    painter.restore();

    const FilmBackdrop backdrop(picture, place, devicePixelRatioF(), window().inverted, m_heatmap.isDrawn());
    m_annotations.paint(painter, {m_shown, transform, rect(), deviceSize, devicePixelRatioF(), backdrop,
                                  m_heatmap.isDrawn() ? std::optional(m_heatmap.legend()) : std::nullopt, m_frame,
                                  m_frames, m_pointer, m_tool && m_tool->setsWindow()});
}

void ImageView::resizeEvent(QResizeEvent*) {
    m_shown.placement.refit(deviceSize());
    update();
}

void ImageView::mousePressEvent(QMouseEvent* event) {
    m_keyHelpVisible = false;
    m_tool = dragToolFor(event->button(), event->modifiers(), event->position(), m_shown, devicePixelRatioF());
    update();
}

void ImageView::mouseMoveEvent(QMouseEvent* event) {
    m_pointer = event->position().toPoint(); // the value under it is shown
    edited(m_tool ? m_tool->dragTo(event->position(), m_shown, deviceSize()) : Edited::Nothing);
}

void ImageView::mouseReleaseEvent(QMouseEvent*) {
    m_tool.reset();
    update();
}

void ImageView::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !m_shown.film)
        return;
    if (isFitted()) {
        actualSize(devicePoint(event->position()));
    } else {
        fit();
        edited(Edited::Placement);
    }
}

void ImageView::wheelEvent(QWheelEvent* event) {
    const double steps = event->angleDelta().y() / WheelStep;
    if (m_frames > 1 && !(event->modifiers() & Qt::ControlModifier)) {
        const int frame = std::clamp(m_frame - (steps > 0 ? 1 : -1), 0, m_frames - 1);
        if (steps != 0 && frame != m_frame)
            Q_EMIT frameRequested(frame);
    } else {
        zoomAt(devicePoint(event->position()), transform().zoom * std::exp(steps * ZoomPerWheelStep));
    }
    event->accept();
}

void ImageView::leaveEvent(QEvent*) {
    m_pointer.reset();
    update();
}

void ImageView::keyPressEvent(QKeyEvent* event) {
    if (event->modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        event->ignore();
    else if (m_keyHelpVisible && event->key() == Qt::Key_Escape)
        setKeyHelpVisible(false);
    else if (!m_keys.press(event->key()))
        event->ignore();
}

} // namespace roentgen::widgets
