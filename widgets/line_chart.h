// A line chart: value structs in, crosshair, zoom and pan by mouse and keys. QCustomPlot is known
// to line_chart*.cpp alone, through line_chart_plot.h.
#pragma once

#include "widgets/chart_data.h"

#include <QPointer>
#include <QWidget>

#include <memory>

class QBoxLayout;
class QLabel;
class QToolButton;

namespace roentgen::widgets {

class ChartLegend;
class ChartReadout;

// Wheel zooms x, drag pans, wheel and drag on an axis change that axis, double-click on an axis resets it,
// double-click in the chart asks for its maximising. Keys: arrows move the crosshair, + and - zoom, Home resets,
// L the logarithmic scale, Return maximises. GUI thread only.
class LineChart : public QWidget {
    Q_OBJECT
public:
    explicit LineChart(QWidget* parent = nullptr);
    ~LineChart() override;

    // Zoom and hidden series stay as they were. Unchanged series cost nothing but a comparison.
    void setData(const ChartData& data);
    const ChartData& data() const { return m_data; }

    void setLogarithmic(bool logarithmic);
    bool isLogarithmic() const;
    void resetAxes();
    bool isZoomed() const;
    void setMaximised(bool maximised); // what its button says

    // The x of the crosshair; NaN hides it. LineOnly: without reading out (it follows another chart's).
    enum class Crosshair { LineOnly, ReadOut };
    void setCrosshair(double x, Crosshair what = Crosshair::ReadOut);
    double crosshair() const { return m_crosshair; }
    // What the crosshair reads out at x: a line "name<TAB>value" for each visible series, x first.
    QString readout(double x) const;

    double xLower() const;
    double xUpper() const;
    int drawnPoints() const; // of all lines, after thinning
    QRect plotArea() const;  // in this widget's pixels, between the axes

    QSize sizeHint() const override { return {480, 260}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

Q_SIGNALS:
    void maximiseRequested();
    void crosshairMoved(double x); // NaN: the mouse left

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void changeEvent(QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Plot;
    void setupHeader();
    void setupOverlays();
    void setupLegend();
    void layOut();
    void applyTheme();
    void rebuildSeries();
    void moveCrosshair(double x);
    void showReadout(double x);
    void zoom(double factor);
    bool plotDoubleClicked(const QPoint& position);
    bool usesDirectLabels() const;

    ChartData m_data;
    std::unique_ptr<Plot> m_plot;
    QLabel* m_title;
    QLabel* m_unit;
    QBoxLayout* m_body;               // plot and legend
    QPointer<ChartReadout> m_readout; // floats in the window, which may go first
    QLabel* m_empty;
    QToolButton* m_logButton;
    QToolButton* m_maximiseButton;
    ChartLegend* m_legend;
    double m_crosshair;
    Crosshair m_crosshairKind = Crosshair::ReadOut;
};

} // namespace roentgen::widgets
