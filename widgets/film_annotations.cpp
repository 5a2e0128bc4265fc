#include "widgets/film_annotations.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

// As many digits as the window's width makes worth reading.
QString valueText(double value, double width) {
    const int decimals = width >= 50 ? 0 : width >= 5 ? 1 : 2;
    return QLocale().toString(value, 'f', decimals);
}

} // namespace

// The shortest first; what is laid out is drawn.
void FilmAnnotations::paint(QPainter& painter, const AnnotatedView& view) {
    const ViewTransform& transform = view.transform;
    const double mmPerPixel = view.shown.film->film().columnSpacingMm * view.pixelRatio / transform.zoom;
    const int barHeight = std::clamp(view.area.height() / 4, 60, 160);
    QRect legendPlace, scalePlace;

    m_printed = FilmTextLayout(view.area);
    if (m_corner.researchUseOnly || view.legend) // never hidden with the rest
        m_printed.addCorner(Qt::AlignBottom | Qt::AlignRight, {tr("Research use only")});
    if (m_textVisible) {
        m_printed.addCorner(Qt::AlignTop | Qt::AlignLeft, m_corner.topLeft);
        m_printed.addMark(m_corner.topRight, view.backdrop);
        m_printed.addCorner(Qt::AlignBottom | Qt::AlignLeft, stateLines(view));
        if (view.legend)
            legendPlace = legendRect(view.area, *view.legend, barHeight);
        if (transform.quarterTurns % 2 == 0)
            scalePlace = scaleBarRect(view.area, mmPerPixel);
    }
    const bool hasLegend = !legendPlace.isEmpty() && m_printed.addMovable(legendPlace);
    const bool hasScale = !scalePlace.isEmpty() && m_printed.addMovable(scalePlace);

    if (m_boxesVisible && !m_boxes.empty())
        drawBoxes(painter, m_boxes, transform, view.deviceSize, view.pixelRatio, m_printed.taken());
    for (const FilmTextBlock& block : m_printed.blocks())
        drawFilmText(painter, block, view.backdrop);
    if (hasLegend)
        drawLegend(painter, legendPlace, *view.legend, barHeight, view.backdrop);
    if (hasScale)
        drawScaleBar(painter, scalePlace, view.area, mmPerPixel, view.backdrop);
    if (view.pointerSetsWindow && view.pointer)
        drawTag(painter, view.area, *view.pointer, windowText(view.shown.window), m_printed);
}

QString FilmAnnotations::windowText(const WindowSetting& window) {
    return tr("C %1  W %2", "window centre and width")
        .arg(valueText(window.center, window.width), valueText(window.width, window.width));
}

QString FilmAnnotations::pointerText(const AnnotatedView& view) {
    if (!view.pointer)
        return {};
    const PreparedFilm& shown = *view.shown.film;
    const QPointF middle = (QPointF(*view.pointer) + QPointF(0.5, 0.5)) * view.pixelRatio;
    const QPointF film = view.transform.toFilm(middle, view.deviceSize);
    const int column = int(std::floor(film.x())), row = int(std::floor(film.y()));
    if (column < 0 || row < 0 || column >= shown.columns() || row >= shown.rows())
        return {};
    return tr("x %1  y %2  value %3").arg(column).arg(row).arg(QLocale().toString(shown.valueAt(row, column), 'g', 6));
}

QStringList FilmAnnotations::stateLines(const AnnotatedView& view) {
    const Film& film = view.shown.film->film();
    QStringList lines;
    if (const QString pointer = pointerText(view); !pointer.isEmpty())
        lines << pointer;
    QString window = windowText(view.shown.window);
    if (view.shown.window.inverted)
        window += QStringLiteral("  ") + tr("inverted");
    lines << window;
    const double shown = view.transform.zoom;
    QString zoom = tr("Zoom %1 %").arg(QLocale().toString(shown * 100, 'f', shown < 0.1 ? 1 : 0));
    if (view.frames > 1)
        zoom += QStringLiteral("  ") + tr("frame %1 of %2").arg(view.frame + 1).arg(view.frames);
    lines << zoom;
    QString size = tr("%1 × %2 px").arg(film.columns).arg(film.rows);
    if (film.columnSpacingMm > 0)
        size +=
            QStringLiteral("  ") + tr("%1 mm (%2)", "pixel spacing and where it comes from")
                                       .arg(QLocale().toString(film.columnSpacingMm, 'g', 3),
                                            film.spacingSource.isEmpty() ? tr("unknown source") : film.spacingSource);
    lines << size;
    return lines;
}

} // namespace roentgen::widgets
