// Where a film stands in a view: fitted until the reader moves it, then as it was put. A plain value.
#pragma once

#include "widgets/view_transform.h"

namespace roentgen::widgets {

// view: the view's size at that moment, device pixels. Without a film nothing is fitted, zoomed or moved.
class FilmPlacement {
public:
    void begin(QSizeF film, double pixelAspect, QSizeF view); // the next film: upright and fitted
    void removeFilm() { m_film = {}; }
    QSizeF film() const { return m_film; } // pixels; empty where there is none

    const ViewTransform& transform() const { return m_transform; }
    void put(const ViewTransform& transform);
    bool isFitted() const { return m_fitted; }
    void fit(QSizeF view);
    void refit(QSizeF view); // after a change of the view's size: what was fitted stays so
    // Where the fitted film stands: chest walls back to back. padding: film columns on that side that show nothing and
    // are left out of sight.
    void setFitSide(Side side, int padding, QSizeF view);
    void setLargestFit(double zoom, QSizeF view); // beside a film that fits at less: both at one scale; 0: no limit

    // The film point under `anchor` stays there. The zoom stays between a quarter of the fitting one and 32.
    void zoomAt(QPointF anchor, double zoom, QSizeF view);
    void panBy(QPointF viewDistance);
    void turn(int quarterTurns, QSizeF view); // clockwise, as it is seen
    void mirror(bool leftRight, bool upDown, QSizeF view);
    void setUpright(QSizeF view); // neither turned nor mirrored; fits

private:
    QSizeF m_film;
    ViewTransform m_transform;
    bool m_fitted = true;
    Side m_fitSide = Side::Middle;
    int m_fitPadding = 0;
    double m_largestFit = 0;
};

} // namespace roentgen::widgets
