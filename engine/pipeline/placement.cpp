#include "engine/pipeline/placement.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <vector>

// Sampling runs along output rows, many pixels at once; the processor's best is chosen when the program starts.
#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
#define ROENTGEN_DISPATCH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ROENTGEN_DISPATCH
#endif
#define INLINE inline __attribute__((always_inline))

namespace roentgen::pipeline {

namespace {

void copyWindow(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize,
                const GreyTable& greys, float* output) {
    const int left = placement.cropX - placement.shiftX, top = placement.cropY - placement.shiftY;
    // Columns of the window, before the flip, that lie in the prepared image.
    const int first = std::clamp(-left, 0, imageSize), last = std::clamp(storedSize - left, first, imageSize);
    for (int y = 0; y < imageSize; ++y, output += imageSize) {
        if (top + y < 0 || top + y >= storedSize) {
            std::fill(output, output + imageSize, greys[0]);
            continue;
        }
        const uint8_t* row = prepared + ptrdiff_t(top + y) * storedSize;
        // What is beyond the prepared image, as it lies after the flip.
        const int before = placement.flip ? imageSize - last : first,
                  behind = placement.flip ? imageSize - first : last;
        std::fill(output, output + before, greys[0]);
        std::fill(output + behind, output + imageSize, greys[0]);
        if (placement.flip)
            for (int x = first; x < last; ++x)
                output[imageSize - 1 - x] = greys[row[left + x]];
        else
            for (int x = first; x < last; ++x)
                output[x] = greys[row[left + x]];
    }
}

// The prepared image after the lookup, with a margin of greys[0] as wide as a pixel's mean reaches.
struct Plane {
    const float* values;
    int stride;
    float limit; // corners of squares are in 0…limit
};

// Squares of one output row: the top left corner of the first one's, and the step to the next.
struct Line {
    float left, top, stepX, stepY;
};

constexpr int block = 64; // output pixels worked on together

// Where each square's first pixel is, and the shares that it covers of the pixels across and down.
template <int taps>
struct Squares {
    int at[block];
    float across[taps][block], down[taps][block];
};

template <int taps>
INLINE void cover(float fraction, float side, float (&shares)[taps][block], int i) {
    shares[0][i] = 1 - fraction;
    for (int k = 1; k < taps; ++k)
        shares[k][i] = std::min(std::max(fraction + (side - float(k)), 0.f), 1.f);
}

template <int taps>
INLINE void averageLoop(const Plane& plane, const Line& line, float side, int columns, float* output) {
    Squares<taps> squares;
    const float perArea = 1 / (side * side);
    const Line from = line;
    const float limit = plane.limit;
    const int stride = plane.stride;
    for (int begin = 0; begin < columns; begin += block) {
        for (int i = 0; i < block; ++i) {
            const float left = std::min(std::max(from.left + float(begin + i) * from.stepX, 0.f), limit);
            const float top = std::min(std::max(from.top + float(begin + i) * from.stepY, 0.f), limit);
            const int column = int(left), row = int(top);
            squares.at[i] = row * stride + column;
            cover<taps>(left - float(column), side, squares.across, i);
            cover<taps>(top - float(row), side, squares.down, i);
        }
        for (int i = 0; i < std::min(block, columns - begin); ++i) {
            const float* first = plane.values + squares.at[i];
            float sum = 0;
            for (int k = 0; k < taps; ++k) {
                float rowSum = 0;
                for (int j = 0; j < taps; ++j)
                    rowSum += squares.across[j][i] * first[k * stride + j];
                sum += squares.down[k][i] * rowSum;
            }
            output[begin + i] = sum * perArea;
        }
    }
}

// Plain functions: an ifunc cannot be a template.
ROENTGEN_DISPATCH void averageTwo(const Plane& plane, const Line& line, float side, int columns, float* output) {
    averageLoop<2>(plane, line, side, columns, output);
}
ROENTGEN_DISPATCH void averageThree(const Plane& plane, const Line& line, float side, int columns, float* output) {
    averageLoop<3>(plane, line, side, columns, output);
}

constexpr int margin = 3; // a square of side 2 touches three pixels

Plane makePlane(const uint8_t* prepared, int storedSize, const GreyTable& greys, std::vector<float>& memory) {
    const int stride = storedSize + 2 * margin;
    memory.assign(size_t(stride) * size_t(stride), greys[0]);
    for (int y = 0; y < storedSize; ++y) {
        const uint8_t* row = prepared + size_t(y) * size_t(storedSize);
        float* values = memory.data() + size_t(y + margin) * size_t(stride) + margin;
        for (int x = 0; x < storedSize; ++x)
            values[x] = greys[row[x]];
    }
    return {memory.data(), stride, float(storedSize + margin)};
}

} // namespace

Placement centerPlacement(int imageSize, int storedSize) {
    Placement placement;
    placement.cropX = placement.cropY = (storedSize - imageSize) / 2;
    return placement;
}

void placePixels(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize,
                 const GreyTable& greys, float* output) {
    if (placement.isWholePixels()) {
        copyWindow(prepared, storedSize, placement, imageSize, greys, output);
        return;
    }
    assert(placement.scale >= 0.5);
    thread_local std::vector<float> memory;
    const Plane plane = makePlane(prepared, storedSize, greys, memory);
    const double side = std::max(1., 1 / placement.scale);
    // Output pixel → its place in the prepared image: the inverse of "scale, rotate, shift, then flip".
    const double half = 0.5 * (imageSize - 1);
    const double cosine = std::cos(placement.rotateRadians) / placement.scale;
    const double sine = std::sin(placement.rotateRadians) / placement.scale;
    const double direction = placement.flip ? -1 : 1;
    const double firstU = -half * direction - placement.shiftX;
    const double corner = half + 0.5 - side / 2 + margin; // from a pixel's index to its square's corner in the plane
    const auto average = side > 1 ? averageThree : averageTwo;
    for (int y = 0; y < imageSize; ++y) {
        const double v = y - half - placement.shiftY;
        const Line line{float(placement.cropX + corner + cosine * firstU + sine * v),
                        float(placement.cropY + corner - sine * firstU + cosine * v), float(cosine * direction),
                        float(-sine * direction)};
        average(plane, line, float(side), imageSize, output + size_t(y) * size_t(imageSize));
    }
}

} // namespace roentgen::pipeline
