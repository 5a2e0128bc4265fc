// The pointing game: does a heatmap's peak lie in the box that a radiologist drew? Pure functions, thread-safe.
// Places are fractions of the film's width (x) and height (y), origin top left.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace roentgen::evaluation {

struct Point {
    double x = 0, y = 0;
};
struct Rectangle {
    double x0 = 0, y0 = 0, x1 = 1, y1 = 1;
    bool contains(Point point) const { return point.x >= x0 && point.x <= x1 && point.y >= y0 && point.y <= y1; }
    Point center() const { return {0.5 * (x0 + x1), 0.5 * (y0 + y1)}; }
};

// Where a map [rows × columns, top row first] that covers `area` of the film edge to edge peaks: the maximum of its
// bicubic (Catmull-Rom, mirrored at the edge cells' centres) upsampling at 32 places per cell and direction, which are
// the centres of sub-cells. nullopt for a map that is empty or holds a value that is not finite.
std::optional<Point> peakOf(const std::vector<float>& values, int rows, int columns, const Rectangle& area);

// One film on which one class is present and boxed.
struct LocalizationCase {
    std::string className;
    std::optional<Point> peak;    // nullopt: no usable map; counted as a miss
    std::vector<Rectangle> boxes; // of this class; at least one
};

struct LocalizationScore {
    int64_t cases = 0;
    double peakInBox = 0;                    // share of the cases whose peak lies in one of their boxes
    std::optional<double> meanPositionInBox; // the same for a guess at the class's mean position
};
struct LocalizationReport {
    LocalizationScore all;
    std::map<std::string, LocalizationScore> classes;
};

// meanPositions: per class the mean box centre (meanCenters) of the training part. A class without one is guessed at
// the mean box centre of its other cases (each case leaves its own boxes out), a single case at the film's centre.
// meanPositionInBox is nullopt only without cases.
LocalizationReport scoreLocalization(const std::vector<LocalizationCase>& cases,
                                     const std::map<std::string, Point>& meanPositions);

// Mean of the boxes' centres per class.
std::map<std::string, Point> meanCenters(const std::map<std::string, std::vector<Rectangle>>& boxes);

} // namespace roentgen::evaluation
