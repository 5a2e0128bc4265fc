#include "engine/imaging/clahe.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
#define ROENTGEN_DISPATCH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ROENTGEN_DISPATCH
#endif

namespace roentgen::imaging {

namespace {

constexpr int greys = 256;
using Histogram = std::array<int, greys>;

// Tiles along one axis. Tile t covers pixels from t * size on; those past the end are mirrored, the edge not repeated.
struct Axis {
    int length, tiles, size;
    int pixel(int i) const { return i < length ? i : 2 * (length - 1) - i; }
};

Axis tileAxis(int length, int tiles, bool extend) {
    return {length, tiles, extend ? length / tiles + 1 : length / tiles};
}

// Four histograms side by side: neighbours are often equal, and one would wait for its own last sum.
Histogram histogramOf(const uint8_t* image, const Axis& down, const Axis& across, int tileRow, int tileColumn) {
    std::array<Histogram, 4> parts{};
    const int begin = tileColumn * across.size, end = begin + across.size, inside = std::min(end, across.length);
    for (int y = tileRow * down.size; y < (tileRow + 1) * down.size; ++y) {
        const uint8_t* row = image + ptrdiff_t(down.pixel(y)) * across.length;
        int x = begin;
        for (; x + 4 <= inside; x += 4)
            for (size_t part = 0; part < 4; ++part)
                ++parts[part][row[x + int(part)]];
        for (; x < end; ++x)
            ++parts[0][row[across.pixel(x)]];
    }
    for (size_t grey = 0; grey < greys; ++grey)
        parts[0][grey] += parts[1][grey] + parts[2][grey] + parts[3][grey];
    return parts[0];
}

void clip(Histogram& histogram, int limit) {
    int excess = 0;
    for (int& count : histogram) {
        excess += std::max(count - limit, 0);
        count = std::min(count, limit);
    }
    for (int& count : histogram)
        count += excess / greys;
    int rest = excess % greys;
    const size_t step = size_t(rest > 0 ? std::max(greys / rest, 1) : greys);
    for (size_t grey = 0; grey < greys && rest > 0; grey += step, --rest)
        ++histogram[grey];
}

// Rounded half to even, like the other greys.
uint8_t roundGrey(float value) {
    return uint8_t(std::clamp(std::lrint(value), 0L, 255L));
}

// The tiles' curves, as numbers that are blended: [tile row][tile column][grey].
std::vector<float> curvesOf(const uint8_t* image, const Axis& down, const Axis& across, double clipLimit) {
    std::vector<float> curves;
    curves.reserve(size_t(down.tiles) * size_t(across.tiles) * greys);
    const int area = down.size * across.size;
    const int limit = std::max(int(clipLimit * area / greys), 1);
    const float perPixel = 255.f / float(area);
    for (int row = 0; row < down.tiles; ++row) {
        for (int column = 0; column < across.tiles; ++column) {
            Histogram histogram = histogramOf(image, down, across, row, column);
            clip(histogram, limit);
            int sum = 0;
            for (const int count : histogram) {
                sum += count;
                curves.push_back(float(roundGrey(float(sum) * perPixel)));
            }
        }
    }
    return curves;
}

// Between which tiles a pixel lies.
struct Place {
    int first, second; // tiles; equal at the borders
    float share;       // of the second
};

Place placeOf(int pixel, const Axis& axis) {
    const float at = float(pixel) * (1.f / float(axis.size)) - 0.5f;
    const int tile = int(std::floor(at));
    return {std::max(tile, 0), std::min(tile + 1, axis.tiles - 1), at - float(tile)};
}

// One row's curves: upper and lower tiles blended.
ROENTGEN_DISPATCH void blend(const float* upper, const float* lower, float share, size_t count, float* result) {
    for (size_t i = 0; i < count; ++i)
        result[i] = upper[i] * (1 - share) + lower[i] * share;
}

// Between the two tiles' answers, rounded half to even.
ROENTGEN_DISPATCH void mix(const float* first, const float* second, const float* shares, int columns, uint8_t* result) {
    constexpr float noFractions = 12582912.f; // 1.5 · 2^23: a sum with it is a whole number
    for (int x = 0; x < columns; ++x)
        result[x] = uint8_t(int((first[x] * (1 - shares[x]) + second[x] * shares[x] + noFractions) - noFractions));
}

} // namespace

void equalizeAdaptively(const uint8_t* image, int rows, int columns, const ClaheOptions& options, uint8_t* output) {
    const bool extend = rows % options.tiles != 0 || columns % options.tiles != 0;
    const Axis down = tileAxis(rows, options.tiles, extend), across = tileAxis(columns, options.tiles, extend);
    const std::vector<float> curves = curvesOf(image, down, across, options.clipLimit);
    const size_t width = size_t(columns), rowCurves = size_t(across.tiles) * greys;
    std::vector<int> firstCurve(width), secondCurve(width);
    std::vector<float> shares(width), first(width), second(width), blended(rowCurves);
    for (size_t x = 0; x < width; ++x) {
        const Place place = placeOf(int(x), across);
        firstCurve[x] = place.first * greys;
        secondCurve[x] = place.second * greys;
        shares[x] = place.share;
    }
    for (int y = 0; y < rows; ++y) {
        const Place place = placeOf(y, down);
        blend(curves.data() + size_t(place.first) * rowCurves, curves.data() + size_t(place.second) * rowCurves,
              place.share, rowCurves, blended.data());
        const uint8_t* row = image + size_t(y) * width;
        for (size_t x = 0; x < width; ++x) {
            first[x] = blended[size_t(firstCurve[x] + row[x])];
            second[x] = blended[size_t(secondCurve[x] + row[x])];
        }
        mix(first.data(), second.data(), shares.data(), columns, output + size_t(y) * width);
    }
}

} // namespace roentgen::imaging
