// 3×3 convolutions behind a normalisation and a ReLU.
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel_product.h"

namespace roentgen::models {

namespace {

constexpr int64_t firstPixels = 2; // room in front of a band of gradients, for the tap that reaches back

// One band of rows of one image, with a border of one pixel.
struct Band {
    int64_t image, top, bottom, height, width, padded; // padded: width with both borders
    INLINE Band(int64_t tile, int64_t images, int64_t imageHeight, int64_t imageWidth, int64_t in)
        : height(imageHeight)
        , width(imageWidth)
        , padded(imageWidth + 2) {
        const int64_t rows = spatialBand(images, imageHeight, imageWidth, in, valueSize);
        const int64_t bands = (imageHeight + rows - 1) / rows;
        image = tile / bands;
        top = imageHeight * (tile % bands) / bands; // heights that differ by one row at most
        bottom = imageHeight * (tile % bands + 1) / bands;
    }
    INLINE int64_t row(int64_t y, int64_t x) const { return (image * height + y) * width + x; }
};

// The places of some pixels of a band: in its padded copy (of the tap at the top left) and among the image's rows.
template <int count>
struct Pixels {
    int64_t copy[count], row[count], valid;
};
// Moves on by `count` pixels from (y, x); the last ones stand for those that are missing.
template <int count>
INLINE void nextPixels(const Band& b, int64_t& y, int64_t& x, Pixels<count>& at) {
    at.valid = 0;
    for (int m = 0; m < count; ++m) {
        if (y < b.bottom) {
            at.copy[m] = (y - b.top) * b.padded + x;
            at.row[m] = b.row(y, x);
            ++at.valid;
            if (++x == b.width) {
                x = 0;
                ++y;
            }
        } else {
            at.copy[m] = at.copy[m - 1];
            at.row[m] = at.row[m - 1];
        }
    }
}

// sum = Σ over the nine taps, of a padded copy with `channels` values a pixel. 2 · runRows pixels: two runs of
// neighbours, each within one row of the image.
template <int count>
INLINE void multiplyTaps(const Value* copy, int64_t channels, const Pixels<count>& at, int64_t padded, const char* b,
                         Floats (&sum)[count][2]) {
    const int64_t units = channels / pair;
    clear(sum);
    for (int64_t ty = 0; ty < 3; ++ty)
        for (int64_t tx = 0; tx < 3; ++tx, b += units * unitRow) {
            const auto place = [&](int m) {
                return reinterpret_cast<const char*>(copy + (at.copy[m] + ty * padded + tx) * channels);
            };
            if constexpr (count == 2 * runRows) {
                multiplyRuns(Vector(), place(0), place(at.valid > runRows ? runRows : 0), channels * valueSize, b,
                             units, sum);
            } else {
                const char* a[count];
#pragma GCC unroll 8
                for (int m = 0; m < count; ++m)
                    a[m] = place(m);
                multiply(a, 4, b, unitRow, units, sum);
            }
        }
}

// The convolution of a band by its padded copy, `count` pixels at a time.
template <int count>
INLINE void convolveBand(const SpatialForward& p, const Band& b, const Value* z, float* first, float* second) {
    Pixels<count> at;
    for (int64_t y = b.top, x = 0; y < b.bottom;) {
        nextPixels(b, y, x, at);
        Floats sum[count][2];
        multiplyTaps(z, p.in, at, b.padded, static_cast<const char*>(p.weights), sum);
        Value* to[count];
        for (int m = 0; m < count; ++m)
            to[m] = static_cast<Value*>(p.out) + at.row[m] * p.outStride;
        storeWithSums(sum, at.valid, to, first, second);
    }
}

void spatialForward(const SpatialForward& p, int64_t first, int64_t last, ChannelSums sums, char* scratch) {
    float *tileFirst = reinterpret_cast<float*>(scratch), *tileSecond = tileFirst + denseGroup;
    Value* z = reinterpret_cast<Value*>(tileSecond + denseGroup);
    const Value* from = static_cast<const Value*>(p.y);
    for (int64_t tile = first; tile < last; ++tile) {
        const Band b(tile, p.images, p.height, p.width, p.in);
        const int64_t line = b.padded * p.in;
        for (int64_t y = b.top - 1; y <= b.bottom; ++y) {
            Value* to = z + (y - b.top + 1) * line;
            if (y < 0 || y >= p.height) {
                zero(reinterpret_cast<char*>(to), line * valueSize);
                continue;
            }
            zero(reinterpret_cast<char*>(to), p.in * valueSize);
            zero(reinterpret_cast<char*>(to + line - p.in), p.in * valueSize);
            for (int64_t x = 0; x < p.width; ++x)
                normaliseRow(from + b.row(y, x) * p.in, p.before, p.in, to + (x + 1) * p.in);
        }
        zero(scratch, denseGroup * 8);
        if (p.width % runRows == 0)
            convolveBand<forwardRows>(p, b, z, tileFirst, tileSecond);
        else
            convolveBand<tall>(p, b, z, tileFirst, tileSecond);
        if (sums.first) {
            addTo(sums.first, tileFirst, denseGroup);
            addTo(sums.second, tileSecond, denseGroup);
        }
    }
}

// The band's gradient d with its border, and firstPixels in front of it.
INLINE void gatherSliceGradients(const SpatialBackward& p, const Band& b, Value* d) {
    const Value *out = static_cast<const Value*>(p.out), *dOut = static_cast<const Value*>(p.dOut);
    const int64_t line = b.padded * denseGroup;
    zero(reinterpret_cast<char*>(d), firstPixels * denseGroup * valueSize);
    d += firstPixels * denseGroup;
    for (int64_t y = b.top - 1; y <= b.bottom; ++y, d += line) {
        if (y < 0 || y >= p.height) {
            zero(reinterpret_cast<char*>(d), line * valueSize);
            continue;
        }
        zero(reinterpret_cast<char*>(d), denseGroup * valueSize);
        zero(reinterpret_cast<char*>(d + line - denseGroup), denseGroup * valueSize);
        for (int64_t x = 0; x < p.width; ++x) {
            const int64_t at = b.row(y, x) * p.outStride;
            Floats v[2];
            for (int h = 0; h < 2; ++h)
                v[h] = plus(Vector::load(dOut + at + 16 * h),
                            affine(Vector::load(out + at + 16 * h), p.slope + 16 * h, p.level + 16 * h));
            Vector::store(d + (x + 1) * denseGroup, v[0], v[1]);
        }
    }
    zero(reinterpret_cast<char*>(d), 4 * denseGroup * valueSize);
}

// The band's relu(y) in units of `pair` pixels, the left and right border among them as zeros.
INLINE int64_t gatherUnits(const SpatialBackward& p, const Band& b, char* units) {
    const Value* from = static_cast<const Value*>(p.y);
    const int64_t pixels = (b.bottom - b.top) * b.padded, count = roundedUp(pixels, pair) / pair;
    int64_t x = -1, y = b.top;
    for (int64_t u = 0; u < count; ++u) {
        const Value* pixel[pair];
        for (int64_t k = 0; k < pair; ++k) {
            pixel[k] = y < b.bottom && x >= 0 && x < p.width ? from + b.row(y, x) * p.in : nullptr;
            if (++x > p.width) {
                x = -1;
                ++y;
            }
        }
        for (int64_t c = 0; c < p.in; c += 16) {
            Floats v[pair];
#pragma GCC unroll 2
            for (int64_t k = 0; k < pair; ++k)
                v[k] = pixel[k] ? normalised(pixel[k], p.before, c) : zeros();
            Vector::storeUnits(units + (u * p.in + c) * 4, v);
        }
    }
    return count;
}

void spatialBackward(const SpatialBackward& p, int64_t first, int64_t last, float* weightGradient, ChannelSums sums,
                     char* scratch) {
    const int64_t band = spatialBand(p.images, p.height, p.width, p.in, valueSize), padded = p.width + 2;
    const int64_t copyPixels = roundedUp((band + 2) * padded + firstPixels + 4, 2);
    float *tileFirst = reinterpret_cast<float*>(scratch), *tileSecond = tileFirst + p.in;
    Value* d = reinterpret_cast<Value*>(tileSecond + p.in);
    char* phases[2] = {reinterpret_cast<char*>(d), reinterpret_cast<char*>(d)};
    char* end = reinterpret_cast<char*>(d + copyPixels * denseGroup);
    if (pair == 2) { // units that begin with an even pixel, and with an odd one
        phases[0] = end;
        phases[1] = end + copyPixels / 2 * unitRow;
        end += copyPixels * unitRow;
    }
    char* zUnits = end;
    for (int64_t tile = first; tile < last; ++tile) {
        const Band b(tile, p.images, p.height, p.width, p.in);
        gatherSliceGradients(p, b, d);
        const int64_t filled = firstPixels + (b.bottom - b.top + 2) * padded + 4;
        if (pair == 2)
            for (int64_t k = 0; k + 2 < filled; ++k)
                Vector::joinUnits(phases[k % 2] + k / 2 * unitRow, d + k * denseGroup, d + (k + 1) * denseGroup);
        const int64_t units = gatherUnits(p, b, zUnits);
        // The weights: every tap is a product of relu(y) with d, shifted.
        for (int64_t tap = 0; tap < 9; ++tap) {
            const int64_t shift = (2 - tap / 3) * padded + 1 - tap % 3 + firstPixels;
            const char* from = pair == 2 ? phases[shift % 2] + shift / 2 * unitRow : phases[0] + shift * unitRow;
            for (int64_t c = 0; c < p.in; c += tall)
                addProducts(weightGradient + (tap * p.in + c) * denseGroup, denseGroup, zUnits + c * 4, p.in * 4, from,
                            unitRow, units);
        }
        zero(scratch, p.in * 8);
        Pixels<tall> at;
        for (int64_t y = b.top, x = 0; y < b.bottom;) {
            nextPixels(b, y, x, at);
            for (int64_t c = 0; c < p.in; c += denseGroup) {
                Floats sum[tall][2];
                multiplyTaps(d + firstPixels * denseGroup, denseGroup, at, padded,
                             static_cast<const char*>(p.weights) + c / denseGroup * 9 * (denseGroup / pair) * unitRow,
                             sum);
                NormGradient norm(p.before, p.mean);
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    if (m >= at.valid)
                        break;
                    const int64_t place = at.row[m] * p.in + c;
                    const Value* source = static_cast<const Value*>(p.y) + place;
                    const Floats low = norm.masked(source, sum[m][0], c, 0);
                    const Floats high = norm.masked(source + 16, sum[m][1], c + 16, 1);
                    Vector::store(static_cast<Value*>(p.g) + place, low, high);
                }
                norm.addSums(tileFirst + c, tileSecond + c);
            }
        }
        addTo(sums.first, tileFirst, p.in);
        addTo(sums.second, tileSecond, p.in);
    }
}

} // namespace

} // namespace roentgen::models
