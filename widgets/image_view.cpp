#include "widgets/image_view.h"

#include "widgets/window_function.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

constexpr double GreatestZoom = 32;
constexpr double GreatestAspect = 20; // as imaging::shownSize(): what is further from square is not to be believed

double aspectOf(const Film& film) {
    const double aspect =
        film.rowSpacingMm > 0 && film.columnSpacingMm > 0 ? film.rowSpacingMm / film.columnSpacingMm : 1;
    return aspect > GreatestAspect || aspect < 1 / GreatestAspect ? 1 : aspect;
}

} // namespace

ImageView::ImageView(QWidget* parent)
    : QWidget(parent) {
    setAttribute(Qt::WA_OpaquePaintEvent);
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setMinimumSize(160, 120);
    setAccessibleName(tr("Image"));
}

QSizeF ImageView::deviceSize() const {
    // Whole pixels, as the picture has them.
    return QSizeF((QSizeF(size()) * devicePixelRatioF()).toSize());
}

QSizeF ImageView::filmSize() const {
    return m_film ? QSizeF(m_film->columns(), m_film->rows()) : QSizeF();
}

void ImageView::setFilm(std::shared_ptr<const PreparedFilm> film, bool keepView) {
    const bool keeps =
        keepView && film && m_film && film->rows() == m_film->rows() && film->columns() == m_film->columns();
    m_film = std::move(film);
    m_renderer.setFilm(m_film);
    if (m_film && !keeps) {
        const FilmWindow& window = m_film->film().defaultWindow;
        m_window = {window.center, window.width, false};
        m_transform = {};
        m_transform.aspect = aspectOf(m_film->film());
        fit();
    }
    m_heatmap.setHeatmap(m_heatmap.heatmap());
    update();
    Q_EMIT displayChanged();
}

void ImageView::setMessage(const QString& text) {
    m_message = text;
    update();
}

void ImageView::setBoxes(std::vector<FilmBox> boxes) {
    m_boxes = std::move(boxes);
    update();
}

void ImageView::setBoxesVisible(bool visible) {
    m_boxesVisible = visible;
    update();
    Q_EMIT displayChanged();
}

void ImageView::setCornerText(CornerText text) {
    m_corner = std::move(text);
    update();
}

void ImageView::setStack(int frame, int frames) {
    m_frame = frame;
    m_frames = std::max(1, frames);
    update();
}

void ImageView::setHeatmap(std::optional<Heatmap> heatmap) {
    m_hasHeatmap = heatmap && heatmap->isValid();
    m_heatmap.setHeatmap(m_hasHeatmap ? std::move(*heatmap) : Heatmap{});
    update();
}

void ImageView::setHeatmapVisible(bool visible) {
    m_heatmapVisible = visible;
    update();
    Q_EMIT displayChanged();
}

void ImageView::setHeatmapOpacity(double opacity) {
    m_opacity = std::clamp(opacity, 0.0, 1.0);
    update();
    Q_EMIT displayChanged();
}

void ImageView::setColorMap(ColorMap map) {
    m_colorMap = map;
    update();
    Q_EMIT displayChanged();
}

void ImageView::setWindow(const WindowSetting& window) {
    m_window = window;
    update();
    Q_EMIT displayChanged();
}

void ImageView::setTransform(const ViewTransform& transform) {
    m_transform = transform;
    m_fitted = false;
    update();
    Q_EMIT displayChanged();
}

void ImageView::setFitSide(Side side, int padding) {
    m_fitSide = side;
    m_fitPadding = padding;
    refit();
}

void ImageView::setLargestFit(double zoom) {
    m_largestFit = zoom;
    refit();
}

void ImageView::refit() {
    if (m_film && m_fitted)
        m_transform.fit(filmSize(), deviceSize(), m_fitSide, m_largestFit, m_fitPadding);
    update();
}

void ImageView::fit() {
    m_fitted = true;
    refit();
    Q_EMIT displayChanged();
}

void ImageView::actualSize(std::optional<QPointF> devicePoint) {
    const QSizeF view = deviceSize();
    changeZoom(devicePoint.value_or(QPointF(view.width() / 2, view.height() / 2)), 1);
}

void ImageView::zoomBy(double factor) {
    const QSizeF view = deviceSize();
    changeZoom(QPointF(view.width() / 2, view.height() / 2), m_transform.zoom * factor);
}

void ImageView::changeZoom(QPointF anchor, double zoom) {
    if (!m_film)
        return;
    const double fitting = m_transform.fittingZoom(filmSize(), deviceSize());
    m_transform.zoomAt(anchor, std::clamp(zoom, std::min(fitting / 4, 1.0), std::max(GreatestZoom, fitting)),
                       deviceSize());
    m_fitted = false;
    transformEdited();
}

void ImageView::reset() {
    if (!m_film)
        return;
    const FilmWindow& window = m_film->film().defaultWindow;
    m_window = {window.center, window.width, false};
    m_transform.quarterTurns = 0;
    m_transform.mirroredLeftRight = m_transform.mirroredUpDown = false;
    fit();
    windowEdited();
    transformEdited();
}

void ImageView::choosePreset(int number) {
    if (!m_film || number < 1 || number > int(m_film->presets().size()))
        return;
    const FilmWindow& preset = m_film->presets()[size_t(number - 1)];
    m_window.center = preset.center;
    m_window.width = preset.width;
    windowEdited();
}

void ImageView::setInverted(bool inverted) {
    m_window.inverted = inverted;
    windowEdited();
}

void ImageView::turn(int quarterTurns) {
    // Under one mirror the turn that the eye sees runs the other way round.
    const bool mirrored = m_transform.mirroredLeftRight != m_transform.mirroredUpDown;
    const int turns = mirrored ? -quarterTurns : quarterTurns;
    m_transform.quarterTurns = ((m_transform.quarterTurns + turns) % 4 + 4) % 4;
    refit();
    transformEdited();
}

void ImageView::mirror(bool leftRight, bool upDown) {
    m_transform.mirroredLeftRight ^= leftRight;
    m_transform.mirroredUpDown ^= upDown;
    refit();
    transformEdited();
}

void ImageView::setInterpolation(Interpolation interpolation) {
    m_interpolation = interpolation;
    m_renderer.setInterpolation(interpolation);
    update();
    Q_EMIT displayChanged();
}

void ImageView::transformEdited() {
    update();
    Q_EMIT transformChanged();
    Q_EMIT displayChanged();
}

void ImageView::windowEdited() {
    update();
    Q_EMIT windowChanged();
    Q_EMIT displayChanged();
}

void ImageView::setFurtherKeyHelp(std::vector<KeyHelpEntry> keys, const QStringList& replaced) {
    m_furtherKeys = std::move(keys);
    m_replacedKeys = replaced;
}

void ImageView::setKeyHelpVisible(bool visible) {
    m_keyHelpVisible = visible;
    update();
}

void ImageView::resizeEvent(QResizeEvent*) {
    refit();
}

} // namespace roentgen::widgets
