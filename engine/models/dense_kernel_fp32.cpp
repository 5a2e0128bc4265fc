// The dense block's loops on float values, for processors with AVX-512.
#include <immintrin.h>

#include <cstdint>

namespace roentgen::models {

namespace {

struct Vector {
    using Value = float;
    static constexpr int64_t pair = 1;

    static inline __attribute__((always_inline)) __m512 load(const Value* from) { return _mm512_loadu_ps(from); }
    static inline __attribute__((always_inline)) void store(Value* to, __m512 low, __m512 high) {
        _mm512_storeu_ps(to, low);
        _mm512_storeu_ps(to + 16, high);
    }
    static inline __attribute__((always_inline)) void storeUnits(char* to, const __m512 (&rows)[1]) {
        _mm512_storeu_ps(to, rows[0]);
    }
    static void joinUnits(char*, const Value*, const Value*) {} // a value is a unit already
    static inline __attribute__((always_inline)) __m512 multiplyAdd(__m512 sum, __m512i a, __m512i b) {
        return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
    }
    static inline __attribute__((always_inline)) void put(Value* to, float v) { *to = v; }
};

} // namespace

} // namespace roentgen::models

#include "engine/models/dense_kernel_loops.h"

namespace roentgen::models {
const DenseKernels* denseKernelsAvx512() {
    return &kernels;
}
} // namespace roentgen::models
