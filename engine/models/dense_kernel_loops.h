// The loops behind dense_kernel.h, for 16 floats a register. A source file that is compiled for one processor includes
// this after defining `Vector`: how values are loaded, stored and multiplied there. It includes no other header of the
// library and uses nothing of the standard library: an inline function compiled here for a wide processor must not be
// the copy that the linker takes for everyone.
//
// All matrix products are one loop, multiply(): sums of 8 rows by 32 columns stay in registers while `units` go by. A
// unit is 32 bits of the reduced dimension: one float, or two bf16 values side by side.
#pragma once

#include "engine/models/dense_kernel.h"

#include <immintrin.h>

#define INLINE inline __attribute__((always_inline))

namespace roentgen::models {

namespace {

using Floats = __m512;
typedef int Unit __attribute__((may_alias));

constexpr int tall = 8;             // rows of a product that are summed together
constexpr int64_t unitRow = 128;    // bytes of a unit of 32 columns
constexpr int64_t forwardTile = 48; // rows normalised before they are multiplied
constexpr int64_t padding = 32;     // values between rows: no two rows at the same place of a cache's ways
constexpr int64_t firstPixels = 2;  // room in front of a band of gradients, for the tap that reaches back

INLINE int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}
INLINE int64_t roundedUp(int64_t n, int64_t step) {
    return (n + step - 1) / step * step;
}

// `Vector` has: Value, pair (values of a unit), load(const Value*), store(Value*, low, high) for 32 values,
// storeUnits(char*, const Floats (&)[pair]) for the units of 16 columns, multiplyAdd(sum, units, units).
using Value = Vector::Value;
constexpr int64_t pair = Vector::pair;
constexpr int64_t valueSize = sizeof(Value);

INLINE void clear(Floats (&sum)[tall][2]) {
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m)
        sum[m][0] = sum[m][1] = _mm512_setzero_ps();
}

// sum[m][0…31] += Σ_u a[m][u] · b[u][0…31]; the strides are bytes between units.
INLINE void multiply(const char* const (&a)[tall], int64_t aStride, const char* b, int64_t bStride, int64_t units,
                     Floats (&sum)[tall][2]) {
    int64_t at = 0;
    for (int64_t u = 0; u < units; ++u, at += aStride, b += bStride) {
        const __m512i low = _mm512_loadu_si512(b), high = _mm512_loadu_si512(b + 64);
#pragma GCC unroll 8
        for (int m = 0; m < tall; ++m) {
            const __m512i one = _mm512_set1_epi32(*reinterpret_cast<const Unit*>(a[m] + at));
            sum[m][0] = Vector::multiplyAdd(sum[m][0], one, low);
            sum[m][1] = Vector::multiplyAdd(sum[m][1], one, high);
        }
    }
}

INLINE Floats positive(Floats v) {
    return _mm512_max_ps(_mm512_setzero_ps(), v); // a NaN, the second operand, goes on
}
INLINE Floats affine(Floats v, const float* scale, const float* offset) {
    return _mm512_fmadd_ps(v, _mm512_loadu_ps(scale), _mm512_loadu_ps(offset));
}
INLINE void zero(char* to, int64_t bytes) { // a multiple of 64
    for (int64_t k = 0; k < bytes; k += 64)
        _mm512_storeu_si512(to + k, _mm512_setzero_si512());
}
INLINE void add(float* to, Floats v) {
    _mm512_storeu_ps(to, _mm512_add_ps(_mm512_loadu_ps(to), v));
}
void addTo(double* to, const float* from, int64_t count) {
    for (int64_t k = 0; k < count; ++k)
        to[k] += double(from[k]);
}

// ---- packed weights: [column block][unit][32 columns][pair]

// The weight of output o, input i, tap t stands at w[o · outStride + i · inStride + t · tapStride].
struct WeightStrides {
    int64_t out, in, tap;
};

