// 16 floats in two AVX registers, and the product of the dense block in such registers, for processors with AVX2 and
// FMA. Part of dense_kernel_loops.h, which says what may not be included here.
#pragma once

#include "engine/models/dense_units.h"

#include <immintrin.h>

namespace roentgen::models {

namespace {

struct Floats {
    __m256 low, high;
};

INLINE Floats zeros() {
    return {_mm256_setzero_ps(), _mm256_setzero_ps()};
}
INLINE Floats spread(float v) {
    return {_mm256_set1_ps(v), _mm256_set1_ps(v)};
}
INLINE Floats floatsAt(const float* from) {
    return {_mm256_loadu_ps(from), _mm256_loadu_ps(from + 8)};
}
INLINE void putFloats(float* to, Floats v) {
    _mm256_storeu_ps(to, v.low);
    _mm256_storeu_ps(to + 8, v.high);
}
INLINE Floats plus(Floats a, Floats b) {
    return {_mm256_add_ps(a.low, b.low), _mm256_add_ps(a.high, b.high)};
}
INLINE Floats minus(Floats a, Floats b) {
    return {_mm256_sub_ps(a.low, b.low), _mm256_sub_ps(a.high, b.high)};
}
INLINE Floats times(Floats a, Floats b) {
    return {_mm256_mul_ps(a.low, b.low), _mm256_mul_ps(a.high, b.high)};
}
INLINE Floats timesPlus(Floats a, Floats b, Floats c) { // a · b + c
    return {_mm256_fmadd_ps(a.low, b.low, c.low), _mm256_fmadd_ps(a.high, b.high, c.high)};
}
INLINE Floats positive(Floats v) { // a NaN, the second operand, goes on
    return {_mm256_max_ps(_mm256_setzero_ps(), v.low), _mm256_max_ps(_mm256_setzero_ps(), v.high)};
}
INLINE Floats wherePositive(Floats decides, Floats v) {
    const __m256 zero = _mm256_setzero_ps();
    return {_mm256_and_ps(_mm256_cmp_ps(decides.low, zero, _CMP_GT_OQ), v.low),
            _mm256_and_ps(_mm256_cmp_ps(decides.high, zero, _CMP_GT_OQ), v.high)};
}

// Four rows by 16 columns at a time: their eight sums, the columns and a row's value fill the sixteen registers.
// V::split(units, parts): the V::pair floats of 8 units each.
template <typename V>
INLINE void multiplyQuarter(const char* const (&a)[tall], int first, int64_t aStride, const char* b, int64_t bStride,
                            int64_t units, Floats (&sum)[tall][2], int half) {
    constexpr int rows = 4;
    __m256 kept[rows][2];
#pragma GCC unroll 4
    for (int m = 0; m < rows; ++m) {
        kept[m][0] = sum[first + m][half].low;
        kept[m][1] = sum[first + m][half].high;
    }
    int64_t at = 0;
    for (int64_t u = 0; u < units; ++u, at += aStride, b += bStride) {
        __m256 low[V::pair], high[V::pair], one[V::pair];
        V::split(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(b)), low);
        V::split(_mm256_loadu_si256(reinterpret_cast<const __m256i*>(b + 32)), high);
#pragma GCC unroll 4
        for (int m = 0; m < rows; ++m) {
            V::split(_mm256_set1_epi32(*reinterpret_cast<const Unit*>(a[first + m] + at)), one);
#pragma GCC unroll 2
            for (int k = 0; k < V::pair; ++k) {
                kept[m][0] = _mm256_fmadd_ps(one[k], low[k], kept[m][0]);
                kept[m][1] = _mm256_fmadd_ps(one[k], high[k], kept[m][1]);
            }
        }
    }
#pragma GCC unroll 4
    for (int m = 0; m < rows; ++m)
        sum[first + m][half] = {kept[m][0], kept[m][1]};
}

// sum[m][0…31] += Σ_u a[m][u] · b[u][0…31]; the strides are bytes between units.
template <typename V>
INLINE void multiplyUnits(const char* const (&a)[tall], int64_t aStride, const char* b, int64_t bStride, int64_t units,
                          Floats (&sum)[tall][2]) {
    multiplyQuarter<V>(a, 0, aStride, b, bStride, units, sum, 0);
    multiplyQuarter<V>(a, 4, aStride, b, bStride, units, sum, 0);
    multiplyQuarter<V>(a, 0, aStride, b + 64, bStride, units, sum, 1);
    multiplyQuarter<V>(a, 4, aStride, b + 64, bStride, units, sum, 1);
}

constexpr int forwardRows = tall; // rows of a forward product that are summed together

// Rows at equal distances (bytes) from a on.
template <typename V>
INLINE void multiplyRows(V, const char* a, int64_t distance, const char* b, int64_t units,
                         Floats (&sum)[forwardRows][2]) {
    const char* rows[tall];
#pragma GCC unroll 8
    for (int m = 0; m < tall; ++m)
        rows[m] = a + m * distance;
    multiplyUnits<V>(rows, 4, b, unitRow, units, sum);
}

} // namespace

} // namespace roentgen::models
