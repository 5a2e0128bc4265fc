// The dense block's loops on bf16 values, for processors with AVX2 and FMA: memory as bf16, arithmetic as float.
#include "engine/models/dense_kernel_avx.h"
#include "engine/models/dense_vectors_256.h"

namespace roentgen::models {

namespace {

struct Vector {
    using Value = uint16_t;
    static constexpr int64_t pair = 2;

    static INLINE Floats load(const Value* from) { return {widened(from), widened(from + 8)}; }
    static INLINE void store(Value* to, Floats low, Floats high) {
        storeSixteen(to, low);
        storeSixteen(to + 16, high);
    }
    // Two rows of 16 columns, side by side a column.
    static INLINE void storeUnits(char* to, const Floats (&rows)[2]) {
        putWords(to, joined(rows[0].low, rows[1].low));
        putWords(to + 32, joined(rows[0].high, rows[1].high));
    }
    // The same of two rows of 32 columns that are bf16 already.
    static INLINE void joinUnits(char* to, const Value* first, const Value* second) {
        for (int k = 0; k < 2; ++k) {
            const __m256i a = words(first + 16 * k), b = words(second + 16 * k);
            const __m256i low = _mm256_unpacklo_epi16(a, b), high = _mm256_unpackhi_epi16(a, b);
            putWords(to + 64 * k, _mm256_permute2x128_si256(low, high, 0x20));
            putWords(to + 64 * k + 32, _mm256_permute2x128_si256(low, high, 0x31));
        }
    }
    static INLINE void split(__m256i units, __m256 (&parts)[2]) {
        parts[0] = _mm256_castsi256_ps(_mm256_slli_epi32(units, 16));
        parts[1] = _mm256_castsi256_ps(_mm256_and_si256(units, upperHalf()));
    }
    static INLINE void put(Value* to, float v) {
        *to = Value(_mm256_extract_epi16(_mm256_srli_epi32(rounded(_mm256_set1_ps(v)), 16), 0));
    }

private:
    static INLINE __m256i upperHalf() { return _mm256_set1_epi32(int(0xffff0000u)); }
    static INLINE __m256i words(const Value* from) {
        return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
    }
    static INLINE void putWords(char* to, __m256i v) { _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), v); }
    static INLINE __m256 widened(const Value* from) {
        const __m128i halves = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
        return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16));
    }
    // The upper half of each word is the bf16: to nearest, ties to even; a NaN stays one.
    static INLINE __m256i rounded(__m256 v) {
        const __m256i w = _mm256_castps_si256(v);
        const __m256i odd = _mm256_and_si256(_mm256_srli_epi32(w, 16), _mm256_set1_epi32(1));
        const __m256i up = _mm256_add_epi32(w, _mm256_add_epi32(odd, _mm256_set1_epi32(0x7fff)));
        const __m256 quiet = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fc00000));
        return _mm256_castps_si256(_mm256_blendv_ps(_mm256_castsi256_ps(up), quiet, _mm256_cmp_ps(v, v, _CMP_UNORD_Q)));
    }
    static INLINE __m256i joined(__m256 first, __m256 second) {
        return _mm256_or_si256(_mm256_srli_epi32(rounded(first), 16), _mm256_and_si256(rounded(second), upperHalf()));
    }
    static INLINE void storeSixteen(Value* to, Floats v) {
        const __m256i packed =
            _mm256_packus_epi32(_mm256_srli_epi32(rounded(v.low), 16), _mm256_srli_epi32(rounded(v.high), 16));
        putWords(reinterpret_cast<char*>(to), _mm256_permute4x64_epi64(packed, 0xd8)); // lanes: 0, 2, 1, 3
    }
};

} // namespace

} // namespace roentgen::models

#include "engine/models/dense_kernel_loops.h"

namespace roentgen::models {
const DenseKernels* denseKernelsAvx2Bf16() {
    return &kernels;
}
} // namespace roentgen::models
