// 1×1 convolutions behind a normalisation and a ReLU, with the average pooling of a transition or without.
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel_product.h"

namespace roentgen::models {

namespace {

constexpr int64_t forwardTile = 56 / forwardRows * forwardRows; // rows normalised before they are multiplied
constexpr int64_t padding = 32; // values between rows: no two rows at the same place of a cache's ways

// The four rows of x whose mean is one pooled row.
struct PooledRows {
    const int64_t width, height;
    INLINE void find(int64_t row, int64_t (&rows)[4]) const {
        const int64_t x = row % width, line = row / width, y = line % height, image = line / height;
        rows[0] = ((image * height + y) * 2) * 2 * width + 2 * x;
        rows[1] = rows[0] + 1;
        rows[2] = rows[0] + 2 * width;
        rows[3] = rows[2] + 1;
    }
};

// relu(x) of channels k … k + 15 of a row, or the mean of its four rows.
INLINE Floats prepared(const Value* x, int64_t stride, const ChannelAffine& a, int64_t row, int64_t k,
                       const PooledRows& pooled) {
    if (pooled.width == 0)
        return normalised(x + row * stride, a, k);
    int64_t rows[4];
    pooled.find(row, rows);
    Floats sum = normalised(x + rows[0] * stride, a, k);
#pragma GCC unroll 3
    for (int n = 1; n < 4; ++n)
        sum = plus(sum, normalised(x + rows[n] * stride, a, k));
    return times(sum, spread(0.25f));
}

template <bool pooling>
INLINE void pointwiseForwardLoop(const PointwiseForward& p, int64_t first, int64_t last, ChannelSums sums,
                                 char* scratch) {
    const PooledRows pooled{pooling ? p.pooledWidth : 0, p.pooledHeight};
    const int64_t zStride = p.in + padding, units = p.in / pair;
    float *tileFirst = reinterpret_cast<float*>(scratch), *tileSecond = tileFirst + p.out;
    Value* z = reinterpret_cast<Value*>(tileSecond + p.out);
    const Value* x = static_cast<const Value*>(p.x);
    for (int64_t tile = first; tile < last; tile += forwardTile) {
        const int64_t rows = smaller(forwardTile, last - tile), padded = roundedUp(rows, forwardRows);
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t k = 0; k < p.in; k += denseGroup)
                Vector::store(z + r * zStride + k, prepared(x, p.xStride, p.before, tile + r, k, pooled),
                              prepared(x, p.xStride, p.before, tile + r, k + 16, pooled));
        for (int64_t r = rows; r < padded; ++r)
            zero(reinterpret_cast<char*>(z + r * zStride), p.in * valueSize);
        zero(scratch, p.out * 8);
        for (int64_t r = 0; r < padded; r += forwardRows) {
            const int64_t valid = smaller(forwardRows, rows - r);
            for (int64_t n = 0; n < p.out; n += denseGroup) {
                Value* to[forwardRows];
#pragma GCC unroll 16
                for (int m = 0; m < forwardRows; ++m)
                    to[m] = static_cast<Value*>(p.y) + (tile + r + m) * p.yStride + n;
                Floats sum[forwardRows][2];
                clear(sum);
                multiplyRows(Vector(), reinterpret_cast<const char*>(z + r * zStride), zStride * valueSize,
                             static_cast<const char*>(p.weights) + n / denseGroup * units * unitRow, units, sum);
                if (p.after.scale)
                    storeNormalised(sum, valid, to, p.after, n);
                else
                    storeWithSums(sum, valid, to, tileFirst + n, tileSecond + n);
            }
        }
        if (sums.first) {
            addTo(sums.first, tileFirst, p.out);
            addTo(sums.second, tileSecond, p.out);
        }
    }
}

void pointwiseForward(const PointwiseForward& p, int64_t first, int64_t last, ChannelSums sums, char* scratch) {
    if (p.pooledWidth > 0)
        pointwiseForwardLoop<true>(p, first, last, sums, scratch);
    else
        pointwiseForwardLoop<false>(p, first, last, sums, scratch);
}

// Values of the gradient of y at channels n … n + 15 of a row.
INLINE Floats outputGradient(const PointwiseBackward& p, int64_t row, int64_t n) {
    const Floats dy = Vector::load(static_cast<const Value*>(p.dy) + row * p.dyStride + n);
    if (!p.dyScale)
        return dy;
    const Floats y = Vector::load(static_cast<const Value*>(p.y) + row * p.out + n);
    const Floats linear = timesPlus(y, floatsAt(p.slope + n), floatsAt(p.level + n));
    return timesPlus(dy, floatsAt(p.dyScale + n), linear);
}

// A tile's gradients of y, once by row (for dx) and once by unit of rows (for the weights).
INLINE void gatherOutputGradients(const PointwiseBackward& p, int64_t tile, int64_t rows, int64_t padded, Value* byRow,
                                  int64_t rowStride, char* byUnit) {
    for (int64_t r = 0; r < padded; r += pair)
        for (int64_t n = 0; n < p.out; n += denseGroup) {
            Floats low[pair], high[pair];
#pragma GCC unroll 2
            for (int64_t k = 0; k < pair; ++k) {
                const bool inside = r + k < rows;
                low[k] = inside ? outputGradient(p, tile + r + k, n) : zeros();
                high[k] = inside ? outputGradient(p, tile + r + k, n + 16) : zeros();
                Vector::store(byRow + (r + k) * rowStride + n, low[k], high[k]);
            }
            char* unit = byUnit + (r / pair * p.out + n) * 4;
            Vector::storeUnits(unit, low);
            Vector::storeUnits(unit + 64, high);
        }
}

// Channels c … c + 31 of the input's rows as units of `pair` rows; zeros behind the last row.
INLINE void gatherInputUnits(const PointwiseBackward& p, int64_t tile, int64_t rows, int64_t padded, int64_t c,
                             const PooledRows& pooled, char* units) {
    const Value* x = static_cast<const Value*>(p.x);
    for (int64_t r = 0; r < padded; r += pair) {
        Floats low[pair], high[pair];
#pragma GCC unroll 2
        for (int64_t k = 0; k < pair; ++k) {
            const bool inside = r + k < rows;
            low[k] = inside ? prepared(x, p.xStride, p.before, tile + r + k, c, pooled) : zeros();
            high[k] = inside ? prepared(x, p.xStride, p.before, tile + r + k, c + 16, pooled) : zeros();
        }
        Vector::storeUnits(units + r / pair * unitRow, low);
        Vector::storeUnits(units + r / pair * unitRow + 64, high);
    }
}

template <bool pooling>
INLINE void pointwiseBackwardLoop(const PointwiseBackward& p, int64_t first, int64_t last, float* weightGradient,
                                  ChannelSums sums, char* scratch) {
    const PooledRows pooled{pooling ? p.pooledWidth : 0, p.pooledHeight};
    // Tiles of equal size, as tall as the cache allows: the sums of the weights' gradient pass through it once a tile.
    const int64_t most = pooling || p.out > 128 ? 64 : 128, count = (last - first + most - 1) / most;
    const int64_t height = count > 0 ? roundedUp((last - first + count - 1) / count, tall) : tall;
    const int64_t rowStride = p.out + padding, units = p.out / pair;
    float *tileFirst = reinterpret_cast<float*>(scratch), *tileSecond = tileFirst + p.in;
    char* byUnit = reinterpret_cast<char*>(tileSecond + p.in);
    char* zUnits = byUnit + height * p.out * valueSize;
    Value* byRow = reinterpret_cast<Value*>(zUnits + height * denseGroup * valueSize);
    const Value* x = static_cast<const Value*>(p.x);
    Value* dx = static_cast<Value*>(p.dx);
    for (int64_t tile = first; tile < last; tile += height) {
        const int64_t rows = smaller(height, last - tile), padded = roundedUp(rows, tall);
        gatherOutputGradients(p, tile, rows, padded, byRow, rowStride, byUnit);
        zero(scratch, p.in * 8);
        for (int64_t c = 0; c < p.in; c += denseGroup) {
            gatherInputUnits(p, tile, rows, padded, c, pooled, zUnits);
            for (int64_t n = 0; n < p.out; n += tall) {
                if (!pooling && c + denseGroup < p.in && n < rows)
                    for (int64_t r = n; r < smaller(rows, n + tall); ++r) { // what the next channels will need
                        __builtin_prefetch(x + (tile + r) * p.xStride + c + denseGroup);
                        __builtin_prefetch(dx + (tile + r) * p.xStride + c + denseGroup);
                    }
                addProducts(weightGradient + n * p.in + c, p.in, byUnit + n * 4, p.out * 4, zUnits, unitRow,
                            padded / pair);
            }
            const char* a[tall];
            Floats sum[tall][2];
            for (int64_t r = 0; r < padded; r += tall) {
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m)
                    a[m] = reinterpret_cast<const char*>(byRow + (r + m) * rowStride);
                clear(sum);
                multiply(a, 4, static_cast<const char*>(p.weights) + c / denseGroup * units * unitRow, unitRow, units,
                         sum);
                NormGradient norm(p.before, p.mean);
                const int64_t valid = smaller(tall, rows - r);
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    if (m >= valid)
                        break;
                    if (!pooling) {
                        const int64_t at = (tile + r + m) * p.xStride + c;
                        backThroughNorm(norm, x + at, dx + at, p.add, sum[m][0], sum[m][1], c);
                        continue;
                    }
                    int64_t four[4];
                    pooled.find(tile + r + m, four);
                    const Floats quarter = spread(0.25f);
                    for (int n = 0; n < 4; ++n)
                        backThroughNorm(norm, x + four[n] * p.xStride + c, dx + four[n] * p.xStride + c, p.add,
                                        times(sum[m][0], quarter), times(sum[m][1], quarter), c);
                }
                norm.addSums(tileFirst + c, tileSecond + c);
            }
        }
        addTo(sums.first, tileFirst, p.in);
        addTo(sums.second, tileSecond, p.in);
    }
}

void pointwiseBackward(const PointwiseBackward& p, int64_t first, int64_t last, float* weightGradient, ChannelSums sums,
                       char* scratch) {
    if (p.pooledWidth > 0)
        pointwiseBackwardLoop<true>(p, first, last, weightGradient, sums, scratch);
    else
        pointwiseBackwardLoop<false>(p, first, last, weightGradient, sums, scratch);
}

} // namespace

} // namespace roentgen::models
