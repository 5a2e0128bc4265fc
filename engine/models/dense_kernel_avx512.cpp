// The dense block's loops on float values, for processors with AVX-512.
#include "engine/models/dense_kernel_avx.h"
#include "engine/models/dense_vectors_512.h"

namespace roentgen::models {

namespace {

struct Vector {
    using Value = float;
    static constexpr int64_t pair = 1;

    static INLINE Floats load(const Value* from) { return _mm512_loadu_ps(from); }
    static INLINE void store(Value* to, Floats low, Floats high) {
        _mm512_storeu_ps(to, low);
        _mm512_storeu_ps(to + 16, high);
    }
    static INLINE void storeUnits(char* to, const Floats (&rows)[1]) { _mm512_storeu_ps(to, rows[0]); }
    static void joinUnits(char*, const Value*, const Value*) {} // a value is a unit already
    static INLINE Floats multiplyAdd(Floats sum, __m512i a, __m512i b) {
        return _mm512_fmadd_ps(_mm512_castsi512_ps(a), _mm512_castsi512_ps(b), sum);
    }
    static INLINE void put(Value* to, float v) { *to = v; }
};

} // namespace

} // namespace roentgen::models

#include "engine/models/dense_kernel_loops.h"

namespace roentgen::models {
const DenseKernels* denseKernelsAvx512() {
    return &kernels;
}
} // namespace roentgen::models
