// 16 floats in one AVX-512 register, and the product of the dense block in such registers.
// Part of dense_kernel_loops.h, which says what may not be included here.
#pragma once

#include "engine/models/dense_units.h"

#include <immintrin.h>

namespace roentgen::models {

namespace {

using Floats = __m512;

INLINE Floats zeros() {
    return _mm512_setzero_ps();
}
INLINE Floats spread(float v) {
    return _mm512_set1_ps(v);
}
INLINE Floats floatsAt(const float* from) {
    return _mm512_loadu_ps(from);
}
INLINE void putFloats(float* to, Floats v) {
    _mm512_storeu_ps(to, v);
}
INLINE Floats plus(Floats a, Floats b) {
    return _mm512_add_ps(a, b);
}
INLINE Floats minus(Floats a, Floats b) {
    return _mm512_sub_ps(a, b);
}
INLINE Floats times(Floats a, Floats b) {
    return _mm512_mul_ps(a, b);
}
INLINE Floats timesPlus(Floats a, Floats b, Floats c) { // a · b + c
    return _mm512_fmadd_ps(a, b, c);
}
INLINE Floats positive(Floats v) {
    return _mm512_max_ps(_mm512_setzero_ps(), v); // a NaN, the second operand, goes on
}
INLINE Floats wherePositive(Floats decides, Floats v) {
    return _mm512_maskz_mov_ps(_mm512_cmp_ps_mask(decides, _mm512_setzero_ps(), _CMP_GT_OQ), v);
}

// sum[m][0…31] += Σ_u a[m][u] · b[u][0…31]; the strides are bytes between units.
// V::multiplyAdd(sum, a, b): adds the products of 16 units each.
template <typename V>
INLINE void multiplyUnits(const char* const (&a)[tall], int64_t aStride, const char* b, int64_t bStride, int64_t units,
                          Floats (&sum)[tall][2]) {
    int64_t at = 0;
    for (int64_t u = 0; u < units; ++u, at += aStride, b += bStride) {
        const __m512i low = _mm512_loadu_si512(b), high = _mm512_loadu_si512(b + 64);
#pragma GCC unroll 8
        for (int m = 0; m < tall; ++m) {
            const __m512i one = _mm512_set1_epi32(*reinterpret_cast<const Unit*>(a[m] + at));
            sum[m][0] = V::multiplyAdd(sum[m][0], one, low);
            sum[m][1] = V::multiplyAdd(sum[m][1], one, high);
        }
    }
}

// Rows of a forward product that are summed together: 28 sums and the columns of a unit fill the 32 registers, so that
// the weights go by half as often as with `tall` rows.
constexpr int forwardRows = 2 * runRows;

// Rows 0…6 begin at first, rows 7…13 at second, each `distance` bytes behind the one before.
template <typename V>
INLINE void multiplyRuns(V, const char* first, const char* second, int64_t distance, const char* b, int64_t units,
                         Floats (&sum)[forwardRows][2]) {
    int64_t thrice = 3 * distance, fivefold = 5 * distance;
    asm("" : "+r"(thrice), "+r"(fivefold)); // kept: these two and scaling by 2 and 4 reach every row
    for (int64_t u = 0; u < units; ++u, first += 4, second += 4, b += unitRow) {
        const __m512i low = _mm512_loadu_si512(b), high = _mm512_loadu_si512(b + 64);
        const auto addRow = [&](int m, const char* at) __attribute__((always_inline)) {
            const __m512i one = _mm512_set1_epi32(*reinterpret_cast<const Unit*>(at));
            sum[m][0] = V::multiplyAdd(sum[m][0], one, low);
            sum[m][1] = V::multiplyAdd(sum[m][1], one, high);
        };
        const auto addRun = [&](int m, const char* at) __attribute__((always_inline)) {
            addRow(m, at);
            addRow(m + 1, at + distance);
            addRow(m + 2, at + 2 * distance);
            addRow(m + 3, at + thrice);
            addRow(m + 4, at + 4 * distance);
            addRow(m + 5, at + fivefold);
            addRow(m + 6, at + 2 * thrice);
        };
        addRun(0, first);
        addRun(runRows, second);
    }
}

// Rows at equal distances from a on.
template <typename V>
INLINE void multiplyRows(V v, const char* a, int64_t distance, const char* b, int64_t units,
                         Floats (&sum)[forwardRows][2]) {
    multiplyRuns(v, a, a + runRows * distance, distance, b, units, sum);
}

} // namespace

} // namespace roentgen::models
