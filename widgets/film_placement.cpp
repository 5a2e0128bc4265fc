#include "widgets/film_placement.h"

#include <algorithm>

namespace roentgen::widgets {
namespace {

constexpr double GreatestZoom = 32;

} // namespace

void FilmPlacement::begin(QSizeF film, double pixelAspect, QSizeF view) {
    m_film = film;
    m_transform = {};
    m_transform.aspect = pixelAspect;
    fit(view);
}

void FilmPlacement::put(const ViewTransform& transform) {
    m_transform = transform;
    m_fitted = false;
}

void FilmPlacement::fit(QSizeF view) {
    m_fitted = true;
    refit(view);
}

void FilmPlacement::refit(QSizeF view) {
    if (!m_film.isEmpty() && m_fitted)
        m_transform.fit(m_film, view, m_fitSide, m_largestFit, m_fitPadding);
}

void FilmPlacement::setFitSide(Side side, int padding, QSizeF view) {
    m_fitSide = side;
    m_fitPadding = padding;
    refit(view);
}

void FilmPlacement::setLargestFit(double zoom, QSizeF view) {
    m_largestFit = zoom;
    refit(view);
}

void FilmPlacement::zoomAt(QPointF anchor, double zoom, QSizeF view) {
    if (m_film.isEmpty())
        return;
    const double fitting = m_transform.fittingZoom(m_film, view);
    m_transform.zoomAt(anchor, std::clamp(zoom, std::min(fitting / 4, 1.0), std::max(GreatestZoom, fitting)), view);
    m_fitted = false;
}

void FilmPlacement::panBy(QPointF viewDistance) {
    if (m_film.isEmpty())
        return;
    m_transform.panBy(viewDistance);
    m_fitted = false;
}

void FilmPlacement::turn(int quarterTurns, QSizeF view) {
    // Under one mirror the turn that the eye sees runs the other way round.
    const bool mirrored = m_transform.mirroredLeftRight != m_transform.mirroredUpDown;
    const int turns = mirrored ? -quarterTurns : quarterTurns;
    m_transform.quarterTurns = ((m_transform.quarterTurns + turns) % 4 + 4) % 4;
    refit(view);
}

void FilmPlacement::mirror(bool leftRight, bool upDown, QSizeF view) {
    m_transform.mirroredLeftRight ^= leftRight;
    m_transform.mirroredUpDown ^= upDown;
    refit(view);
}

void FilmPlacement::setUpright(QSizeF view) {
    m_transform.quarterTurns = 0;
    m_transform.mirroredLeftRight = m_transform.mirroredUpDown = false;
    fit(view);
}

} // namespace roentgen::widgets
