// What is drawn over a film: boxes with names, text in the corners, the heatmap's legend, the list of keys.
#pragma once

#include "widgets/color_map.h"
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
    QStringList topRight;         // the first line is drawn larger: "R CC"
    bool researchUseOnly = false; // a result is shown
};

struct KeyHelpEntry {
    QString keys, what;
};

struct HeatmapLegend {
    QString name; // of the class
    float highest = 0;
    ColorMap map = ColorMap::Inferno;
    double opacity = 0.5;
};

// All in view pixels (not device pixels); area is the view.
void drawBoxes(QPainter& painter, const std::vector<FilmBox>& boxes, const ViewTransform& transform, QSizeF deviceView,
               double pixelRatio);
void drawCorner(QPainter& painter, const QRect& area, Qt::Alignment corner, const QStringList& lines,
                bool firstLineLarge = false);
void drawLegend(QPainter& painter, const QRect& area, const HeatmapLegend& legend);
// A bar of 1, 2 or 5 times a power of ten millimetres, at most a quarter of the view wide.
void drawScaleBar(QPainter& painter, const QRect& area, double mmPerViewPixel);
void drawKeyHelp(QPainter& painter, const QRect& area, const std::vector<KeyHelpEntry>& keys);
// A few words in the middle of an empty view.
void drawMessage(QPainter& painter, const QRect& area, const QString& text);
// Beside the pointer while the window is dragged.
void drawTag(QPainter& painter, const QRect& area, QPoint pointer, const QString& text);

} // namespace roentgen::widgets