// Reduced over inputs, columns are outputs.
void packForward(const float* w, WeightStrides s, int64_t out, int64_t in, int64_t taps, Value* to) {
    for (int64_t block = 0; block < out; block += denseGroup)
        for (int64_t tap = 0; tap < taps; ++tap)
            for (int64_t i = 0; i < in; i += pair)
                for (int64_t o = 0; o < denseGroup; ++o)
                    for (int64_t k = 0; k < pair; ++k)
                        Vector::put(to++, w[(block + o) * s.out + (i + k) * s.in + tap * s.tap]);
}
// Reduced over outputs, columns are inputs; taps in the reverse order.
void packBackward(const float* w, WeightStrides s, int64_t out, int64_t in, int64_t taps, Value* to) {
    for (int64_t block = 0; block < in; block += denseGroup)
        for (int64_t tap = taps - 1; tap >= 0; --tap)
            for (int64_t o = 0; o < out; o += pair)
                for (int64_t i = 0; i < denseGroup; ++i)
                    for (int64_t k = 0; k < pair; ++k)
                        Vector::put(to++, w[(o + k) * s.out + (block + i) * s.in + tap * s.tap]);
}

void packPointwise(const float* w, int64_t out, int64_t in, void* packed) {
    packForward(w, {in, 1, 0}, out, in, 1, static_cast<Value*>(packed));
}
void packPointwiseBackward(const float* w, int64_t out, int64_t in, void* packed) {
    packBackward(w, {in, 1, 0}, out, in, 1, static_cast<Value*>(packed));
}
void packSpatial(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride, void* packed) {
    packForward(w, {outStride, inStride, tapStride}, denseGroup, in, 9, static_cast<Value*>(packed));
}
void packSpatialBackward(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride,
                         void* packed) {
    packBackward(w, {outStride, inStride, tapStride}, denseGroup, in, 9, static_cast<Value*>(packed));
}

// ---- pooling in front of a product

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

INLINE Floats normalised(const Value* x, const ChannelAffine& a, int64_t k) {
    return positive(affine(Vector::load(x + k), a.scale + k, a.offset + k));
}

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
        sum = _mm512_add_ps(sum, normalised(x + rows[n] * stride, a, k));
    return _mm512_mul_ps(sum, _mm512_set1_ps(0.25f));
}

// ---- results of a product

// Stores the rows of sum that are valid, 32 values each, and adds their sums to first and second.
INLINE void storeWithSums(const Floats (&sum)[tall][2], int64_t valid, Value* const (&to)[tall], float* first,
                          float* second) {
    Floats s[2] = {_mm512_setzero_ps(), _mm512_setzero_ps()}, q[2] = {s[0], s[0]};
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m) {
        if (m >= valid)
            break;
        Vector::store(to[m], sum[m][0], sum[m][1]);
        for (int h = 0; h < 2; ++h) {
            s[h] = _mm512_add_ps(s[h], sum[m][h]);
            q[h] = _mm512_fmadd_ps(sum[m][h], sum[m][h], q[h]);
        }
    }
    for (int h = 0; h < 2; ++h) {
        add(first + 16 * h, s[h]);
        add(second + 16 * h, q[h]);
    }
}
INLINE void storeNormalised(const Floats (&sum)[tall][2], int64_t valid, Value* const (&to)[tall],
                            const ChannelAffine& a, int64_t k) {
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m) {
        if (m >= valid)
            break;
        Vector::store(to[m], positive(affine(sum[m][0], a.scale + k, a.offset + k)),
                      positive(affine(sum[m][1], a.scale + k + 16, a.offset + k + 16)));
    }
}

// Takes the gradient at a normalisation's ReLU back through both, for 32 channels of one row.
struct NormGradient {
    ChannelAffine before;
    const float* mean;
    Floats sum[2], product[2];
    INLINE NormGradient(const ChannelAffine& a, const float* m)
        : before(a)
        , mean(m) {
        sum[0] = sum[1] = product[0] = product[1] = _mm512_setzero_ps();
    }
    INLINE Floats masked(const Value* x, Floats gradient, int64_t k, int h) {
        const Floats v = Vector::load(x);
        const __mmask16 on =
            _mm512_cmp_ps_mask(affine(v, before.scale + k, before.offset + k), _mm512_setzero_ps(), _CMP_GT_OQ);
        const Floats g = _mm512_maskz_mov_ps(on, gradient);
        sum[h] = _mm512_add_ps(sum[h], g);
        product[h] = _mm512_fmadd_ps(g, _mm512_sub_ps(v, _mm512_loadu_ps(mean + k)), product[h]);
        return g;
    }
    INLINE void addSums(float* first, float* second) const {
        for (int h = 0; h < 2; ++h) {
            add(first + 16 * h, sum[h]);
            add(second + 16 * h, product[h]);
        }
    }
};

