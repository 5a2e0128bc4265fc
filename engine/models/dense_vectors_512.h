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

} // namespace

} // namespace roentgen::models
