// What an ImageView draws.
#include "widgets/image_view.h"

#include "widgets/theme.h"

#include <QLocale>
#include <QPainter>

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

void ImageView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (!m_film) {
        painter.fillRect(rect(), color(Role::ImageBackground));
        drawMessage(painter, rect(), m_message);
    } else {
        const ViewTransform transform = m_transform.snapped(deviceSize());
        paintFilm(painter, transform);
        paintOverlays(painter, transform);
    }
    if (m_keyHelpVisible) {
        std::vector<KeyHelpEntry> keys = m_furtherKeys;
        for (KeyHelpEntry& entry : keyHelp())
            if (!m_replacedKeys.contains(entry.keys))
                keys.push_back(std::move(entry));
        drawKeyHelp(painter, rect(), keys);
    }
}

void ImageView::paintFilm(QPainter& painter, const ViewTransform& transform) {
    const QSize view = deviceSize().toSize();
    const QImage& picture = m_renderer.render(transform, view, m_window);
    const QRect shown = m_renderer.pictureRect();

    // Device pixels from here: the picture is blitted as it is.
    painter.save();
    painter.scale(1 / devicePixelRatioF(), 1 / devicePixelRatioF());
    const QColor background = color(Role::ImageBackground);
    const QRect all(QPoint(0, 0), view);
    for (const QRect& strip : QRegion(all.adjusted(0, 0, 1, 1)).subtracted(shown))
        painter.fillRect(strip, background);
    if (!shown.isEmpty()) {
        painter.drawImage(shown.topLeft(), picture);
        if (m_hasHeatmap && m_heatmapVisible && m_opacity > 0) {
            const QRectF area = m_heatmap.heatmap().area;
            const QRectF onFilm(area.x() * m_film->columns(), area.y() * m_film->rows(),
                                area.width() * m_film->columns(), area.height() * m_film->rows());
            const QRect covered = transform.toView(onFilm, QSizeF(view)).toAlignedRect().intersected(shown);
            if (!covered.isEmpty())
                painter.drawImage(covered.topLeft(),
                                  m_heatmap.render(transform, view, covered, filmSize(), m_colorMap, m_opacity));
            if (!area.contains(QRectF(0, 0, 1, 1))) { // the model saw a part of the film only
                painter.setPen(QPen(QColor(255, 255, 255, 90), 1, Qt::DotLine));
                painter.drawRect(transform.toView(onFilm, QSizeF(view)).toAlignedRect());
            }
        }
    }
    painter.restore();
}

// Everything has a place of its own, the shortest first; what is laid out is drawn.
void ImageView::paintOverlays(QPainter& painter, const ViewTransform& transform) {
    const bool mapShown = m_hasHeatmap && m_heatmapVisible && m_opacity > 0;
    const FilmBackdrop backdrop(m_renderer.render(transform, deviceSize().toSize(), m_window), m_renderer.pictureRect(),
                                devicePixelRatioF(), m_window.inverted, mapShown);
    const HeatmapLegend legend{m_heatmap.heatmap().name, m_heatmap.heatmap().highest(), m_colorMap, m_opacity};
    const double mmPerPixel = m_film->film().columnSpacingMm * devicePixelRatioF() / m_transform.zoom;
    const int barHeight = std::clamp(height() / 4, 60, 160);
    QRect legendPlace, scalePlace;

    m_printed = FilmTextLayout(rect());
    if (m_corner.researchUseOnly || mapShown) // never hidden with the rest
        m_printed.addCorner(Qt::AlignBottom | Qt::AlignRight, {tr("Research use only")});
    if (m_textVisible) {
        m_printed.addCorner(Qt::AlignTop | Qt::AlignLeft, m_corner.topLeft);
        m_printed.addMark(m_corner.topRight, backdrop);
        m_printed.addCorner(Qt::AlignBottom | Qt::AlignLeft, stateLines());
        if (mapShown)
            legendPlace = legendRect(rect(), legend, barHeight);
        if (m_transform.quarterTurns % 2 == 0)
            scalePlace = scaleBarRect(rect(), mmPerPixel);
    }
    const bool hasLegend = !legendPlace.isEmpty() && m_printed.addMovable(legendPlace);
    const bool hasScale = !scalePlace.isEmpty() && m_printed.addMovable(scalePlace);

    if (m_boxesVisible && !m_boxes.empty())
        drawBoxes(painter, m_boxes, transform, deviceSize(), devicePixelRatioF(), m_printed.taken());
    for (const FilmTextBlock& block : m_printed.blocks())
        drawFilmText(painter, block, backdrop);
    if (hasLegend)
        drawLegend(painter, legendPlace, legend, barHeight, backdrop);
    if (hasScale)
        drawScaleBar(painter, scalePlace, rect(), mmPerPixel, backdrop);
    if (m_drag == Drag::Window && m_pointer)
        drawTag(painter, rect(), *m_pointer, windowText(), m_printed);
}

QString ImageView::windowText() const {
    return tr("C %1  W %2", "window centre and width")
        .arg(valueText(m_window.center, m_window.width), valueText(m_window.width, m_window.width));
}

QString ImageView::pointerText() const {
    if (!m_pointer)
        return {};
    const QPointF film =
        m_transform.snapped(deviceSize()).toFilm(devicePoint(QPointF(*m_pointer) + QPointF(0.5, 0.5)), deviceSize());
    const int column = int(std::floor(film.x())), row = int(std::floor(film.y()));
    if (column < 0 || row < 0 || column >= m_film->columns() || row >= m_film->rows())
        return {};
    return tr("x %1  y %2  value %3")
        .arg(column)
        .arg(row)
        .arg(QLocale().toString(m_film->valueAt(row, column), 'g', 6));
}

QStringList ImageView::stateLines() const {
    const Film& film = m_film->film();
    QStringList lines;
    if (const QString pointer = pointerText(); !pointer.isEmpty())
        lines << pointer;
    QString window = windowText();
    if (m_window.inverted)
        window += QStringLiteral("  ") + tr("inverted");
    lines << window;
    QString zoom = tr("Zoom %1 %").arg(QLocale().toString(m_transform.zoom * 100, 'f', m_transform.zoom < 0.1 ? 1 : 0));
    if (m_frames > 1)
        zoom += QStringLiteral("  ") + tr("frame %1 of %2").arg(m_frame + 1).arg(m_frames);
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
