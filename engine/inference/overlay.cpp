#include "engine/inference/overlay.h"

#include "engine/imaging/resize_area.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace roentgen::inference {

namespace {

constexpr std::array<std::array<uint8_t, 3>, 10> infernoStops = {{{0x00, 0x00, 0x04},
                                                                  {0x1B, 0x0C, 0x41},
                                                                  {0x4A, 0x0C, 0x6B},
                                                                  {0x78, 0x1C, 0x6D},
                                                                  {0xA5, 0x2C, 0x60},
                                                                  {0xCF, 0x44, 0x46},
                                                                  {0xED, 0x69, 0x25},
                                                                  {0xFB, 0x9B, 0x06},
                                                                  {0xF7, 0xD1, 0x3D},
                                                                  {0xFC, 0xFF, 0xA4}}};

// place: in cells, 0 at the first edge.
double mapValueAt(const ClassMap& map, double column, double row) {
    const double x = std::clamp(column - 0.5, 0.0, double(map.columns - 1));
    const double y = std::clamp(row - 0.5, 0.0, double(map.rows - 1));
    const int x0 = int(x), y0 = int(y), x1 = std::min(x0 + 1, map.columns - 1), y1 = std::min(y0 + 1, map.rows - 1);
    const auto at = [&](int r, int c) { return double(map.values[size_t(r) * size_t(map.columns) + size_t(c)]); };
    const double upper = at(y0, x0) + (x - x0) * (at(y0, x1) - at(y0, x0));
    const double lower = at(y1, x0) + (x - x0) * (at(y1, x1) - at(y1, x0));
    return upper + (y - y0) * (lower - upper);
}

double relativeValue(const ClassMap& map, float highest, const std::array<double, 4>& area, double x, double y) {
    if (highest <= 0 || x < area[0] || x > area[2] || y < area[1] || y > area[3])
        return 0;
    const double column = (x - area[0]) / (area[2] - area[0]) * map.columns;
    const double row = (y - area[1]) / (area[3] - area[1]) * map.rows;
    return std::max(0.0, mapValueAt(map, column, row) / double(highest));
}

imaging::GreyImage shrunk(const imaging::GreyImage& film, int longestSide) {
    const double scale = double(longestSide) / std::max(film.rows, film.columns);
    if (scale >= 1)
        return film;
    return imaging::resizeArea(film, std::max(1, int(std::lround(film.rows * scale))),
                               std::max(1, int(std::lround(film.columns * scale))));
}

} // namespace

std::array<uint8_t, 3> infernoColor(double value) {
    const double place = std::clamp(value, 0.0, 1.0) * double(infernoStops.size() - 1);
    const size_t first = std::min(size_t(place), infernoStops.size() - 2);
    std::array<uint8_t, 3> color;
    for (size_t c = 0; c < 3; ++c) {
        const double from = infernoStops[first][c], to = infernoStops[first + 1][c];
        color[c] = uint8_t(from + (to - from) * (place - double(first)) + 0.5);
    }
    return color;
}

float highestOf(const ClassMap& map) {
    return map.values.empty() ? 0.f : *std::max_element(map.values.begin(), map.values.end());
}

double relativeMapValue(const ClassMap& map, const std::array<double, 4>& area, double x, double y) {
    return relativeValue(map, highestOf(map), area, x, y);
}

Picture drawOverlay(const imaging::GreyImage& film, const ClassMap& map, const std::array<double, 4>& area,
                    const OverlayOptions& options) {
    assert(film.type == imaging::PixelType::UInt8);
    const imaging::GreyImage small = shrunk(film, options.longestSide);
    const float highest = highestOf(map);
    Picture picture{small.rows, small.columns, std::vector<uint8_t>(small.pixelCount() * 3)};
    for (int row = 0; row < small.rows; ++row) {
        for (int column = 0; column < small.columns; ++column) {
            const size_t at = size_t(row) * size_t(small.columns) + size_t(column);
            const double value =
                relativeValue(map, highest, area, (column + 0.5) / small.columns, (row + 0.5) / small.rows);
            const double alpha = options.opacity * value;
            const auto color = infernoColor(value);
            for (size_t c = 0; c < 3; ++c)
                picture.rgb[at * 3 + c] = uint8_t((1 - alpha) * small.bytes[at] + alpha * color[c] + 0.5);
        }
    }
    return picture;
}

} // namespace roentgen::inference
