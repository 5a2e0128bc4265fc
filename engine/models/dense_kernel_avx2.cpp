// The dense block's loops on float values, for processors with AVX2 and FMA.
#include "engine/models/dense_kernel_avx.h"
#include "engine/models/dense_vectors_256.h"

namespace roentgen::models {

namespace {

struct Vector {
    using Value = float;
    static constexpr int64_t pair = 1;

    static INLINE Floats load(const Value* from) { return floatsAt(from); }
    static INLINE void store(Value* to, Floats low, Floats high) {
        putFloats(to, low);
        putFloats(to + 16, high);
    }
    static INLINE void storeUnits(char* to, const Floats (&rows)[1]) {
        putFloats(reinterpret_cast<float*>(to), rows[0]);
    }
    static void joinUnits(char*, const Value*, const Value*) {} // a value is a unit already
    static INLINE void split(__m256i units, __m256 (&parts)[1]) { parts[0] = _mm256_castsi256_ps(units); }
    static INLINE void put(Value* to, float v) { *to = v; }
};

} // namespace

} // namespace roentgen::models

#include "engine/models/dense_kernel_loops.h"

namespace roentgen::models {
const DenseKernels* denseKernelsAvx2() {
    return &kernels;
}
} // namespace roentgen::models
