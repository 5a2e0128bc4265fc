// The dense block's loops on bf16 values, for processors with AVX-512 BF16.
#include "engine/models/dense_kernel_avx.h"
#include "engine/models/dense_vectors_512.h"

namespace roentgen::models {

namespace {

struct Vector {
    using Value = uint16_t;
    static constexpr int64_t pair = 2;

    static INLINE Floats load(const Value* from) {
        const __m256i halves = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
        return _mm512_castsi512_ps(_mm512_slli_epi32(_mm512_cvtepu16_epi32(halves), 16));
    }
    static INLINE void store(Value* to, Floats low, Floats high) {
        const __m512bh both = _mm512_cvtne2ps_pbh(high, low); // to nearest, ties to even
        _mm512_storeu_si512(to, reinterpret_cast<const __m512i&>(both));
    }
    // Two rows of 16 columns, side by side a column.
    static INLINE void storeUnits(char* to, const Floats (&rows)[2]) {
        const __m512bh both = _mm512_cvtne2ps_pbh(rows[1], rows[0]);
        _mm512_storeu_si512(to, _mm512_permutexvar_epi16(alternate(), reinterpret_cast<const __m512i&>(both)));
    }
    // The same of two rows of 32 columns that are bf16 already.
    static INLINE void joinUnits(char* to, const Value* first, const Value* second) {
        const __m512i a = _mm512_loadu_si512(first), b = _mm512_loadu_si512(second);
        const __m512i low = _mm512_inserti64x4(a, _mm512_castsi512_si256(b), 1);
        const __m512i high = _mm512_inserti64x4(b, _mm512_extracti64x4_epi64(a, 1), 0);
        _mm512_storeu_si512(to, _mm512_permutexvar_epi16(alternate(), low));
        _mm512_storeu_si512(to + 64, _mm512_permutexvar_epi16(alternate(), high));
    }
    static INLINE Floats multiplyAdd(Floats sum, __m512i a, __m512i b) {
        return _mm512_dpbf16_ps(sum, reinterpret_cast<const __m512bh&>(a), reinterpret_cast<const __m512bh&>(b));
    }
    static INLINE void put(Value* to, float v) {
        const __m256bh one = _mm512_cvtneps_pbh(_mm512_set1_ps(v));
        *to = reinterpret_cast<const Value&>(one);
    }

private:
    // 0, 16, 1, 17, … 15, 31
    static INLINE __m512i alternate() {
        const __m512i lanes = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
        return _mm512_or_si512(lanes, _mm512_slli_epi32(_mm512_add_epi32(lanes, _mm512_set1_epi32(16)), 16));
    }
};

} // namespace

} // namespace roentgen::models

#include "engine/models/dense_kernel_loops.h"

namespace roentgen::models {
const DenseKernels* denseKernelsAvx512Bf16() {
    return &kernels;
}
} // namespace roentgen::models
