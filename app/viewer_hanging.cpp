// Two images of a Viewer beside each other: how they hang and how they follow each other.
#include "app/viewer.h"

#include "widgets/chest_wall.h"

#include <QBoxLayout>

#include <algorithm>

namespace roentgen::app {

using widgets::FilmWindow;
using widgets::ImageView;
using widgets::Side;
using widgets::ViewTransform;
using widgets::WindowSetting;

namespace {

// The film's frame in the view, and the point of it that must stay at the same place in both views: the middle of the
// chest wall, measured from the line where the views meet, else the middle of the film, measured from the view's.
QPointF anchorOf(const ViewTransform& transform, const ImageView& view, Hanging hanging, int pane, int padding) {
    const QSizeF size = view.deviceSize();
    const QRectF rect = transform.toView(QRectF(QPointF(0, 0), view.filmSize()), size);
    const double y = rect.center().y() - size.height() / 2;
    if (hanging == Hanging::SideBySide) {
        return {rect.center().x() - size.width() / 2, y};
    }
    const double hidden = padding * transform.zoom;
    return {pane == 0 ? rect.right() - hidden - size.width() : rect.left() + hidden, y};
}

// Millimetres per film column where both films know it, else 1 for both.
std::array<double, 2> columnSizes(const ImageView& first, const ImageView& second) {
    const double a = first.film()->film().columnSpacingMm, b = second.film()->film().columnSpacingMm;
    return a > 0 && b > 0 ? std::array<double, 2>{a, b} : std::array<double, 2>{1, 1};
}

} // namespace

void Viewer::hang() {
    const bool backToBack = m_beside && m_hanging == Hanging::BackToBack;
    m_paneLayout->setSpacing(backToBack ? 0 : 2); // back to back means touching
    for (int i = 0; i < 2; ++i) {
        Pane& pane = m_panes[size_t(i)];
        if (!pane.view->film() || !pane.shown) {
            continue;
        }
        const Side wanted = i == 0 ? Side::Right : Side::Left;
        pane.padding = 0;
        if (backToBack) {
            const LoadedFilm* loaded = m_loader->find(pane.key);
            const QString orientation = loaded != nullptr ? loaded->header.patientOrientation : QString();
            const widgets::ChestWall wall = widgets::findChestWall(*pane.view->film(), orientation);
            ViewTransform transform = pane.view->transform();
            transform.mirroredLeftRight = wall.side != Side::Middle && wall.side != wanted;
            pane.view->setTransform(transform);
            pane.padding = wall.padding;
        }
        pane.view->setFitSide(backToBack ? wanted : Side::Middle, pane.padding);
        pane.view->fit();
    }
    matchScales();
}

void Viewer::matchScales() {
    ImageView& left = *m_panes[0].view;
    ImageView& right = *m_panes[1].view;
    if (!m_beside || !left.film() || !right.film()) {
        left.setLargestFit(0);
        right.setLargestFit(0);
        return;
    }
    const std::array<double, 2> columnMm = columnSizes(left, right);
    const auto pixelsPerMm = [&](const ImageView& view, int pane) {
        return view.transform().fittingZoom(view.filmSize(), view.deviceSize()) / columnMm[size_t(pane)];
    };
    const double scale = std::min(pixelsPerMm(left, 0), pixelsPerMm(right, 1));
    left.setLargestFit(scale * columnMm[0]);
    right.setLargestFit(scale * columnMm[1]);
}

void Viewer::link(int from, bool window, bool transform) {
    ImageView& source = *m_panes[size_t(from)].view;
    ImageView& other = *m_panes[size_t(1 - from)].view;
    if (!m_beside || !source.film() || !other.film()) {
        return;
    }
    if (window) {
        // In units of each film's own default window: films of other exposure or depth change alike.
        const FilmWindow& a = source.film()->film().defaultWindow;
        const FilmWindow& b = other.film()->film().defaultWindow;
        const WindowSetting set = source.window();
        const double ratio = b.width / std::max(a.width, 1e-9);
        other.setWindow({b.center + (set.center - a.center) * ratio, set.width * ratio, set.inverted});
    }
    if (transform) {
        if (source.isFitted()) {
            other.fit();
        } else {
            alignOther(from);
        }
    }
}

void Viewer::alignOther(int from) {
    const ImageView& source = *m_panes[size_t(from)].view;
    ImageView& other = *m_panes[size_t(1 - from)].view;
    const std::array<double, 2> columnMm = columnSizes(*m_panes[0].view, *m_panes[1].view);
    ViewTransform moved = other.transform();
    moved.zoom = source.transform().zoom * columnMm[size_t(1 - from)] / columnMm[size_t(from)];
    const auto anchor = [&](const ViewTransform& transform, const ImageView& view, int pane) {
        return anchorOf(transform, view, m_hanging, pane, m_panes[size_t(pane)].padding);
    };
    QPointF wanted = anchor(source.transform(), source, from);
    if (m_hanging == Hanging::BackToBack) {
        wanted.setX(-wanted.x());
    }
    moved.panBy(wanted - anchor(moved, other, 1 - from));
    other.setTransform(moved);
}

} // namespace roentgen::app
