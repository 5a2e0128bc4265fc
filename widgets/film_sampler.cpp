#include "widgets/film_sampler.h"

#include "widgets/parallel_bands.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {
namespace {

// What each output pixel of one axis takes from a level: `width` neighbouring cells from first[i] on, weighted.
struct AxisWeights {
    int width = 1;
    bool copies = false; // every output pixel is one whole cell, in order
    std::vector<int> first;
    std::vector<float> weights; // count × width, each row sums to 1
};

struct PixelWeights {
    int first;
    std::vector<float> weights;
};

PixelWeights areaWeights(double begin, double end, int cells, double levelExtent) {
    begin = std::clamp(begin, 0.0, levelExtent);
    end = std::clamp(end, 0.0, levelExtent);
    // Outside of the film, or thinner than rounding: the nearest cell.
    if (end - begin < 1e-9)
        return {std::clamp(int(std::floor(begin)), 0, cells - 1), {1.0f}};
    constexpr double Sliver = 1e-6;
    const int first = std::clamp(int(std::floor(begin + Sliver)), 0, cells - 1);
    const int last = std::clamp(int(std::ceil(end - Sliver)) - 1, first, cells - 1);
    PixelWeights pixel{first, {}};
    double sum = 0;
    for (int cell = first; cell <= last; ++cell) {
        const double overlap = std::max(0.0, std::min(end, cell + 1.0) - std::max(begin, double(cell)));
        pixel.weights.push_back(float(overlap));
        sum += overlap;
    }
    for (float& weight : pixel.weights)
        weight = float(weight / sum);
    return pixel;
}

PixelWeights bilinearWeights(double middle, int cells) {
    const double position = std::clamp(middle - 0.5, 0.0, double(cells - 1));
    const int first = std::min(int(position), cells - 1);
    const float part = float(position - first);
    if (part < 1e-6f || first + 1 >= cells)
        return {first, {1.0f}};
    return {first, {1 - part, part}};
}

AxisWeights weightsOf(const SampleAxis& axis, int level, int cells, int filmSize, Interpolation interpolation) {
    const double scale = 1.0 / double(1 << level);
    std::vector<PixelWeights> pixels;
    pixels.reserve(size_t(axis.count));
    size_t widest = 1;
    for (int i = 0; i < axis.count; ++i) {
        const double a = (axis.origin + i * axis.step) * scale, b = (axis.origin + (i + 1) * axis.step) * scale;
        const double middle = (a + b) / 2;
        if (std::abs(axis.step) >= 1 - 1e-9)
            pixels.push_back(areaWeights(std::min(a, b), std::max(a, b), cells, filmSize * scale));
        else if (interpolation == Interpolation::Bilinear)
            pixels.push_back(bilinearWeights(middle, cells));
        else
            pixels.push_back({std::clamp(int(std::floor(middle)), 0, cells - 1), {1.0f}});
        widest = std::max(widest, pixels.back().weights.size());
    }

    AxisWeights result;
    result.width = int(std::min<size_t>(widest, size_t(cells)));
    result.copies = result.width == 1;
    result.weights.assign(size_t(axis.count) * size_t(result.width), 0.0f);
    for (int i = 0; i < axis.count; ++i) {
        const PixelWeights& pixel = pixels[size_t(i)];
        const int first = std::min(pixel.first, cells - result.width);
        for (size_t k = 0; k < pixel.weights.size(); ++k)
            result.weights[size_t(i) * size_t(result.width) + size_t(pixel.first - first) + k] = pixel.weights[k];
        result.first.push_back(first);
        result.copies = result.copies && first == result.first[0] + i;
    }
    return result;
}

// Whether the axis' pixels begin and end with cells of the level, one cell each.
bool fallsOnCells(const SampleAxis& axis, int level) {
    const double size = double(1 << level), start = axis.origin / size;
    return std::abs(std::abs(axis.step) - size) < 1e-9 && std::abs(start - std::round(start)) < 1e-9;
}

// The level of the pixel's size where pixels are cells; else one whose cells are half as large or less, so that a cell
// cut by a pixel's edge weighs little. Below four film pixels to one that is the film itself: exact.
int levelFor(const PreparedFilm& film, const SampleAxis& rows, const SampleAxis& columns) {
    const double step = std::min(std::abs(rows.step), std::abs(columns.step)) + 1e-9;
    const int same = step < 1 ? 0 : int(std::floor(std::log2(step)));
    const int level = fallsOnCells(rows, same) && fallsOnCells(columns, same) ? same : same - 1;
    return std::clamp(level, 0, int(film.levels().size()) - 1);
}

template <int Width>
void combineColumns(const float* row, const AxisWeights& columns, int width, int firstColumn, uint16_t* out) {
    const int taps = Width ? Width : width;
    const float* weight = columns.weights.data();
    for (size_t i = 0; i < columns.first.size(); ++i, weight += taps) {
        const float* cell = row + (columns.first[i] - firstColumn);
        float sum = 0.5f;
        for (int k = 0; k < taps; ++k)
            sum += cell[k] * weight[k];
        out[i] = uint16_t(sum);
    }
}

struct Sampler {
    const PreparedFilm::Level& level;
    const AxisWeights& rows;
    const AxisWeights& columns;
    int firstColumn, endColumn; // of the level, as far as any output pixel needs

