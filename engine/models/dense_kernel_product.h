// The product that all convolutions of the dense block are made of, and what is done with its sums.
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel.h"

namespace roentgen::models {

namespace {

INLINE int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}
INLINE int64_t roundedUp(int64_t n, int64_t step) {
    return (n + step - 1) / step * step;
}

// `Vector` has: Value, pair (values of a unit), load(const Value*) for 16 values, store(Value*, low, high) for 32,
// storeUnits(char*, const Floats (&)[pair]) for the units of 16 columns, joinUnits(char*, first, second) for the units
// of two rows of 32 columns, put(Value*, float), and what multiplyUnits() asks for.
using Value = Vector::Value;
constexpr int64_t pair = Vector::pair;
constexpr int64_t valueSize = sizeof(Value);

template <int rows>
INLINE void clear(Floats (&sum)[rows][2]) {
#pragma GCC unroll 16
    for (int m = 0; m < rows; ++m)
        sum[m][0] = sum[m][1] = zeros();
}

// sum[m][0…31] += Σ_u a[m][u] · b[u][0…31]; the strides are bytes between units.
INLINE void multiply(const char* const (&a)[tall], int64_t aStride, const char* b, int64_t bStride, int64_t units,
                     Floats (&sum)[tall][2]) {
    multiplyUnits<Vector>(a, aStride, b, bStride, units, sum);
}

// The gradient of weights: to[m][0…31] += Σ_u a[u][m] · b[u][0…31], m < tall; of a and b the strides are bytes between
// units, of `to` floats between rows.
INLINE void addProducts(float* to, int64_t toStride, const char* a, int64_t aStride, const char* b, int64_t bStride,
                        int64_t units) {
    const char* row[tall];
    Floats sum[tall][2];
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m) {
        row[m] = a + m * 4;
        sum[m][0] = floatsAt(to + m * toStride);
        sum[m][1] = floatsAt(to + m * toStride + 16);
    }
    multiply(row, aStride, b, bStride, units, sum);
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m) {
        putFloats(to + m * toStride, sum[m][0]);
        putFloats(to + m * toStride + 16, sum[m][1]);
    }
}

INLINE Floats affine(Floats v, const float* scale, const float* offset) {
    return timesPlus(v, floatsAt(scale), floatsAt(offset));
}
// relu(x) of channels k … k + 15.
INLINE Floats normalised(const Value* x, const ChannelAffine& a, int64_t k) {
    return positive(affine(Vector::load(x + k), a.scale + k, a.offset + k));
}
// y itself where there is no affine.
INLINE void normaliseRow(const Value* y, const ChannelAffine& a, int64_t channels, Value* to) {
    for (int64_t k = 0; k < channels; k += denseGroup)
        if (a.scale)
            Vector::store(to + k, normalised(y, a, k), normalised(y, a, k + 16));
        else
            Vector::store(to + k, Vector::load(y + k), Vector::load(y + k + 16));
}
INLINE void zero(char* to, int64_t bytes) { // a multiple of 64
    for (int64_t k = 0; k < bytes; k += 64)
        putFloats(reinterpret_cast<float*>(to + k), zeros());
}
INLINE void add(float* to, Floats v) {
    putFloats(to, plus(floatsAt(to), v));
}
void addTo(double* to, const float* from, int64_t count) {
    for (int64_t k = 0; k < count; ++k)
        to[k] += double(from[k]);
}

// ---- results of a product

// Stores the rows of sum that are valid, 32 values each, and adds their sums to first and second.
template <int rows>
INLINE void storeWithSums(const Floats (&sum)[rows][2], int64_t valid, Value* const (&to)[rows], float* first,
                          float* second) {
    Floats s[2] = {zeros(), zeros()}, q[2] = {s[0], s[0]};
#pragma GCC unroll 16
    for (int m = 0; m < rows; ++m) {
        if (m >= valid)
            break;
        Vector::store(to[m], sum[m][0], sum[m][1]);
        for (int h = 0; h < 2; ++h) {
            s[h] = plus(s[h], sum[m][h]);
            q[h] = timesPlus(sum[m][h], sum[m][h], q[h]);
        }
    }
    for (int h = 0; h < 2; ++h) {
        add(first + 16 * h, s[h]);
        add(second + 16 * h, q[h]);
    }
}
template <int rows>
INLINE void storeNormalised(const Floats (&sum)[rows][2], int64_t valid, Value* const (&to)[rows],
                            const ChannelAffine& a, int64_t k) {
#pragma GCC unroll 16
    for (int m = 0; m < rows; ++m) {
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
        sum[0] = sum[1] = product[0] = product[1] = zeros();
    }
    INLINE Floats masked(const Value* x, Floats gradient, int64_t k, int h) {
        const Floats v = Vector::load(x);
        const Floats g = wherePositive(affine(v, before.scale + k, before.offset + k), gradient);
        sum[h] = plus(sum[h], g);
        product[h] = timesPlus(g, minus(v, floatsAt(mean + k)), product[h]);
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
        g[h] = times(g[h], floatsAt(norm.before.scale + k + 16 * h));
        if (accumulate)
            g[h] = plus(g[h], Vector::load(dx + 16 * h));
    }
    Vector::store(dx, g[0], g[1]);
}

} // namespace

} // namespace roentgen::models
