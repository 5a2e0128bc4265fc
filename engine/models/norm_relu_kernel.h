// Batch normalisation followed by a ReLU over plain channels-last arrays, fused: each pass reads its input once.
// Compiled for several processors and chosen at run time. Values are bf16 (as uint16_t) or float.
#pragma once

#include <cstdint>

namespace roentgen::models {

constexpr int64_t normTile = 32; // channels are a multiple of it

// x, y, dy, dx: [rows, channels] row-major. The per-channel arrays are float or double [channels].

// Adds the sums of x - shift and of its square over these rows.
template <typename T>
void addMoments(const T* x, int64_t rows, int64_t channels, const float* shift, double* sum, double* square);
// y = max(x · scale + offset, 0)
template <typename T>
void scaleRelu(const T* x, T* y, int64_t rows, int64_t channels, const float* scale, const float* offset);
// With g = dy where x · scale + offset > 0, else 0: adds the sums of g and of g · (x - mean).
template <typename T>
void addGradientSums(const T* x, const T* dy, int64_t rows, int64_t channels, const float* scale, const float* offset,
                     const float* mean, double* sum, double* product);
// dx = g · scale + x · slope + level
template <typename T>
void scaleReluBackward(const T* x, const T* dy, T* dx, int64_t rows, int64_t channels, const float* scale,
                       const float* offset, const float* slope, const float* level);

} // namespace roentgen::models
