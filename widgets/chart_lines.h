// The lines of a chart: of each series the points that are shown, smoothed where it asks for that, and whether it is
// hidden. Knows no widget.
#pragma once

#include "widgets/chart_range.h"

#include <QSet>

namespace roentgen::widgets {

struct ChartLine {
    QVector<QPointF> raw, smooth;                 // smooth is empty where nothing is smoothed; both hold all points
    QVector<QPointF> rawOverview, smoothOverview; // of the same, or empty
    double smoothing = 0;                         // that smooth was made with
    bool hidden = false;
    const QVector<QPointF>& shown() const { return smooth.isEmpty() ? raw : smooth; }
    const QVector<QPointF>& shownOverview() const { return smooth.isEmpty() ? rawOverview : smoothOverview; }
};

// Of all lines, at the plot's width.
struct DrawnCounts {
    int points = 0;   // after thinning
    int marks = 0;    // on points
    int outliers = 0; // marks at the edge
};

class ChartLines {
public:
    void set(const ChartData& data); // hidden labels stay hidden
    const ChartData& data() const { return m_data; }
    const XExtent& extent() const { return m_extent; }
    const std::vector<ChartLine>& all() const { return m_lines; } // one for each series

    void toggle(const QString& label); // hides and shows
    bool isHidden(const QString& label) const { return m_hidden.contains(label); }
    bool isAnyHidden() const;

    // The nearest x that any line in sight has a point at.
    std::optional<double> nearestX(double x) const;
    // Where the crosshair goes from x (NaN: from the range's end) to the right (1) or the left (-1): to the next point;
    // where they are close, about a fiftieth of the range further. None: there is nothing within the range.
    std::optional<double> stepFrom(double x, int direction, const AxisRange& range) const;

private:
    void takeSmooth(const ChartSeries& series, const ChartLine* before, ChartLine& line) const;
    std::optional<double> nextX(double x, int direction) const;

    ChartData m_data;
    XExtent m_extent;
    std::vector<ChartLine> m_lines;
    QSet<QString> m_hidden; // labels
};

// Of a line's points what an axis of so many pixels over x needs. On a logarithmic axis the columns of pixels are even
// in the logarithm. overview: as ChartSeries has it.
QVector<QPointF> thinnedToRange(const QVector<QPointF>& points, const QVector<QPointF>& overview, const AxisRange& x,
                                int pixels, bool logarithmic);

} // namespace roentgen::widgets
