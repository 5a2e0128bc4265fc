// Weights in the order in which the products read them: [column block][unit][32 columns][pair].
// Part of dense_kernel_loops.h, which says what `Vector` is and what may not be included here.
#pragma once

#include "engine/models/dense_kernel_product.h"

namespace roentgen::models {

namespace {

// The weight of output o, input i, tap t stands at w[o · outStride + i · inStride + t · tapStride].
struct WeightStrides {
    int64_t out, in, tap;
};

// Reduced over inputs, columns are outputs.
void packForward(const float* w, WeightStrides s, int64_t out, int64_t in, int64_t taps, Value* to) {
    for (int64_t block = 0; block < out; block += denseGroup)
        for (int64_t tap = 0; tap < taps; ++tap)
            for (int64_t i = 0; i < in; i += pair)
                for (int64_t o = 0; o < denseGroup; ++o)
                    for (int64_t k = 0; k < pair; ++k)
                        Vector::put(to++, w[(block + o) * s.out + (i + k) * s.in + tap * s.tap]);
}
// Reduced over outputs, columns are inputs; taps in the reverse order.
void packBackward(const float* w, WeightStrides s, int64_t out, int64_t in, int64_t taps, Value* to) {
    for (int64_t block = 0; block < in; block += denseGroup)
        for (int64_t tap = taps - 1; tap >= 0; --tap)
            for (int64_t o = 0; o < out; o += pair)
                for (int64_t i = 0; i < denseGroup; ++i)
                    for (int64_t k = 0; k < pair; ++k)
                        Vector::put(to++, w[(o + k) * s.out + (block + i) * s.in + tap * s.tap]);
}

void packPointwise(const float* w, int64_t out, int64_t in, void* packed) {
    packForward(w, {in, 1, 0}, out, in, 1, static_cast<Value*>(packed));
}
void packPointwiseBackward(const float* w, int64_t out, int64_t in, void* packed) {
    packBackward(w, {in, 1, 0}, out, in, 1, static_cast<Value*>(packed));
}
void packSpatial(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride, void* packed) {
    packForward(w, {outStride, inStride, tapStride}, denseGroup, in, 9, static_cast<Value*>(packed));
}
void packSpatialBackward(const float* w, int64_t in, int64_t outStride, int64_t inStride, int64_t tapStride,
                         void* packed) {
    packBackward(w, {outStride, inStride, tapStride}, denseGroup, in, 9, static_cast<Value*>(packed));
}

} // namespace

} // namespace roentgen::models
