// Where a film lies in a view: zoom, pan, quarter turns and mirroring.
#pragma once

#include <QPointF>
#include <QRectF>
#include <QSize>

namespace roentgen::widgets {

enum class Side { Middle, Left, Right };

// Film points are (column, row) in film pixels, (0,0) the outer corner of the first pixel. View points are device
// pixels. The film is scaled, turned clockwise, then mirrored as seen in the view.
struct ViewTransform {
    double zoom = 1;   // device pixels per film column
    double aspect = 1; // height of a film pixel over its width
    QPointF center;    // film point in the middle of the view
    int quarterTurns = 0;
    bool mirroredLeftRight = false, mirroredUpDown = false;

    QPointF toView(QPointF film, QSizeF view) const;
    QPointF toFilm(QPointF view, QSizeF viewSize) const;
    QRectF toView(const QRectF& film, QSizeF view) const; // normalised

    // Largest zoom at which the whole film is seen; the film's edge on that side touches the view's.
    // largestZoom: 0 for no limit. padding: film columns beyond the edge of that side, out of sight.
    void fit(QSizeF film, QSizeF view, Side side = Side::Middle, double largestZoom = 0, double padding = 0);
    double fittingZoom(QSizeF film, QSizeF view) const;
    // Changes the zoom so that the film point under `anchor` stays there.
    void zoomAt(QPointF anchor, double newZoom, QSizeF view);
    void panBy(QPointF viewDistance);

    // The same, moved by less than a pixel so that the film's corner falls on a whole device pixel: at 1:1 and at
    // whole fractions no pixel is interpolated.
    ViewTransform snapped(QSizeF view) const;

    bool operator==(const ViewTransform& other) const;
    bool operator!=(const ViewTransform& other) const { return !(*this == other); }

private:
    QPointF turned(QPointF scaled) const;
    QPointF turnedBack(QPointF distance) const;
};

} // namespace roentgen::widgets
