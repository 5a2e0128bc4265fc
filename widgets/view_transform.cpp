#include "widgets/view_transform.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

QPointF ViewTransform::turned(QPointF p) const {
    for (int turn = 0; turn < quarterTurns; ++turn)
        p = QPointF(-p.y(), p.x());
    return {mirroredLeftRight ? -p.x() : p.x(), mirroredUpDown ? -p.y() : p.y()};
}

QPointF ViewTransform::turnedBack(QPointF p) const {
    p = {mirroredLeftRight ? -p.x() : p.x(), mirroredUpDown ? -p.y() : p.y()};
    for (int turn = 0; turn < quarterTurns; ++turn)
        p = QPointF(p.y(), -p.x());
    return p;
}

QPointF ViewTransform::toView(QPointF film, QSizeF view) const {
    const QPointF distance = film - center;
    return turned({distance.x() * zoom, distance.y() * zoom * aspect}) + QPointF(view.width() / 2, view.height() / 2);
}

QPointF ViewTransform::toFilm(QPointF point, QSizeF view) const {
    const QPointF distance = turnedBack(point - QPointF(view.width() / 2, view.height() / 2));
    return center + QPointF(distance.x() / zoom, distance.y() / (zoom * aspect));
}

QRectF ViewTransform::toView(const QRectF& film, QSizeF view) const {
    return QRectF(toView(film.topLeft(), view), toView(film.bottomRight(), view)).normalized();
}

double ViewTransform::fittingZoom(QSizeF film, QSizeF view) const {
    QSizeF shown(film.width(), film.height() * aspect);
    if (quarterTurns % 2)
        shown.transpose();
    if (shown.isEmpty() || view.isEmpty())
        return 1;
    return std::min(view.width() / shown.width(), view.height() / shown.height());
}

void ViewTransform::fit(QSizeF film, QSizeF view, Side side, double largestZoom, double padding) {
    zoom = fittingZoom(film, view);
    if (largestZoom > 0)
        zoom = std::min(zoom, largestZoom);
    center = {film.width() / 2, film.height() / 2};
    if (side == Side::Middle)
        return;
    const QRectF shown = toView(QRectF(QPointF(0, 0), film), view);
    const double hidden = padding * zoom;
    panBy({side == Side::Left ? -shown.left() - hidden : view.width() - shown.right() + hidden, 0});
}

void ViewTransform::zoomAt(QPointF anchor, double newZoom, QSizeF view) {
    const QPointF film = toFilm(anchor, view);
    zoom = newZoom;
    panBy(anchor - toView(film, view));
}

void ViewTransform::panBy(QPointF viewDistance) {
    const QPointF distance = turnedBack(viewDistance);
    center -= QPointF(distance.x() / zoom, distance.y() / (zoom * aspect));
}

ViewTransform ViewTransform::snapped(QSizeF view) const {
    ViewTransform result = *this;
    const QPointF corner = toView(QPointF(0, 0), view);
    result.panBy(QPointF(std::round(corner.x()), std::round(corner.y())) - corner);
    return result;
}

bool ViewTransform::operator==(const ViewTransform& other) const {
    return zoom == other.zoom && aspect == other.aspect && center == other.center &&
           quarterTurns == other.quarterTurns && mirroredLeftRight == other.mirroredLeftRight &&
           mirroredUpDown == other.mirroredUpDown;
}

} // namespace roentgen::widgets