// dx (+)= g · scale for 32 channels from k on of one row.
INLINE void backThroughNorm(NormGradient& norm, const Value* x, Value* dx, bool accumulate, Floats low, Floats high,
                            int64_t k) {
    Floats g[2] = {norm.masked(x, low, k, 0), norm.masked(x + 16, high, k + 16, 1)};
    for (int h = 0; h < 2; ++h) {
        g[h] = _mm512_mul_ps(g[h], _mm512_loadu_ps(norm.before.scale + k + 16 * h));
        if (accumulate)
            g[h] = _mm512_add_ps(g[h], Vector::load(dx + 16 * h));
    }
    Vector::store(dx, g[0], g[1]);
}

// ---- 1×1 convolutions

template <bool pooling>
INLINE void pointwiseForwardLoop(const PointwiseForward& p, int64_t first, int64_t last, ChannelSums sums,
                                 char* scratch) {
    const PooledRows pooled{pooling ? p.pooledWidth : 0, p.pooledHeight};
    const int64_t zStride = p.in + padding, units = p.in / pair;
    float *tileFirst = reinterpret_cast<float*>(scratch), *tileSecond = tileFirst + p.out;
    Value* z = reinterpret_cast<Value*>(tileSecond + p.out);
    const Value* x = static_cast<const Value*>(p.x);
    for (int64_t tile = first; tile < last; tile += forwardTile) {
        const int64_t rows = smaller(forwardTile, last - tile), padded = roundedUp(rows, tall);
        for (int64_t r = 0; r < rows; ++r)
            for (int64_t k = 0; k < p.in; k += denseGroup)
                Vector::store(z + r * zStride + k, prepared(x, p.xStride, p.before, tile + r, k, pooled),
                              prepared(x, p.xStride, p.before, tile + r, k + 16, pooled));
        for (int64_t r = rows; r < padded; ++r)
            zero(reinterpret_cast<char*>(z + r * zStride), p.in * valueSize);
        zero(scratch, p.out * 8);
        for (int64_t r = 0; r < padded; r += tall) {
            const char* a[tall];
            Value* to[tall];
            const int64_t valid = smaller(tall, rows - r);
            for (int64_t n = 0; n < p.out; n += denseGroup) {
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    a[m] = reinterpret_cast<const char*>(z + (r + m) * zStride);
                    to[m] = static_cast<Value*>(p.y) + (tile + r + m) * p.yStride + n;
                }
                Floats sum[tall][2];
                clear(sum);
                multiply(a, 4, static_cast<const char*>(p.weights) + n / denseGroup * units * unitRow, unitRow, units,
                         sum);
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
    const Floats linear = _mm512_fmadd_ps(y, _mm512_loadu_ps(p.slope + n), _mm512_loadu_ps(p.level + n));
    return _mm512_fmadd_ps(dy, _mm512_loadu_ps(p.dyScale + n), linear);
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
                low[k] = inside ? outputGradient(p, tile + r + k, n) : _mm512_setzero_ps();
                high[k] = inside ? outputGradient(p, tile + r + k, n + 16) : _mm512_setzero_ps();
                Vector::store(byRow + (r + k) * rowStride + n, low[k], high[k]);
            }
            char* unit = byUnit + (r / pair * p.out + n) * 4;
            Vector::storeUnits(unit, low);
            Vector::storeUnits(unit + 64, high);
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
            for (int64_t r = 0; r < padded; r += pair) {
                Floats low[pair], high[pair];
#pragma GCC unroll 2
                for (int64_t k = 0; k < pair; ++k) {
                    const bool inside = r + k < rows;
                    low[k] = inside ? prepared(x, p.xStride, p.before, tile + r + k, c, pooled) : _mm512_setzero_ps();
                    high[k] =
                        inside ? prepared(x, p.xStride, p.before, tile + r + k, c + 16, pooled) : _mm512_setzero_ps();
                }
                Vector::storeUnits(zUnits + r / pair * unitRow, low);
                Vector::storeUnits(zUnits + r / pair * unitRow + 64, high);
            }
            const char* a[tall];
            Floats sum[tall][2];
            for (int64_t n = 0; n < p.out; n += tall) {
                float* to = weightGradient + n * p.in + c;
                if (!pooling && c + denseGroup < p.in && n < rows)
                    for (int64_t r = n; r < smaller(rows, n + tall); ++r) { // what the next channels will need
                        _mm_prefetch(reinterpret_cast<const char*>(x + (tile + r) * p.xStride + c + denseGroup),
                                     _MM_HINT_T0);
                        _mm_prefetch(reinterpret_cast<const char*>(dx + (tile + r) * p.xStride + c + denseGroup),
                                     _MM_HINT_T0);
                    }
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    a[m] = byUnit + (n + m) * 4;
                    sum[m][0] = _mm512_loadu_ps(to + m * p.in);
                    sum[m][1] = _mm512_loadu_ps(to + m * p.in + 16);
                }
                multiply(a, p.out * 4, zUnits, unitRow, padded / pair, sum);
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    _mm512_storeu_ps(to + m * p.in, sum[m][0]);
                    _mm512_storeu_ps(to + m * p.in + 16, sum[m][1]);
                }
            }
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
                    const Floats quarter = _mm512_set1_ps(0.25f);
                    for (int n = 0; n < 4; ++n)
                        backThroughNorm(norm, x + four[n] * p.xStride + c, dx + four[n] * p.xStride + c, p.add,
                                        _mm512_mul_ps(sum[m][0], quarter), _mm512_mul_ps(sum[m][1], quarter), c);
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

