#include "engine/evaluation/localization.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace roentgen::evaluation {

namespace {

constexpr int subCells = 32;

// Catmull-Rom weights of the four cells around a place that lies t in 0…1 past the second of them.
std::array<double, 4> catmullRom(double t) {
    return {0.5 * t * (-1 + t * (2 - t)), 1 + 0.5 * t * t * (3 * t - 5), 0.5 * t * (1 + t * (4 - 3 * t)),
            0.5 * t * t * (t - 1)};
}

// Where the sub-cell's centre lies among the cells' centres: `first` is the first of its four cells.
struct Tap {
    int first;
    std::array<double, 4> weights;
};

std::vector<Tap> tapsOf(int cells) {
    std::vector<Tap> taps(size_t(cells) * subCells);
    for (size_t i = 0; i < taps.size(); ++i) {
        const double place = (double(i) + 0.5) / subCells - 0.5;
        const double below = std::floor(place);
        taps[i] = {int(below) - 1, catmullRom(place - below)};
    }
    return taps;
}

// Cells beyond the edge mirror those inside about the edge cell's centre, so that a hill on it peaks there.
size_t mirrored(int cell, int cells) {
    if (cell < 0)
        cell = -cell;
    if (cell >= cells)
        cell = 2 * (cells - 1) - cell;
    return size_t(std::clamp(cell, 0, cells - 1));
}

void add(LocalizationScore& score, bool hit, bool guessHit) {
    ++score.cases;
    score.peakInBox += hit;
    score.meanPositionInBox = score.meanPositionInBox.value_or(0) + guessHit;
}

void divide(LocalizationScore& score) {
    if (score.cases == 0)
        return;
    score.peakInBox /= double(score.cases);
    score.meanPositionInBox = *score.meanPositionInBox / double(score.cases);
}

// The box centres of a class over all cases.
struct CenterSum {
    Point sum;
    double count = 0;

    void add(const std::vector<Rectangle>& boxes, double times) {
        for (const auto& box : boxes) {
            sum.x += times * box.center().x;
            sum.y += times * box.center().y;
            count += times;
        }
    }
    Point without(const LocalizationCase& film) const {
        CenterSum others = *this;
        others.add(film.boxes, -1);
        return others.count < 0.5 ? Point{0.5, 0.5} : Point{others.sum.x / others.count, others.sum.y / others.count};
    }
};

std::map<std::string, CenterSum> centerSums(const std::vector<LocalizationCase>& cases) {
    std::map<std::string, CenterSum> sums;
    for (const auto& film : cases)
        sums[film.className].add(film.boxes, 1);
    return sums;
}

bool inAny(const std::vector<Rectangle>& boxes, const Point& point) {
    return std::any_of(boxes.begin(), boxes.end(), [&](const Rectangle& box) { return box.contains(point); });
}

} // namespace

std::optional<Point> peakOf(const std::vector<float>& values, int rows, int columns, const Rectangle& area) {
    assert(values.size() == size_t(rows) * size_t(columns));
    if (values.empty() || !std::all_of(values.begin(), values.end(), [](float v) { return std::isfinite(v); }))
        return std::nullopt;
    const auto across = tapsOf(columns), down = tapsOf(rows);
    // Across first: [rows × columns·subCells], then down on the fly.
    std::vector<double> wide(size_t(rows) * across.size());
    for (int row = 0; row < rows; ++row) {
        for (size_t x = 0; x < across.size(); ++x) {
            double sum = 0;
            for (int k = 0; k < 4; ++k)
                sum += across[x].weights[size_t(k)] *
                       values[size_t(row) * size_t(columns) + mirrored(across[x].first + k, columns)];
            wide[size_t(row) * across.size() + x] = sum;
        }
    }
    double best = -HUGE_VAL;
    size_t bestX = 0, bestY = 0;
    for (size_t y = 0; y < down.size(); ++y) {
        for (size_t x = 0; x < across.size(); ++x) {
            double sum = 0;
            for (int k = 0; k < 4; ++k)
                sum += down[y].weights[size_t(k)] * wide[mirrored(down[y].first + k, rows) * across.size() + x];
            if (sum > best) {
                best = sum;
                bestX = x;
                bestY = y;
            }
        }
    }
    return Point{area.x0 + (area.x1 - area.x0) * (double(bestX) + 0.5) / double(across.size()),
                 area.y0 + (area.y1 - area.y0) * (double(bestY) + 0.5) / double(down.size())};
}

LocalizationReport scoreLocalization(const std::vector<LocalizationCase>& cases,
                                     const std::map<std::string, Point>& meanPositions) {
    LocalizationReport report;
    const auto sums = centerSums(cases);
    for (const auto& film : cases) {
        const auto mean = meanPositions.find(film.className);
        const Point guess = mean == meanPositions.end() ? sums.at(film.className).without(film) : mean->second;
        const bool hit = film.peak && inAny(film.boxes, *film.peak);
        const bool guessHit = inAny(film.boxes, guess);
        add(report.all, hit, guessHit);
        add(report.classes[film.className], hit, guessHit);
    }
    divide(report.all);
    for (auto& entry : report.classes)
        divide(entry.second);
    return report;
}

std::map<std::string, Point> meanCenters(const std::map<std::string, std::vector<Rectangle>>& boxes) {
    std::map<std::string, Point> means;
    for (const auto& [name, ofClass] : boxes) {
        Point sum;
        for (const auto& box : ofClass) {
            sum.x += box.center().x;
            sum.y += box.center().y;
        }
        if (!ofClass.empty())
            means[name] = {sum.x / double(ofClass.size()), sum.y / double(ofClass.size())};
    }
    return means;
}

} // namespace roentgen::evaluation
