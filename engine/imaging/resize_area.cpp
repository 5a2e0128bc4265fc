#include "engine/imaging/resize_area.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <numeric>

// The vertical pass runs over whole rows; compiled twice, the processor's best is chosen when the program starts.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
#define ROENTGEN_DISPATCH __attribute__((target_clones("avx2", "default")))
#else
#define ROENTGEN_DISPATCH
#endif

namespace roentgen::imaging {

namespace {

// Along one axis output pixel j is sum(weight[k] * input[first[j] + k]) / total: whole numbers, so nothing is lost
// before the one rounding at the end and the result is the same on every processor.
struct Axis {
    std::vector<int> first, count; // [outputs]
    std::vector<uint32_t> weights; // [outputs * stride]
    int stride = 1;
    uint64_t total = 1;
};

// Input pixel i covers [i * scaledOutputs, (i + 1) * scaledOutputs), output j [j * scaledInputs, (j + 1) *
// scaledInputs).
Axis areaAxis(int inputs, int outputs) {
    const int64_t divisor = std::gcd(inputs, outputs);
    const int64_t inputUnit = outputs / divisor, outputUnit = inputs / divisor;
    Axis axis;
    axis.stride = int(outputUnit / inputUnit) + 2;
    axis.total = uint64_t(outputUnit);
    axis.weights.assign(size_t(outputs) * size_t(axis.stride), 0);
    for (int64_t j = 0; j < outputs; ++j) {
        const int64_t begin = j * outputUnit, end = begin + outputUnit;
        const int64_t first = begin / inputUnit, last = (end - 1) / inputUnit;
        axis.first.push_back(int(first));
        axis.count.push_back(int(last - first + 1));
        for (int64_t i = first; i <= last; ++i)
            axis.weights[size_t(j * axis.stride + i - first)] =
                uint32_t(std::min(end, (i + 1) * inputUnit) - std::max(begin, i * inputUnit));
    }
    return axis;
}

// Pixel centres at half pixels; beyond the outermost centre the edge pixel goes on.
Axis linearAxis(int inputs, int outputs) {
    Axis axis;
    axis.stride = 2;
    axis.total = 2 * uint64_t(outputs);
    axis.weights.assign(size_t(outputs) * 2, 0);
    for (int64_t j = 0; j < outputs; ++j) {
        const int64_t position =
            std::clamp<int64_t>((2 * j + 1) * inputs - outputs, 0, 2 * int64_t(outputs) * (inputs - 1));
        const int64_t first = position / int64_t(axis.total), second = position % int64_t(axis.total);
        axis.first.push_back(int(first));
        axis.count.push_back(second == 0 ? 1 : 2);
        axis.weights[size_t(j) * 2] = uint32_t(int64_t(axis.total) - second);
        axis.weights[size_t(j) * 2 + 1] = uint32_t(second);
    }
    return axis;
}

Axis axisFor(int inputs, int outputs) {
    return outputs <= inputs ? areaAxis(inputs, outputs) : linearAxis(inputs, outputs);
}

template <typename Pixel, typename Sum>
inline void addRowLoop(Sum* sums, const Pixel* row, Sum weight, size_t columns) {
    if (weight == 1)
        for (size_t x = 0; x < columns; ++x)
            sums[x] = Sum(sums[x] + row[x]);
    else
        for (size_t x = 0; x < columns; ++x)
            sums[x] = Sum(sums[x] + row[x] * weight);
}

// Plain overloads: an ifunc cannot be a template.
ROENTGEN_DISPATCH void addRow(uint16_t* sums, const uint8_t* row, uint16_t weight, size_t columns) {
    addRowLoop(sums, row, weight, columns);
}
ROENTGEN_DISPATCH void addRow(uint32_t* sums, const uint8_t* row, uint32_t weight, size_t columns) {
    addRowLoop(sums, row, weight, columns);
}
ROENTGEN_DISPATCH void addRow(uint32_t* sums, const uint16_t* row, uint32_t weight, size_t columns) {
    addRowLoop(sums, row, weight, columns);
}
ROENTGEN_DISPATCH void addRow(uint64_t* sums, const uint16_t* row, uint64_t weight, size_t columns) {
    addRowLoop(sums, row, weight, columns);
}
ROENTGEN_DISPATCH void addRow(uint64_t* sums, const uint8_t* row, uint64_t weight, size_t columns) {
    addRowLoop(sums, row, weight, columns);
}

template <typename Pixel, typename Sum>
void finishRow(Pixel* target, const std::vector<Sum>& sums, const Axis& horizontal, uint64_t total) {
    const int outputs = int(horizontal.first.size());
    for (int j = 0; j < outputs; ++j) {
        const Sum* source = sums.data() + horizontal.first[size_t(j)];
        const uint32_t* weights = horizontal.weights.data() + size_t(j) * size_t(horizontal.stride);
        uint64_t sum = total / 2;
        for (int k = 0; k < horizontal.count[size_t(j)]; ++k)
            sum += uint64_t(source[k]) * weights[k];
        target[j] = Pixel(sum / total);
    }
}

template <typename Pixel, typename Sum>
void resize(const Pixel* source, int columns, Pixel* target, const Axis& vertical, const Axis& horizontal) {
    std::vector<Sum> sums(size_t(columns), 0);
    const uint64_t total = vertical.total * horizontal.total;
    for (size_t j = 0; j < vertical.first.size(); ++j) {
        std::fill(sums.begin(), sums.end(), Sum(0));
        for (int k = 0; k < vertical.count[j]; ++k)
            addRow(sums.data(), source + size_t(vertical.first[j] + k) * size_t(columns),
                   Sum(vertical.weights[j * size_t(vertical.stride) + size_t(k)]), size_t(columns));
        finishRow(target + j * horizontal.first.size(), sums, horizontal, total);
    }
}

// The narrowest sum that cannot overflow.
template <typename Pixel>
void resizeWith(const Pixel* source, int columns, Pixel* target, const Axis& vertical, const Axis& horizontal) {
    const uint64_t largest = vertical.total * std::numeric_limits<Pixel>::max();
    if (largest > std::numeric_limits<uint32_t>::max())
        return resize<Pixel, uint64_t>(source, columns, target, vertical, horizontal);
    if constexpr (sizeof(Pixel) == 1)
        if (largest <= std::numeric_limits<uint16_t>::max())
            return resize<Pixel, uint16_t>(source, columns, target, vertical, horizontal);
    resize<Pixel, uint32_t>(source, columns, target, vertical, horizontal);
}

// Signed pixels travel as unsigned ones: the top bit flipped is an offset of 32,768.
void flipSign(GreyImage& image) {
    uint16_t* pixels = image.pixels<uint16_t>();
    std::for_each(pixels, pixels + image.pixelCount(), [](uint16_t& value) { value ^= 0x8000; });
}

} // namespace

GreyImage resizeArea(const GreyImage& image, int rows, int columns) {
    assert(rows > 0 && columns > 0 && image.rows > 0 && image.columns > 0);
    if (rows == image.rows && columns == image.columns)
        return image;
    GreyImage result;
    result.rows = rows;
    result.columns = columns;
    result.type = image.type;
    result.bytes.resize(result.pixelCount() * bytesPerPixel(result.type));
    const Axis vertical = axisFor(image.rows, rows), horizontal = axisFor(image.columns, columns);
    if (image.type == PixelType::UInt8) {
        resizeWith(image.bytes.data(), image.columns, result.bytes.data(), vertical, horizontal);
    } else if (image.type == PixelType::UInt16) {
        resizeWith(image.pixels<uint16_t>(), image.columns, result.pixels<uint16_t>(), vertical, horizontal);
    } else {
        GreyImage unsignedImage = image;
        flipSign(unsignedImage);
        resizeWith(unsignedImage.pixels<uint16_t>(), image.columns, result.pixels<uint16_t>(), vertical, horizontal);
        flipSign(result);
    }
    return result;
}

} // namespace roentgen::imaging