// ---- 3×3 convolutions

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
        top = tile % bands * rows;
        bottom = smaller(imageHeight, top + rows);
    }
    INLINE int64_t row(int64_t y, int64_t x) const { return (image * height + y) * width + x; }
};

// The places of 8 pixels of a band: in its padded copy (of the tap at the top left) and among the image's rows.
struct EightPixels {
    int64_t copy[tall], row[tall], valid;
};
// Moves on by 8 pixels from (y, x); the last ones stand for those that are missing.
INLINE void nextPixels(const Band& b, int64_t& y, int64_t& x, EightPixels& at) {
    at.valid = 0;
    for (int m = 0; m < tall; ++m) {
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

// sum = Σ over the nine taps, of a padded copy with `channels` values a pixel.
INLINE void multiplyTaps(const Value* copy, int64_t channels, const EightPixels& at, int64_t padded, const char* b,
                         Floats (&sum)[tall][2]) {
    const char* a[tall];
    const int64_t units = channels / pair;
    clear(sum);
    for (int64_t ty = 0; ty < 3; ++ty)
        for (int64_t tx = 0; tx < 3; ++tx, b += units * unitRow) {
#pragma GCC unroll 8
            for (int m = 0; m < tall; ++m)
                a[m] = reinterpret_cast<const char*>(copy + (at.copy[m] + ty * padded + tx) * channels);
            multiply(a, 4, b, unitRow, units, sum);
        }
}

INLINE void normaliseRow(const Value* y, const ChannelAffine& a, int64_t channels, Value* to) {
    for (int64_t k = 0; k < channels; k += denseGroup)
        if (a.scale)
            Vector::store(to + k, normalised(y, a, k), normalised(y, a, k + 16));
        else
            Vector::store(to + k, Vector::load(y + k), Vector::load(y + k + 16));
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
        EightPixels at;
        for (int64_t y = b.top, x = 0; y < b.bottom;) {
            nextPixels(b, y, x, at);
            Floats sum[tall][2];
            multiplyTaps(z, p.in, at, b.padded, static_cast<const char*>(p.weights), sum);
            Value* to[tall];
            for (int m = 0; m < tall; ++m)
                to[m] = static_cast<Value*>(p.out) + at.row[m] * p.outStride;
            storeWithSums(sum, at.valid, to, tileFirst, tileSecond);
        }
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
                v[h] = _mm512_add_ps(Vector::load(dOut + at + 16 * h),
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
                v[k] = pixel[k] ? normalised(pixel[k], p.before, c) : _mm512_setzero_ps();
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
            for (int64_t c = 0; c < p.in; c += tall) {
                float* to = weightGradient + (tap * p.in + c) * denseGroup;
                const char* a[tall];
                Floats sum[tall][2];
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    a[m] = zUnits + (c + m) * 4;
                    sum[m][0] = _mm512_loadu_ps(to + m * denseGroup);
                    sum[m][1] = _mm512_loadu_ps(to + m * denseGroup + 16);
                }
                multiply(a, p.in * 4, from, unitRow, units, sum);
#pragma GCC unroll 8
                for (int m = 0; m < tall; ++m) {
                    _mm512_storeu_ps(to + m * denseGroup, sum[m][0]);
                    _mm512_storeu_ps(to + m * denseGroup + 16, sum[m][1]);
                }
            }
        }
        zero(scratch, p.in * 8);
        EightPixels at;
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

// ---- passes without a product

constexpr int64_t passPiece = 64; // rows summed in float before the double takes them

void copyWithSums(const void* x, int64_t xStride, void* y, int64_t yStride, int64_t first, int64_t last,
                  int64_t channels, ChannelSums sums) {
    const Value* from = static_cast<const Value*>(x);
    Value* to = static_cast<Value*>(y);
    for (int64_t piece = first; piece < last; piece += passPiece)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            float s[2 * denseGroup];
            zero(reinterpret_cast<char*>(s), sizeof s);
            Floats one[2] = {_mm512_setzero_ps(), _mm512_setzero_ps()}, square[2] = {one[0], one[0]};
            for (int64_t r = piece; r < smaller(last, piece + passPiece); ++r) {
                const Floats v[2] = {Vector::load(from + r * xStride + c), Vector::load(from + r * xStride + c + 16)};
                for (int h = 0; h < 2; ++h) {
                    one[h] = _mm512_add_ps(one[h], v[h]);
                    square[h] = _mm512_fmadd_ps(v[h], v[h], square[h]);
                }
                Vector::store(to + r * yStride + c, v[0], v[1]);
            }
            for (int h = 0; h < 2; ++h) {
                add(s + 16 * h, one[h]);
                add(s + denseGroup + 16 * h, square[h]);
            }
            addTo(sums.first + c, s, denseGroup);
            addTo(sums.second + c, s + denseGroup, denseGroup);
        }
}

void finishGradient(const void* x, const void* dx, int64_t xStride, const float* slope, const float* level, void* dy,
                    int64_t dyStride, int64_t first, int64_t last, int64_t channels) {
    const Value *values = static_cast<const Value*>(x), *gradients = static_cast<const Value*>(dx);
    for (int64_t r = first; r < last; ++r)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            Floats v[2];
            for (int h = 0; h < 2; ++h) {
                const int64_t k = c + 16 * h;
                v[h] = _mm512_add_ps(Vector::load(gradients + r * xStride + k),
                                     affine(Vector::load(values + r * xStride + k), slope + k, level + k));
            }
            Vector::store(static_cast<Value*>(dy) + r * dyStride + c, v[0], v[1]);
        }
}

