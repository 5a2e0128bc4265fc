// The optimizers' inner loops over plain arrays, compiled for several processors and chosen at run time. Each is one
// pass over memory and returns sums of squares over its elements, in float.
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
// Both moments, then the value. Returns Σ scaled gradient².
float adamPiece(float* values, const float* gradients, float* mean, float* square, int64_t count,
                const AdamFactors& factors);

struct LambFactors {
    float gradientScale, beta1, beta2, epsilon;
    float root1, root2; // 1 / (1 - beta1^t), 1 / sqrt(1 - beta2^t)
    float decay;        // of the value, part of the update
};
struct PieceSquares {
    float gradients, values, updates;
};
// Both moments; the update that would follow is only measured.
PieceSquares lambMoments(const float* values, const float* gradients, float* mean, float* square, int64_t count,
                         const LambFactors& factors);
// values -= rate · update.
void lambApply(float* values, const float* mean, const float* square, int64_t count, const LambFactors& factors,
               float rate);

struct MomentumFactors {
    float gradientScale, decay, momentum;
    float rate;    // of the value against the velocity, or against gradient + momentum · velocity (nesterov)
    float current; // weight of the gradient within the velocity
    bool nesterov;
};
// velocity = momentum · velocity + current · (gradient + decay · value), then the value. Returns Σ scaled gradient².
float momentumPiece(float* values, const float* gradients, float* velocity, int64_t count,
                    const MomentumFactors& factors);
// Σ scaled gradient² and Σ value².
PieceSquares pieceSquares(const float* values, const float* gradients, int64_t count, float gradientScale);

struct SquareFactors {
    float gradientScale, decay, rho, epsilon, rate;
};
// RMSprop and Adadelta. Return Σ scaled gradient².
float rmspropPiece(float* values, const float* gradients, float* square, int64_t count, const SquareFactors& factors);
float adadeltaPiece(float* values, const float* gradients, float* square, float* deltas, int64_t count,
                    const SquareFactors& factors);

} // namespace roentgen::training
