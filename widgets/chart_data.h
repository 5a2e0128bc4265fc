// What a line chart shows, as plain values, and the arithmetic on it: smoothing, thinning, reading out.
#pragma once

#include <QPointF>
#include <QString>
#include <QVector>

#include <optional>

namespace roentgen::widgets {

// Colour slots are the Okabe-Ito colours in their order; the neutral one is the theme's text colour.
inline constexpr int NeutralColourSlot = -1;

enum class BestValue { None, Lowest, Highest };
// Duration: values are seconds, shown as h:mm:ss. PowersOfTwo: values are logarithms to the base 2, shown as what they
// are the logarithms of, with ticks at whole ones: 1, 2, 4, 8.
enum class AxisNumbers { Plain, Duration, PowersOfTwo };

struct ChartSeries {
    QString name;
    int colourSlot = 0;
    QVector<QPointF> points; // ascending x; a y that is NaN is a gap
    double smoothing = 0;    // 0: as it is; to 0.99: raw drawn faint behind the smoothed line
    BestValue best = BestValue::None;
    bool emphasised = false; // a thicker line, drawn last
    bool dotted = false;     // every point has a dot (few points)
};

struct ChartData {
    QString title;
    QString xTitle, yTitle; // with their units
    QString emptyText;      // what an empty chart waits for
    AxisNumbers xNumbers = AxisNumbers::Plain;
    int decimals = 3;                         // of a value read out
    std::optional<double> yMinimum, yMaximum; // the y axis shows at least these
    QVector<ChartSeries> series;

    bool isEmpty() const; // no finite point
};

// Exponential moving average without its bias towards 0 at the start: s_t = Σ w^(t-i) y_i / Σ w^(t-i).
// weight in 0…<1; NaN stays NaN and is left out of the average. O(n).
QVector<QPointF> smoothed(const QVector<QPointF>& points, double weight);

// At most four points for each of `pixels` columns of xFrom…xTo (first, lowest, highest, last), and one beyond
// either end, so that the line drawn equals the line of all points. Gaps are kept. Points ascend in x.
QVector<QPointF> thinnedToPixels(const QVector<QPointF>& points, double xFrom, double xTo, int pixels);

// Index of the lowest or highest finite y (the first of equals).
std::optional<int> bestIndex(const QVector<QPointF>& points, BestValue best);

// Index of the point nearest in x that has a finite y.
std::optional<int> nearestIndex(const QVector<QPointF>& points, double x);

} // namespace roentgen::widgets
