#include "engine/training/update_kernels.h"

#include <cmath>

#define ROENTGEN_CLONES __attribute__((target_clones("avx512f", "avx2", "default")))

namespace roentgen::training {

ROENTGEN_CLONES float adamPiece(float* __restrict__ values, const float* __restrict__ gradients,
                                float* __restrict__ mean, float* __restrict__ square, int64_t count,
                                const AdamFactors& factors) {
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

ROENTGEN_CLONES PieceSquares lambMoments(const float* __restrict__ values, const float* __restrict__ gradients,
                                         float* __restrict__ mean, float* __restrict__ square, int64_t count,
                                         const LambFactors& factors) {
    const LambFactors f = factors;
    float ofGradients = 0, ofValues = 0, ofUpdates = 0;
#pragma omp simd reduction(+ : ofGradients, ofValues, ofUpdates)
    for (int64_t k = 0; k < count; ++k) {
        const float gradient = gradients[k] * f.gradientScale;
        mean[k] = f.beta1 * mean[k] + (1 - f.beta1) * gradient;
        square[k] = f.beta2 * square[k] + (1 - f.beta2) * gradient * gradient;
        const float update = mean[k] * f.root1 / (std::sqrt(square[k]) * f.root2 + f.epsilon) + f.decay * values[k];
        ofGradients += gradient * gradient;
        ofValues += values[k] * values[k];
        ofUpdates += update * update;
    }
    return {ofGradients, ofValues, ofUpdates};
}

ROENTGEN_CLONES void lambApply(float* __restrict__ values, const float* __restrict__ mean,
                               const float* __restrict__ square, int64_t count, const LambFactors& factors,
                               float rate) {
    const LambFactors f = factors;
#pragma omp simd
    for (int64_t k = 0; k < count; ++k) {
        const float update = mean[k] * f.root1 / (std::sqrt(square[k]) * f.root2 + f.epsilon) + f.decay * values[k];
        values[k] -= rate * update;
    }
}

ROENTGEN_CLONES float momentumPiece(float* __restrict__ values, const float* __restrict__ gradients,
                                    float* __restrict__ velocity, int64_t count, const MomentumFactors& factors) {
    const MomentumFactors f = factors;
    const float ofGradient = f.nesterov ? f.current : 0, ofVelocity = f.nesterov ? f.momentum : 1;
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t k = 0; k < count; ++k) {
        const float scaled = gradients[k] * f.gradientScale;
        squares += scaled * scaled;
        const float gradient = scaled + f.decay * values[k];
        velocity[k] = f.momentum * velocity[k] + f.current * gradient;
        values[k] -= f.rate * (ofGradient * gradient + ofVelocity * velocity[k]);
    }
    return squares;
}

ROENTGEN_CLONES PieceSquares pieceSquares(const float* __restrict__ values, const float* __restrict__ gradients,
                                          int64_t count, float gradientScale) {
    float ofGradients = 0, ofValues = 0;
#pragma omp simd reduction(+ : ofGradients, ofValues)
    for (int64_t k = 0; k < count; ++k) {
        const float gradient = gradients[k] * gradientScale;
        ofGradients += gradient * gradient;
        ofValues += values[k] * values[k];
    }
    return {ofGradients, ofValues, 0};
}

ROENTGEN_CLONES float rmspropPiece(float* __restrict__ values, const float* __restrict__ gradients,
                                   float* __restrict__ square, int64_t count, const SquareFactors& factors) {
    const SquareFactors f = factors;
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t k = 0; k < count; ++k) {
        const float scaled = gradients[k] * f.gradientScale;
        squares += scaled * scaled;
        const float gradient = scaled + f.decay * values[k];
        square[k] = f.rho * square[k] + (1 - f.rho) * gradient * gradient;
        values[k] -= f.rate * gradient / (std::sqrt(square[k]) + f.epsilon);
    }
    return squares;
}

ROENTGEN_CLONES float adadeltaPiece(float* __restrict__ values, const float* __restrict__ gradients,
                                    float* __restrict__ square, float* __restrict__ deltas, int64_t count,
                                    const SquareFactors& factors) {
    const SquareFactors f = factors;
    float squares = 0;
#pragma omp simd reduction(+ : squares)
    for (int64_t k = 0; k < count; ++k) {
        const float scaled = gradients[k] * f.gradientScale;
        squares += scaled * scaled;
        const float gradient = scaled + f.decay * values[k];
        square[k] = f.rho * square[k] + (1 - f.rho) * gradient * gradient;
        const float delta = std::sqrt((deltas[k] + f.epsilon) / (square[k] + f.epsilon)) * gradient;
        deltas[k] = f.rho * deltas[k] + (1 - f.rho) * delta * delta;
        values[k] -= f.rate * delta;
    }
    return squares;
}

} // namespace roentgen::training
