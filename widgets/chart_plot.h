// The plot of a chart: its axes, which wheel and drag change, the lines between them, and the crosshair's line.
// QCustomPlot is known to its .cpp alone, and to that of PlottedLines.
#pragma once

#include "widgets/plotted_lines.h"

#include <QObject>
#include <QRect>

class QCPItemStraightLine;
class QWidget;

namespace roentgen::widgets {

// The range of y follows what x shows, until it is zoomed itself. Qt::Horizontal is x. GUI thread.
class ChartPlot : public QObject {
    Q_OBJECT
public:
    // The lines outlive it, and so does its widget, which is the parent's.
    ChartPlot(const ChartLines& lines, QWidget* parent);
    QWidget* widget() const;

    void applyTheme();
    // After a change of the lines; then showAll().
    void rebuild(PlottedLines::Names names, const QString& highlighted);
    void showSmoothing();        // of lines that are otherwise the same
    void showAll();              // all of x unless it is zoomed, and y to match
    void replot();               // when there is time
    void setCrosshair(double x); // NaN hides it

    void setLogarithmic(Qt::Orientation axis, bool on);
    bool isLogarithmic(Qt::Orientation axis) const { return axis == Qt::Horizontal ? m_xLogarithmic : m_yLogarithmic; }
    void setXRange(const AxisRange& wanted);  // as far as there is something to see
    void zoomX(double factor, double around); // as by the wheel
    void resetZoom(Qt::Orientation axis);     // seen after the next showAll()
    bool isZoomed(Qt::Orientation axis) const { return axis == Qt::Horizontal ? m_xZoomed : m_yZoomed; }

    AxisRange range(Qt::Orientation axis) const;
    QRect area() const; // between the axes, in pixels of the widget
    int xPixel(double x) const;
    DrawnCounts drawn() const { return m_plotted.drawn(); }

Q_SIGNALS: // all by the user
    void rangeChanged(Qt::Orientation axis);
    void pressed();
    void pointed(double x); // without a button; NaN: the mouse is not between the axes
    void doubleClicked();
    void axisDoubleClicked(Qt::Orientation axis);
    void resized();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void setupAxes();
    void chooseAxis(const QPoint& position);
    void tellDoubleClick(const QPoint& position);
    void showRange();
    void setTickers();
    void fitY();
    void fill();

    const ChartLines& m_lines;
    QCustomPlot* m_view;
    QCPItemStraightLine* m_crosshair;
    PlottedLines m_plotted;
    bool m_xZoomed = false, m_yZoomed = false;
    bool m_xLogarithmic = false, m_yLogarithmic = false;
    bool m_adjusting = false; // this class changes a range, not the user
};

} // namespace roentgen::widgets
