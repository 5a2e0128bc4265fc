#include "widgets/chart_lines.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

namespace {

QVector<QPointF> withX(const QVector<QPointF>& points, double (*of)(double)) {
    QVector<QPointF> result;
    result.reserve(points.size());
    for (const QPointF& point : points)
        result.append({of(point.x()), point.y()});
    return result;
}

} // namespace

void ChartLines::set(const ChartData& data) {
    m_data = data;
    m_extent = extentOf(data);
    const std::vector<ChartLine> before = std::move(m_lines);
    m_lines.assign(size_t(data.series.size()), {});
    for (size_t i = 0; i < m_lines.size(); ++i) {
        const ChartSeries& series = m_data.series[qsizetype(i)];
        ChartLine& line = m_lines[i];
        line.raw = series.points;
        line.rawOverview = series.overview;
        line.smoothing = series.smoothing;
        line.hidden = isHidden(series.label());
        if (series.smoothing > 0)
            takeSmooth(series, i < before.size() ? &before[i] : nullptr, line);
    }
}

// Where nobody has smoothed the series beforehand; what was smoothed is kept while its points stay.
void ChartLines::takeSmooth(const ChartSeries& series, const ChartLine* before, ChartLine& line) const {
    if (series.smooth.size() == series.points.size()) {
        line.smooth = series.smooth;
        line.smoothOverview = series.smoothOverview;
    } else if (before && before->smoothing == series.smoothing && before->raw == series.points) {
        line.smooth = before->smooth;
    } else {
        line.smooth = smoothed(series.points, series.smoothing);
    }
}

void ChartLines::toggle(const QString& label) {
    if (!m_hidden.remove(label))
        m_hidden.insert(label);
    for (size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i].hidden = isHidden(m_data.series[qsizetype(i)].label());
}

bool ChartLines::isAnyHidden() const {
    return std::any_of(m_lines.begin(), m_lines.end(), [](const ChartLine& line) { return line.hidden; });
}

std::optional<double> ChartLines::nearestX(double x) const {
    std::optional<double> nearest;
    for (const ChartLine& line : m_lines) {
        const auto index = line.hidden ? std::nullopt : nearestIndex(line.shown(), x);
        if (index && (!nearest || std::abs(line.shown()[*index].x() - x) < std::abs(*nearest - x)))
            nearest = line.shown()[*index].x();
    }
    return nearest;
}

std::optional<double> ChartLines::nextX(double x, int direction) const {
    std::optional<double> next;
    for (const ChartLine& line : m_lines) {
        for (const QPointF& point : line.hidden ? QVector<QPointF>() : line.shown()) {
            const double ahead = (point.x() - x) * direction;
            if (std::isfinite(point.y()) && ahead > 0 && (!next || ahead < (*next - x) * direction))
                next = point.x();
        }
    }
    return next;
}

std::optional<double> ChartLines::stepFrom(double x, int direction, const AxisRange& range) const {
    const bool begins = !std::isfinite(x);
    const double from = begins ? (direction > 0 ? range.lower : range.upper) : x;
    std::optional<double> to = nearestX(from + direction * range.size() / 50);
    if (to && (*to - from) * direction <= 0 && !(begins && range.contains(*to)))
        to = nextX(from, direction);
    return to && range.contains(*to) ? to : std::nullopt;
}

QVector<QPointF> thinnedToRange(const QVector<QPointF>& points, const QVector<QPointF>& overview, const AxisRange& x,
                                int pixels, bool logarithmic) {
    if (!logarithmic) {
        const double whole = overview.isEmpty() ? 0 : overview.last().x() - overview.first().x();
        const bool isFineEnough = whole > 0 && x.size() * OverviewColumns >= whole * pixels;
        return thinnedToPixels(isFineEnough ? overview : points, x.lower, x.upper, pixels);
    }
    const auto positive =
        std::find_if(points.begin(), points.end(), [](const QPointF& point) { return point.x() > 0; });
    const QVector<QPointF> logarithms =
        withX(QVector<QPointF>(positive, points.end()), [](double value) { return std::log10(value); });
    return withX(thinnedToPixels(logarithms, std::log10(x.lower), std::log10(x.upper), pixels),
                 [](double value) { return std::pow(10, value); });
}

} // namespace roentgen::widgets
