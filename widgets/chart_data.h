// What a line chart shows, as plain values, and the arithmetic on it: smoothing, thinning, reading out.
#pragma once

#include "widgets/chart_limits.h"

#include <QPointF>
#include <QString>
#include <QVector>

#include <optional>

namespace roentgen::widgets {

// A colour slot is one of six Okabe-Ito colours; past the six they come again with another dash and another mark, so
// that no two are told apart by a shade alone. The neutral slot is the theme's text colour.
inline constexpr int NeutralColourSlot = -1;
inline constexpr int SlotColours = 6;

enum class BestValue { None, Lowest, Highest };
// Duration: values are seconds, shown as h:mm:ss. PowersOfTwo: values are logarithms to the base 2, shown as what they
// are the logarithms of, with ticks at whole ones: 1, 2, 4, 8.
enum class AxisNumbers { Plain, Duration, PowersOfTwo };

struct ChartSeries {
    QString name;         // as it is read out; another one for every series of a chart
    QString group;        // series of a group are shown and hidden together, under its name; "": the series' own
    bool labelled = true; // named at its end or in the legend; of a group one is
    int colourSlot = 0;
    QVector<QPointF> points; // ascending x; a y that is NaN is a gap
    double smoothing = 0;    // 0: as it is; to 0.99: raw drawn faint behind the smoothed line
    // prepareSeries() makes these, where somebody has the time before the chart is shown. Empty: the chart smooths.
    QVector<QPointF> smooth;                   // the smoothed points
    QVector<QPointF> overview, smoothOverview; // fewer points that draw the same; empty where there are few
    std::optional<ValueFence> fence;           // of all points, for the smoothing
    BestValue best = BestValue::None;
    bool emphasised = false; // a thicker line, drawn last
    bool dotted = false;     // points have marks, as many as there is room for
    bool thin = false;       // a thinner line: stands beside the one that its group is about

    const QString& label() const { return group.isEmpty() ? name : group; }
};

struct ChartData {
    QString title;
    QString xTitle, yTitle; // with their units
    QString emptyText;      // what an empty chart waits for
    AxisNumbers xNumbers = AxisNumbers::Plain;
    int decimals = 3;                         // of a value read out
    std::optional<double> yMinimum, yMaximum; // the y axis shows at least these
    std::optional<double> xMinimum, xMaximum; // likewise the x axis: charts beside each other run along the same
    QVector<ChartSeries> series;

    bool isEmpty() const; // no finite point
};

// What has to be drawn anew. Points are the same where they are the very same in memory.
enum class ChartChange { None, Smoothing, Everything };
ChartChange changeBetween(const ChartData& before, const ChartData& after);

// Exponential moving average without its bias towards 0 at the start: s_t = Σ w^(t-i) y_i / Σ w^(t-i).
// weight in 0…<1; NaN stays NaN and is left out of the average, and so does what stands outside of the fence of all
// the points (chart_limits.h): one value of 1e20 would fill the average for hundreds of points. O(n).
QVector<QPointF> smoothed(const QVector<QPointF>& points, double weight);

// Smooths a series and makes its overviews, so that a chart of many long ones is drawn without a pause. Any thread.
inline constexpr int OverviewColumns = 2048;
void prepareSeries(ChartSeries& series);
// Of a series that is prepared only what another smoothing changes. spare: an earlier `smooth` that nobody else needs,
// whose memory is taken; new memory takes longer than the smoothing.
void smoothSeries(ChartSeries& series, double smoothing, QVector<QPointF> spare = {});

// At most four points for each of `pixels` columns of xFrom…xTo (first, lowest, highest, last), and one beyond
// either end, so that the line drawn equals the line of all points. Gaps are kept. Points ascend in x.
QVector<QPointF> thinnedToPixels(const QVector<QPointF>& points, double xFrom, double xTo, int pixels);

// Index of the lowest or highest finite y (the first of equals).
std::optional<int> bestIndex(const QVector<QPointF>& points, BestValue best);

// Index of the point nearest in x that has a finite y.
std::optional<int> nearestIndex(const QVector<QPointF>& points, double x);

// What a line shows at x: a point of its own, or, between two, what lies on the line. None outside of it and in gaps.
struct LineValue {
    double y;
    bool measured; // a point stands there
};
std::optional<LineValue> valueAt(const QVector<QPointF>& points, double x);

// Indices of points that stand alone: a line through their neighbours does not show them.
QVector<int> lonePoints(const QVector<QPointF>& points);

} // namespace roentgen::widgets
