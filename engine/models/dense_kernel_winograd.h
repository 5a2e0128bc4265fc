// 3×3 convolutions of floats by Winograd's minimal filtering F(4×4, 3×3): 36 products for 16 pixels where the direct
// way takes 144. Lavin and Gray, "Fast Algorithms for Convolutional Neural Networks" (arXiv:1509.09308), section 4:
// Y = Aᵀ [(G g Gᵀ) ∘ (Bᵀ d B)] A for a filter g and the 6×6 pixels d around a tile; their matrices for the points
// 0, ±1, ±2.
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel_product.h"

namespace roentgen::models {

namespace {

constexpr int64_t tileSide = 4, patchSide = 6, products = patchSide * patchSide;

// G g Gᵀ of each filter, as [product][unit][32 columns].
void packWinograd(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride, void* packed) {
    static constexpr double g[patchSide][3] = {{1. / 4, 0, 0},
                                               {-1. / 6, -1. / 6, -1. / 6},
                                               {-1. / 6, 1. / 6, -1. / 6},
                                               {1. / 24, 1. / 12, 1. / 6},
                                               {1. / 24, -1. / 12, 1. / 6},
                                               {0, 0, 1}};
    float* to = static_cast<float*>(packed);
    for (int64_t i = 0; i < in; ++i)
        for (int64_t o = 0; o < denseGroup; ++o) {
            const float* filter = w + o * outStride + i * inStride;
            double left[patchSide][3] = {}; // G g
            for (int a = 0; a < patchSide; ++a)
                for (int y = 0; y < 3; ++y)
                    for (int x = 0; x < 3; ++x)
                        left[a][x] += g[a][y] * double(filter[(3 * y + x) * tapStride]);
            for (int a = 0; a < patchSide; ++a)
                for (int b = 0; b < patchSide; ++b) {
                    double sum = 0;
                    for (int x = 0; x < 3; ++x)
                        sum += left[a][x] * g[b][x];
                    to[((a * patchSide + b) * in + i) * denseGroup + o] = float(sum);
                }
        }
}

// Bᵀ d of a column of a patch.
INLINE void transform(const Floats (&d)[patchSide], Floats (&v)[patchSide]) {
    const Floats four = spread(4), minusFour = spread(-4), minusFive = spread(-5);
    v[0] = timesPlus(d[0], four, timesPlus(d[2], minusFive, d[4]));
    const Floats even = timesPlus(d[2], minusFour, d[4]), odd = timesPlus(d[1], minusFour, d[3]);
    v[1] = plus(even, odd);
    v[2] = minus(even, odd);
    const Floats wide = minus(d[4], d[2]), slope = minus(d[3], d[1]);
    v[3] = timesPlus(slope, spread(2), wide);
    v[4] = timesPlus(slope, spread(-2), wide);
    v[5] = timesPlus(d[1], four, timesPlus(d[3], minusFive, d[5]));
}

// Aᵀ m of a column of products.
INLINE void transform(const Floats (&m)[patchSide], Floats (&y)[tileSide]) {
    const Floats sum = plus(m[1], m[2]), difference = minus(m[1], m[2]);
    const Floats far = plus(m[3], m[4]), farDifference = minus(m[3], m[4]);
    y[0] = plus(plus(m[0], sum), far);
    y[1] = timesPlus(farDifference, spread(2), difference);
    y[2] = timesPlus(far, spread(4), sum);
    y[3] = plus(timesPlus(farDifference, spread(8), difference), m[5]);
}

// The same of all columns, and then of all rows.
template <int made, typename Load, typename Store>
INLINE void transformPatch(Load load, Store store) {
    Floats half[made][patchSide];
#pragma GCC unroll 6
    for (int b = 0; b < patchSide; ++b) {
        Floats column[patchSide], of[made];
#pragma GCC unroll 6
        for (int a = 0; a < patchSide; ++a)
            column[a] = load(a, b);
        transform(column, of);
#pragma GCC unroll 6
        for (int a = 0; a < made; ++a)
            half[a][b] = of[a];
    }
#pragma GCC unroll 6
    for (int a = 0; a < made; ++a) {
        Floats of[made];
        transform(half[a], of);
#pragma GCC unroll 6
        for (int b = 0; b < made; ++b)
            store(a, b, of[b]);
    }
}

// A tile of 4×4 pixels (fewer at the right and the lower edge) of one image.
struct WinogradTile {
    int64_t image, top, left;
    INLINE WinogradTile(const SpatialForward& p, int64_t tile) {
        const int64_t across = roundedUp(p.width, tileSide) / tileSide, down = roundedUp(p.height, tileSide) / tileSide;
        left = tile % across * tileSide;
        top = tile / across % down * tileSide;
        image = tile / across / down;
    }
};

// Bᵀ d B of a tile: value k of product n at to[n · productStride + k]. zeroPixel: p.in zeros.
INLINE void gatherPatch(const SpatialForward& p, WinogradTile tile, const Value* zeroPixel, float* to,
                        int64_t productStride) {
    const Value* pixels[patchSide][patchSide];
    for (int64_t a = 0; a < patchSide; ++a)
        for (int64_t b = 0; b < patchSide; ++b) {
            const int64_t y = tile.top + a - 1, x = tile.left + b - 1;
            const bool inside = y >= 0 && y < p.height && x >= 0 && x < p.width;
            pixels[a][b] = inside ? static_cast<const Value*>(p.y) + ((tile.image * p.height + y) * p.width + x) * p.in
                                  : zeroPixel;
        }
    for (int64_t k = 0; k < p.in; k += 16)
        transformPatch<patchSide>(
            [&](int a, int b) __attribute__((always_inline)) { return Vector::load(pixels[a][b] + k); },
            [&](int a, int b, Floats v)
                __attribute__((always_inline)) { putFloats(to + (a * patchSide + b) * productStride + k, v); });
}

// Aᵀ m A of a tile's products, 32 values each, to the pixels that the image has.
INLINE void storeTile(const SpatialForward& p, WinogradTile tile, const float* from, int64_t productStride) {
    Floats pixels[tileSide][tileSide][2];
#pragma GCC unroll 2
    for (int h = 0; h < 2; ++h)
        transformPatch<tileSide>(
            [&](int a, int b) __attribute__((always_inline)) {
                return floatsAt(from + (a * patchSide + b) * productStride + 16 * h);
            },
            [&](int a, int b, Floats v) __attribute__((always_inline)) { pixels[a][b][h] = v; });
    for (int64_t a = 0; a < smaller(tileSide, p.height - tile.top); ++a)
        for (int64_t b = 0; b < smaller(tileSide, p.width - tile.left); ++b) {
            const int64_t row = (tile.image * p.height + tile.top + a) * p.width + tile.left + b;
            Vector::store(static_cast<Value*>(p.out) + row * p.outStride, pixels[a][b][0], pixels[a][b][1]);
        }
}

// products · `rows` rows of tiles by 32 columns.
template <int rows>
INLINE void multiplyProducts(const SpatialForward& p, const float* patches, float* results) {
    const char* weights = static_cast<const char*>(p.weights);
    for (int64_t n = 0; n < products; ++n, weights += p.in * unitRow) {
        const char* first = reinterpret_cast<const char*>(patches + n * forwardRows * p.in);
        Floats sum[rows][2];
        clear(sum);
        if constexpr (rows == forwardRows) {
            multiplyRows(Vector(), first, p.in * 4, weights, p.in, sum);
        } else {
            const char* a[rows];
#pragma GCC unroll 8
            for (int m = 0; m < rows; ++m)
                a[m] = first + m * p.in * 4;
            multiply(a, 4, weights, unitRow, p.in, sum);
        }
#pragma GCC unroll 16
        for (int m = 0; m < rows; ++m) {
            float* to = results + (n * forwardRows + m) * denseGroup;
            putFloats(to, sum[m][0]);
            putFloats(to + 16, sum[m][1]);
        }
    }
}

void winogradForward(const SpatialForward& p, int64_t first, int64_t last, char* scratch) {
    float* patches = reinterpret_cast<float*>(scratch); // [product][row][in]
    float* results = patches + products * forwardRows * p.in;
    float* zeroPixel = results + products * forwardRows * denseGroup;
    zero(reinterpret_cast<char*>(zeroPixel), p.in * 4);
    for (int64_t tile = first; tile < last; tile += forwardRows) {
        const int64_t count = smaller(forwardRows, last - tile), rows = count <= tall ? tall : forwardRows;
        for (int64_t m = 0; m < count; ++m)
            gatherPatch(p, WinogradTile(p, tile + m), reinterpret_cast<const Value*>(zeroPixel), patches + m * p.in,
                        forwardRows * p.in);
        for (int64_t n = 0; n < products; ++n)
            zero(reinterpret_cast<char*>(patches + (n * forwardRows + count) * p.in), (rows - count) * p.in * 4);
        if (rows == tall)
            multiplyProducts<tall>(p, patches, results);
        else
            multiplyProducts<forwardRows>(p, patches, results);
        for (int64_t m = 0; m < count; ++m)
            storeTile(p, WinogradTile(p, tile + m), results + m * denseGroup, forwardRows * denseGroup);
    }
}

} // namespace

} // namespace roentgen::models
