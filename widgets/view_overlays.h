// What is drawn over a film: boxes with names, the heatmap's legend, a scale bar.
#pragma once

#include "widgets/color_map.h"
#include "widgets/film_text.h"
#include "widgets/view_transform.h"

#include <QPainter>
#include <QString>
#include <QStringList>

#include <vector>

namespace roentgen::widgets {

struct FilmBox {
    QRectF rect;  // film pixels, origin top left
    QString name; // of the finding
    int slot = 0; // of the class: chooses colour and dashes
};

struct CornerText {
    QStringList topLeft;          // patient, study, date
    QStringList topRight;         // the first line is drawn larger: "R CC"; elsewhere where that lies on tissue
    bool researchUseOnly = false; // a result is shown
};

struct HeatmapLegend {
    QString name; // of the class
    float highest = 0;
    ColorMap map = ColorMap::Inferno;
    double opacity = 0.5;
};

// All in view pixels (not device pixels); area is the view. What is given a rect is drawn there: it was laid out
// before. printed: what the boxes' names keep clear of.
void drawBoxes(QPainter& painter, const std::vector<FilmBox>& boxes, const ViewTransform& transform, QSizeF deviceView,
               double pixelRatio, const std::vector<QRect>& printed);
// At the right, in the middle of the height.
QRect legendRect(const QRect& area, const HeatmapLegend& legend, int barHeight);
void drawLegend(QPainter& painter, const QRect& rect, const HeatmapLegend& legend, int barHeight,
                const FilmBackdrop& backdrop);
// A bar of 1, 2 or 5 times a power of ten millimetres, at most a quarter of the view wide; at the bottom, in the
// middle. Empty where the view is too narrow.
QRect scaleBarRect(const QRect& area, double mmPerViewPixel);
void drawScaleBar(QPainter& painter, const QRect& rect, const QRect& area, double mmPerViewPixel,
                  const FilmBackdrop& backdrop);
// A few words in the middle of an empty view.
void drawMessage(QPainter& painter, const QRect& area, const QString& text);
// Beside the pointer while the window is dragged; clear of what is printed where it can be.
void drawTag(QPainter& painter, const QRect& area, QPoint pointer, const QString& text, const FilmTextLayout& printed);

} // namespace roentgen::widgets