    const uint16_t* levelRow(int row) const { return level.codes.data() + size_t(row) * size_t(level.columns); }

    // Weighted sum of the level's rows that output row r takes.
    void mixRows(int r, float* mixed) const {
        const int count = endColumn - firstColumn;
        const float* weight = rows.weights.data() + size_t(r) * size_t(rows.width);
        for (int k = 0; k < rows.width; ++k) {
            const uint16_t* source = levelRow(rows.first[size_t(r)] + k) + firstColumn;
            const float w = weight[k];
            if (k == 0)
                for (int c = 0; c < count; ++c)
                    mixed[c] = float(source[c]) * w;
            else if (w > 0)
                for (int c = 0; c < count; ++c)
                    mixed[c] += float(source[c]) * w;
        }
    }

    void fillRows(int begin, int end, uint16_t* out) const {
        const size_t outColumns = columns.first.size();
        std::vector<float> mixed(size_t(endColumn - firstColumn));
        for (int r = begin; r < end; ++r) {
            uint16_t* outRow = out + size_t(r) * outColumns;
            if (rows.width == 1 && columns.width == 1) {
                const uint16_t* source = levelRow(rows.first[size_t(r)]);
                if (columns.copies)
                    std::copy_n(source + columns.first[0], outColumns, outRow);
                else
                    for (size_t c = 0; c < outColumns; ++c)
                        outRow[c] = source[columns.first[c]];
                continue;
            }
            mixRows(r, mixed.data());
            combineRow(mixed.data(), outRow);
        }
    }

    void combineRow(const float* mixed, uint16_t* outRow) const {
        switch (columns.width) {
        case 1:
            return combineColumns<1>(mixed, columns, 1, firstColumn, outRow);
        case 2:
            return combineColumns<2>(mixed, columns, 2, firstColumn, outRow);
        case 3:
            return combineColumns<3>(mixed, columns, 3, firstColumn, outRow);
        case 4:
            return combineColumns<4>(mixed, columns, 4, firstColumn, outRow);
        case 5:
            return combineColumns<5>(mixed, columns, 5, firstColumn, outRow);
        default:
            return combineColumns<0>(mixed, columns, columns.width, firstColumn, outRow);
        }
    }
};

} // namespace

void sampleFilm(const PreparedFilm& film, const SampleAxis& rows, const SampleAxis& columns,
                Interpolation interpolation, uint16_t* out) {
    if (rows.count <= 0 || columns.count <= 0)
        return;
    const int depth = levelFor(film, rows, columns);
    const PreparedFilm::Level& level = film.levels()[size_t(depth)];
    const AxisWeights rowWeights = weightsOf(rows, depth, level.rows, film.rows(), interpolation);
    const AxisWeights columnWeights = weightsOf(columns, depth, level.columns, film.columns(), interpolation);
    const auto [low, high] = std::minmax_element(columnWeights.first.begin(), columnWeights.first.end());
    const Sampler sampler{level, rowWeights, columnWeights, *low, *high + columnWeights.width};
    forEachBand(rows.count, columns.count, [&](int begin, int end) { sampler.fillRows(begin, end, out); });
}

} // namespace roentgen::widgets
