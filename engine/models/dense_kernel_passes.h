// Passes over a block's buffer without a product.
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel_product.h"

namespace roentgen::models {

namespace {

constexpr int64_t passPiece = 64; // rows summed in float before the double takes them

void copyWithSums(const void* x, int64_t xStride, void* y, int64_t yStride, int64_t first, int64_t last,
                  int64_t channels, ChannelSums sums) {
    const Value* from = static_cast<const Value*>(x);
    Value* to = static_cast<Value*>(y);
    for (int64_t piece = first; piece < last; piece += passPiece)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            float s[2 * denseGroup];
            zero(reinterpret_cast<char*>(s), sizeof s);
            Floats one[2] = {zeros(), zeros()}, square[2] = {one[0], one[0]};
            for (int64_t r = piece; r < smaller(last, piece + passPiece); ++r) {
                const Floats v[2] = {Vector::load(from + r * xStride + c), Vector::load(from + r * xStride + c + 16)};
                for (int h = 0; h < 2; ++h) {
                    one[h] = plus(one[h], v[h]);
                    square[h] = timesPlus(v[h], v[h], square[h]);
                }
                Vector::store(to + r * yStride + c, v[0], v[1]);
            }
            for (int h = 0; h < 2; ++h) {
                add(s + 16 * h, one[h]);
                add(s + denseGroup + 16 * h, square[h]);
            }
            addTo(sums.first + c, s, denseGroup);
            addTo(sums.second + c, s + denseGroup, denseGroup);
        }
}

void finishGradient(const void* x, const void* dx, int64_t xStride, const float* slope, const float* level, void* dy,
                    int64_t dyStride, int64_t first, int64_t last, int64_t channels) {
    const Value *values = static_cast<const Value*>(x), *gradients = static_cast<const Value*>(dx);
    for (int64_t r = first; r < last; ++r)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            Floats v[2];
            for (int h = 0; h < 2; ++h) {
                const int64_t k = c + 16 * h;
                v[h] = plus(Vector::load(gradients + r * xStride + k),
                            affine(Vector::load(values + r * xStride + k), slope + k, level + k));
            }
            Vector::store(static_cast<Value*>(dy) + r * dyStride + c, v[0], v[1]);
        }
}

void normalise(const void* x, int64_t xStride, ChannelAffine a, void* y, int64_t yStride, int64_t first, int64_t last,
               int64_t channels) {
    for (int64_t r = first; r < last; ++r)
        normaliseRow(static_cast<const Value*>(x) + r * xStride, a, channels, static_cast<Value*>(y) + r * yStride);
}

void normaliseBackward(const void* x, int64_t xStride, ChannelAffine a, const float* mean, const void* dy,
                       int64_t dyStride, void* dx, int64_t first, int64_t last, int64_t channels, ChannelSums sums) {
    const Value *values = static_cast<const Value*>(x), *given = static_cast<const Value*>(dy);
    for (int64_t piece = first; piece < last; piece += passPiece)
        for (int64_t c = 0; c < channels; c += denseGroup) {
            float s[2 * denseGroup];
            zero(reinterpret_cast<char*>(s), sizeof s);
            NormGradient norm(a, mean);
            for (int64_t r = piece; r < smaller(last, piece + passPiece); ++r)
                backThroughNorm(norm, values + r * xStride + c, static_cast<Value*>(dx) + r * xStride + c, false,
                                Vector::load(given + r * dyStride + c), Vector::load(given + r * dyStride + c + 16), c);
            norm.addSums(s, s + denseGroup);
            addTo(sums.first + c, s, denseGroup);
            addTo(sums.second + c, s + denseGroup, denseGroup);
        }
}

} // namespace

} // namespace roentgen::models
