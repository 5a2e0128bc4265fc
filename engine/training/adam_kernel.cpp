#include "engine/training/adam_kernel.h"

#include <cmath>

namespace roentgen::training {

__attribute__((target_clones("avx512f", "avx2", "default"))) float
adamPiece(float* __restrict__ values, const float* __restrict__ gradients, float* __restrict__ mean,
          float* __restrict__ square, int64_t count, const AdamFactors& factors) {
    const AdamFactors f = factors;
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t k = 0; k < count; ++k) {
        const float scaled = gradients[k] * f.gradientScale;
        squares += scaled * scaled;
        const float gradient = scaled + f.decay * values[k];
        mean[k] = f.beta1 * mean[k] + (1 - f.beta1) * gradient;
        square[k] = f.beta2 * square[k] + (1 - f.beta2) * gradient * gradient;
        values[k] = values[k] * f.shrink - f.rate * mean[k] / (std::sqrt(square[k]) * f.root2 + f.epsilon);
    }
    return squares;
}

} // namespace roentgen::training
