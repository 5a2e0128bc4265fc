#include "widgets/chart_data.h"

#include "widgets/chart_limits.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

namespace roentgen::widgets {

namespace {

bool lessInX(const QPointF& point, double x) {
    return point.x() < x;
}

// The points of one pixel column, reduced to those that its line touches.
class PixelColumn {
public:
    explicit PixelColumn(QVector<QPointF>& result)
        : m_result(result) {}

    void add(const QPointF& point) {
        if (m_count == 0)
            m_first = m_lowest = m_highest = point;
        if (point.y() < m_lowest.y())
            m_lowest = point;
        if (point.y() > m_highest.y())
            m_highest = point;
        m_last = point;
        ++m_count;
    }

    void flush() {
        if (m_count == 0)
            return;
        QPointF inner[2] = {m_lowest, m_highest};
        if (inner[1].x() < inner[0].x())
            std::swap(inner[0], inner[1]);
        append(m_first);
        append(inner[0]);
        append(inner[1]);
        append(m_last);
        m_count = 0;
    }

private:
    void append(const QPointF& point) {
        if (m_result.isEmpty() || m_result.last() != point)
            m_result.append(point);
    }

    QVector<QPointF>& m_result;
    QPointF m_first, m_lowest, m_highest, m_last;
    int m_count = 0;
};

} // namespace

bool ChartData::isEmpty() const {
    return std::none_of(series.begin(), series.end(), [](const ChartSeries& one) {
        return std::any_of(one.points.begin(), one.points.end(),
                           [](const QPointF& point) { return std::isfinite(point.y()); });
    });
}

namespace {

// Not their values: QPointF's == is fuzzy, and a learning rate may be small.
bool areShared(const QVector<QPointF>& a, const QVector<QPointF>& b) {
    return a.size() == b.size() && (a.isEmpty() || a.constData() == b.constData());
}

ChartChange changeBetween(const ChartSeries& before, const ChartSeries& after) {
    const auto looks = [](const ChartSeries& one) {
        return std::make_tuple(one.name, one.group, one.labelled, one.colourSlot, one.best, one.emphasised, one.dotted,
                               one.thin, one.smooth.isEmpty());
    };
    if (looks(before) != looks(after) || !areShared(before.points, after.points) ||
        !areShared(before.overview, after.overview))
        return ChartChange::Everything;
    return before.smoothing == after.smoothing && areShared(before.smooth, after.smooth) ? ChartChange::None
                                                                                         : ChartChange::Smoothing;
}

} // namespace

ChartChange changeBetween(const ChartData& before, const ChartData& after) {
    const auto frame = [](const ChartData& one) {
        return std::tie(one.title, one.xTitle, one.yTitle, one.emptyText, one.xNumbers, one.decimals, one.yMinimum,
                        one.yMaximum, one.xMinimum, one.xMaximum);
    };
    if (frame(before) != frame(after) || before.series.size() != after.series.size())
        return ChartChange::Everything;
    ChartChange most = ChartChange::None;
    for (qsizetype i = 0; i < before.series.size() && most != ChartChange::Everything; ++i)
        most = std::max(most, changeBetween(before.series[i], after.series[i]));
    return most;
}

namespace {

ValueFence fenceAround(const QVector<QPointF>& points) {
    std::vector<double> values;
    values.reserve(size_t(points.size()));
    for (const QPointF& point : points)
        values.push_back(point.y());
    return fenceOf(std::move(values));
}

QVector<QPointF> smoothedWithin(const ValueFence& fence, const QVector<QPointF>& points, double weight,
                                QVector<QPointF> result = {}) {
    if (result.size() != points.size() || !result.isDetached())
        result = QVector<QPointF>(points.size());
    std::copy(points.begin(), points.end(), result.begin());
    double sum = 0, weights = 0;
    for (QPointF& point : result) {
        if (!std::isfinite(point.y()) || !fence.holds(point.y()))
            continue;
        sum = weight * sum + point.y();
        weights = weight * weights + 1;
        point.setY(sum / weights);
    }
    return result;
}

QVector<QPointF> overviewOf(const QVector<QPointF>& points) {
    return points.size() <= 4 * OverviewColumns
               ? QVector<QPointF>()
               : thinnedToPixels(points, points.first().x(), points.last().x(), OverviewColumns);
}

} // namespace

QVector<QPointF> smoothed(const QVector<QPointF>& points, double weight) {
    return weight <= 0 ? points : smoothedWithin(fenceAround(points), points, weight);
}

void prepareSeries(ChartSeries& series) {
    series.overview = overviewOf(series.points);
    series.fence.reset();
    smoothSeries(series, series.smoothing);
}

void smoothSeries(ChartSeries& series, double smoothing, QVector<QPointF> spare) {
    series.smoothing = smoothing;
    if (smoothing > 0 && !series.fence)
        series.fence = fenceAround(series.points);
    series.smooth =
        smoothing > 0 ? smoothedWithin(*series.fence, series.points, smoothing, std::move(spare)) : QVector<QPointF>();
    series.smoothOverview = overviewOf(series.smooth);
}

QVector<QPointF> thinnedToPixels(const QVector<QPointF>& points, double xFrom, double xTo, int pixels) {
    auto begin = std::lower_bound(points.begin(), points.end(), xFrom, lessInX);
    auto end = std::upper_bound(begin, points.end(), xTo, [](double x, const QPointF& point) { return x < point.x(); });
    if (begin != points.begin())
        --begin;
    if (end != points.end())
        ++end;
    const double perPixel = (xTo - xFrom) / std::max(1, pixels);
    if (end - begin <= 4 * std::max(1, pixels) || !(perPixel > 0))
        return QVector<QPointF>(begin, end);

    QVector<QPointF> result;
    result.reserve(4 * pixels + 8);
    PixelColumn column(result);
    double columnEnd = -std::numeric_limits<double>::infinity();
    bool inGap = false;
    for (auto point = begin; point != end; ++point) {
        if (!std::isfinite(point->y())) {
            column.flush();
            if (!inGap)
                result.append(*point);
            inGap = true;
            continue;
        }
        inGap = false;
        if (point->x() >= columnEnd) {
            column.flush();
            columnEnd = xFrom + (std::floor((point->x() - xFrom) / perPixel) + 1) * perPixel;
        }
        column.add(*point);
    }
    column.flush();
    return result;
}

std::optional<int> bestIndex(const QVector<QPointF>& points, BestValue best) {
    std::optional<int> found;
    if (best == BestValue::None)
        return found;
    for (int i = 0; i < points.size(); ++i) {
        const double y = points[i].y();
        if (!std::isfinite(y))
            continue;
        if (!found || (best == BestValue::Lowest ? y < points[*found].y() : y > points[*found].y()))
            found = i;
    }
    return found;
}

std::optional<int> nearestIndex(const QVector<QPointF>& points, double x) {
    const int after = int(std::lower_bound(points.begin(), points.end(), x, lessInX) - points.begin());
    int right = after, left = after - 1;
    while (right < points.size() && !std::isfinite(points[right].y()))
        ++right;
    while (left >= 0 && !std::isfinite(points[left].y()))
        --left;
    const bool hasLeft = left >= 0, hasRight = right < points.size();
    if (!hasLeft && !hasRight)
        return std::nullopt;
    if (!hasLeft)
        return right;
    if (!hasRight)
        return left;
    return x - points[left].x() <= points[right].x() - x ? left : right;
}

std::optional<LineValue> valueAt(const QVector<QPointF>& points, double x) {
    const auto right = std::lower_bound(points.begin(), points.end(), x, lessInX);
    if (right == points.end() || !std::isfinite(right->y()))
        return std::nullopt;
    if (right->x() == x)
        return LineValue{right->y(), true};
    if (right == points.begin() || !std::isfinite((right - 1)->y()))
        return std::nullopt;
    const QPointF& left = *(right - 1);
    const double share = (x - left.x()) / (right->x() - left.x());
    return LineValue{left.y() + share * (right->y() - left.y()), false};
}

QVector<int> lonePoints(const QVector<QPointF>& points) {
    QVector<int> alone;
    const auto isDrawn = [&](qsizetype i) { return i >= 0 && i < points.size() && std::isfinite(points[i].y()); };
    for (qsizetype i = 0; i < points.size(); ++i)
        if (isDrawn(i) && !isDrawn(i - 1) && !isDrawn(i + 1))
            alone.append(int(i));
    return alone;
}

} // namespace roentgen::widgets