void normalise(const void* x, int64_t xStride, ChannelAffine a, void* y, int64_t yStride, int64_t first, int64_t last,
               int64_t channels) {
    for (int64_t r = first; r < last; ++r)
        normaliseRow(static_cast<const Value*>(x) + r * xStride, a, channels, static_cast<Value*>(y) + r * yStride);
}

void normaliseBackward(const void* x, int64_t xStride, ChannelAffine a, const float* mean, const void* dy,
                       int64_t dyStride, void* dx, int64_t first, int64_t last, int64_t channels, ChannelSums sums) {
    const Value *values = static_cast<const Value*>(x), *given = static_cast<const Value*>(dy);
    for (int64_t piece = first; piece < last; piece += passPiece)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            float s[2 * denseGroup];
            zero(reinterpret_cast<char*>(s), sizeof s);
            NormGradient norm(a, mean);
            for (int64_t r = piece; r < smaller(last, piece + passPiece); ++r)
                backThroughNorm(norm, values + r * xStride + c, static_cast<Value*>(dx) + r * xStride + c, false,
                                Vector::load(given + r * dyStride + c), Vector::load(given + r * dyStride + c + 16), c);
            norm.addSums(s, s + denseGroup);
            addTo(sums.first + c, s, denseGroup);
            addTo(sums.second + c, s + denseGroup, denseGroup);
        }
}

const DenseKernels kernels = {valueSize,           packPointwise,    packPointwiseBackward, packSpatial,
                              packSpatialBackward, pointwiseForward, pointwiseBackward,     spatialForward,
                              spatialBackward,     copyWithSums,     finishGradient,        normalise,
                              normaliseBackward};

} // namespace

} // namespace roentgen::models
