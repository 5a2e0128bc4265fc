// What is written and drawn over a film: boxes, corner texts, the mark of its side, the heatmap's legend, a scale bar.
// Each has a place of its own. GUI thread.
#pragma once

#include "widgets/presentation.h"
#include "widgets/view_overlays.h"

#include <QCoreApplication>

#include <optional>

namespace roentgen::widgets {

// What a paint of the view knows. A film is shown.
struct AnnotatedView {
    const Presentation& shown;
    const ViewTransform& transform; // as it is painted: snapped
    QRect area;                     // view pixels
    QSizeF deviceSize;
    double pixelRatio;
    const FilmBackdrop& backdrop;
    std::optional<HeatmapLegend> legend; // of a heatmap that is drawn
    int frame, frames;                   // frames > 1: of a stack
    std::optional<QPoint> pointer;       // view pixels
    bool pointerSetsWindow;
};

class FilmAnnotations {
    Q_DECLARE_TR_FUNCTIONS(FilmAnnotations)
public:
    void setBoxes(std::vector<FilmBox> boxes) { m_boxes = std::move(boxes); }
    void setBoxesVisible(bool visible) { m_boxesVisible = visible; }
    bool boxesVisible() const { return m_boxesVisible; }
    void setCornerText(CornerText text) { m_corner = std::move(text); }
    void toggleText() { m_textVisible = !m_textVisible; } // "Research use only" stays

    void paint(QPainter& painter, const AnnotatedView& view);
    // What is printed over the film, and where, as painted last.
    const FilmTextLayout& printed() const { return m_printed; }

private:
    static QString windowText(const WindowSetting& window);
    static QString pointerText(const AnnotatedView& view);
    static QStringList stateLines(const AnnotatedView& view);

    std::vector<FilmBox> m_boxes;
    bool m_boxesVisible = true, m_textVisible = true;
    CornerText m_corner;
    FilmTextLayout m_printed;
};

} // namespace roentgen::widgets
