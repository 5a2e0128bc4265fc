// Batch normalisation alone, and followed by an addition and a ReLU (the end of a residual block), over plain
// channels-last arrays: each pass reads its input once. Companion of norm_relu_kernel.h, whose moments they use.
#pragma once

#include <cstdint>

namespace roentgen::models {

// Arrays [rows, channels] row-major, bf16 (as uint16_t) or float; per-channel arrays float or double [channels].

// y = x · scale + offset
template <typename T>
void scaleOffset(const T* x, T* y, int64_t rows, int64_t channels, const float* scale, const float* offset);
// y = max(x · scale + offset + other, 0)
template <typename T>
void scaleAddRelu(const T* x, const T* other, T* y, int64_t rows, int64_t channels, const float* scale,
                  const float* offset);
// Adds the sums of dy and of dy · (x - mean).
template <typename T>
void addPlainGradientSums(const T* x, const T* dy, int64_t rows, int64_t channels, const float* mean, double* sum,
                          double* product);
// g = dy where y > 0, else 0; adds the sums of g and of g · (x - mean).
template <typename T>
void addMaskedGradientSums(const T* x, const T* y, const T* dy, T* g, int64_t rows, int64_t channels, const float* mean,
                           double* sum, double* product);
// dx = g · scale + x · slope + level
template <typename T>
void plainBackward(const T* x, const T* g, T* dx, int64_t rows, int64_t channels, const float* scale,
                   const float* slope, const float* level);

} // namespace roentgen::models
