// What a window writes, word by word, as its widgets paint it: recorded from the painting itself, so that delegates and
// widgets that draw by themselves are heard as well as labels.
#pragma once

#include <QColor>
#include <QRectF>
#include <QString>

#include <vector>

class QWidget;

namespace roentgen::test {

struct PaintedText {
    QString text;
    QRectF box;  // what it covers, in the window's coordinates
    QRectF room; // where it can be seen: its widget, and what the painter was clipped to
    QColor colour;
    const QWidget* widget = nullptr;
};

// Of every visible widget, in the order of painting. Text in a chart's own pixmaps is not among it.
std::vector<PaintedText> paintedTexts(QWidget* window);

} // namespace roentgen::test
