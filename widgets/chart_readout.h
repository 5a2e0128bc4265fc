// What the crosshair of a chart reads out, as a small panel that floats over the chart and those beside it, but over
// nothing else of the window, and lets the mouse through.
#pragma once

#include <QColor>
#include <QLabel>

#include <vector>

namespace roentgen::widgets {

class ChartReadout : public QLabel {
    Q_OBJECT
public:
    struct Line {
        QString name, value;
        QColor colour;
    };
    explicit ChartReadout(QWidget* parent = nullptr);

    // Beside the crosshair at `cursor` (pixels of chart), within the widget that holds the chart; with many lines
    // beside the chart where that has room, so that its lines stay seen. Lines that the widget is too low for are
    // counted.
    void showBeside(const QWidget* chart, const QPoint& cursor, const std::vector<Line>& lines);
    void applyTheme();
};

} // namespace roentgen::widgets
