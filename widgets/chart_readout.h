// What the crosshair of a chart reads out, and the small panel for it: it floats over the chart and those beside it,
// but over nothing else of the window, and lets the mouse through.
#pragma once

#include "widgets/chart_lines.h"

#include <QColor>
#include <QLabel>
#include <QLocale>

namespace roentgen::widgets {

struct ReadLine {
    QString name, value;
    QColor colour;
};

// x first, then a line for each series in sight. All are of one x, the nearest that any of them has a point at; "≈"
// stands before what lies between two points of a line, "–" where a line is not. GUI thread.
std::vector<ReadLine> readingAt(const ChartLines& lines, double x, const QLocale& locale);

class ChartReadout : public QLabel {
    Q_OBJECT
public:
    explicit ChartReadout(QWidget* parent = nullptr);

    // Beside the crosshair at `cursor` (pixels of chart), within the widget that holds the chart; with many lines
    // beside the chart where that has room, so that its lines stay seen. Lines that the widget is too low for are
    // counted.
    void showBeside(const QWidget* chart, const QPoint& cursor, const std::vector<ReadLine>& lines);
    void applyTheme();
};

} // namespace roentgen::widgets
