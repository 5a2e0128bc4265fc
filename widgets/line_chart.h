// A line chart: value structs in, crosshair, zoom and pan by mouse and keys.
#pragma once

#include "widgets/chart_lines.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <limits>
#include <memory>

class QBoxLayout;
class QLabel;
class QToolButton;

namespace roentgen::widgets {

class ChartLegend;
class ChartPlot;
class ChartReadout;

// Wheel zooms x, drag pans as far as there are points, wheel and drag on an axis change that axis, double-click on an
// axis and a button that is there while something is zoomed reset it, double-click in the chart asks for its
// maximising. The y axis holds what most points take; a mark at its edge stands for each that lies beyond. Keys: arrows
// move the crosshair, + and - zoom, Home resets, L and Shift+L make y and x logarithmic, Return maximises. GUI thread
// only.
class LineChart : public QWidget {
    Q_OBJECT
public:
    explicit LineChart(QWidget* parent = nullptr);
    ~LineChart() override;

    // Zoom and hidden series stay as they were. Unchanged series cost nothing but a comparison.
    void setData(const ChartData& data);
    const ChartData& data() const { return m_lines.data(); }

    void setLogarithmic(Qt::Orientation axis, bool logarithmic); // Horizontal: x
    bool isLogarithmic(Qt::Orientation axis) const;
    void setXRange(double lower, double upper); // as zoomed in by hand, but without a signal
    void resetX();
    void resetAxes();
    bool isZoomed() const;
    void setMaximised(bool maximised); // what its button says

    // The x of the crosshair; NaN hides it. ReadOut: at the nearest point of any line, which is read out of all lines.
    // LineOnly: without reading out (it follows another chart's).
    enum class Crosshair { LineOnly, ReadOut };
    void setCrosshair(double x, Crosshair what = Crosshair::ReadOut);
    double crosshair() const { return m_crosshair; }
    // What the crosshair reads out (chart_readout.h): a line "name<TAB>value" for x and each visible series.
    QString readout(double x) const;

    AxisRange range(Qt::Orientation axis) const;
    DrawnCounts drawn() const;
    QRect plotArea() const; // in this widget's pixels, between the axes

    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void maximiseRequested();
    void crosshairMoved(double x);                                   // NaN: the mouse left
    void xZoomed(double lower, double upper);                        // by hand
    void xReset();                                                   // by hand
    void logarithmicChanged(Qt::Orientation axis, bool logarithmic); // by hand

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QToolButton* addButton(QBoxLayout* row);
    void setupHeader();
    void setupPlot();
    void setupLegend();
    void setupOverlays();
    void layOut();
    void applyTheme();
    void rebuildSeries();
    void moveCrosshair(double x);
    void showReadout(double x);
    void stepCrosshair(int direction);
    void zoom(double factor);
    void resetByHand();
    void setLogarithmicByHand(Qt::Orientation axis, bool logarithmic);
    void rangeWasChanged(Qt::Orientation axis);
    bool usesDirectLabels() const;

    ChartLines m_lines;
    QTimer m_smoothingTimer; // runs: the lines are smoothed in another way than they are drawn
    QString m_highlighted;   // label; "": none
    std::unique_ptr<ChartPlot> m_plot;
    QLabel* m_title;
    QLabel* m_unit;
    QToolButton* m_resetButton;
    QToolButton* m_logButton; // of y; charts of one axis share x, and what switches it
    QToolButton* m_maximiseButton;
    QBoxLayout* m_body; // plot and legend
    ChartLegend* m_legend;
    QLabel* m_empty;
    QPointer<ChartReadout> m_readout; // floats in the window, which may go first
    double m_crosshair = std::numeric_limits<double>::quiet_NaN();
    Crosshair m_crosshairKind = Crosshair::ReadOut;
};

} // namespace roentgen::widgets
