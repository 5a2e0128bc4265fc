// Adam's inner loop over plain arrays, compiled for several processors and chosen at run time.
#pragma once

#include <cstdint>

namespace roentgen::training {

struct AdamFactors {
    float gradientScale; // the gradient is multiplied by it first
    float decay;         // of the value, added to the gradient (L2)
    float shrink;        // of the value itself (decoupled decay)
    float beta1, beta2;
    float rate;  // learning rate / (1 - beta1^t)
    float root2; // 1 / sqrt(1 - beta2^t)
    float epsilon;
};

// One pass over memory: gradient, both moments, value. Returns the sum of squares of the scaled gradient.
float adamPiece(float* values, const float* gradients, float* mean, float* square, int64_t count,
                const AdamFactors& factors);

} // namespace roentgen::training
