#include "engine/models/norm_relu_kernel.h"

#include "engine/models/vector_rows.h"

namespace roentgen::models {

namespace {

template <typename T>
INLINE void momentsLoop(const T* x, int64_t rows, int64_t channels, const float* shift, double* sum, double* square) {
    const auto add = [=](int64_t row, int64_t c, Floats & s, Floats & q) __attribute__((always_inline)) {
        Floats v, k;
        load(x + row * channels + c, v);
        load(shift + c, k);
        v -= k;
        s += v;
        q += v * v;
    };
    sumPieces(rows, channels, sum, square, add);
}

template <typename T>
INLINE void scaleReluLoop(const T* x, T* y, int64_t rows, int64_t channels, const float* scale, const float* offset) {
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t c = 0; c < channels; c += width) {
            Floats v, a, b;
            load(x + row * channels + c, v);
            load(scale + c, a);
            load(offset + c, b);
            v = v * a + b;
            positive(v);
            store(y + row * channels + c, v);
        }
}

template <typename T>
INLINE void gradientSumsLoop(const T* x, const T* dy, int64_t rows, int64_t channels, const float* scale,
                             const float* offset, const float* mean, double* sum, double* product) {
    const auto add = [=](int64_t row, int64_t c, Floats & s, Floats & p) __attribute__((always_inline)) {
        Floats v, g, a, b, m;
        load(x + row * channels + c, v);
        load(dy + row * channels + c, g);
        load(scale + c, a);
        load(offset + c, b);
        load(mean + c, m);
        keepWhere(g, v * a + b);
        s += g;
        p += g * (v - m);
    };
    sumPieces(rows, channels, sum, product, add);
}

template <typename T>
INLINE void backwardLoop(const T* x, const T* dy, T* dx, int64_t rows, int64_t channels, const float* scale,
                         const float* offset, const float* slope, const float* level) {
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t c = 0; c < channels; c += width) {
            Floats v, g, a, b, s, l;
            load(x + row * channels + c, v);
            load(dy + row * channels + c, g);
            load(scale + c, a);
            load(offset + c, b);
            load(slope + c, s);
            load(level + c, l);
            keepWhere(g, v * a + b);
            const Floats result = g * a + v * s + l;
            store(dx + row * channels + c, result);
        }
}

FOR_EACH_PROCESSOR void moments(const Bf16* x, int64_t r, int64_t c, const float* k, double* s, double* q) {
    momentsLoop(x, r, c, k, s, q);
}
FOR_EACH_PROCESSOR void momentsFloat(const float* x, int64_t r, int64_t c, const float* k, double* s, double* q) {
    momentsLoop(x, r, c, k, s, q);
}
FOR_EACH_PROCESSOR void forward(const Bf16* x, Bf16* y, int64_t r, int64_t c, const float* a, const float* b) {
    scaleReluLoop(x, y, r, c, a, b);
}
FOR_EACH_PROCESSOR void forwardFloat(const float* x, float* y, int64_t r, int64_t c, const float* a, const float* b) {
    scaleReluLoop(x, y, r, c, a, b);
}
FOR_EACH_PROCESSOR void sums(const Bf16* x, const Bf16* dy, int64_t r, int64_t c, const float* a, const float* b,
                             const float* m, double* s, double* p) {
    gradientSumsLoop(x, dy, r, c, a, b, m, s, p);
}
FOR_EACH_PROCESSOR void sumsFloat(const float* x, const float* dy, int64_t r, int64_t c, const float* a, const float* b,
                                  const float* m, double* s, double* p) {
    gradientSumsLoop(x, dy, r, c, a, b, m, s, p);
}
FOR_EACH_PROCESSOR void backward(const Bf16* x, const Bf16* dy, Bf16* dx, int64_t r, int64_t c, const float* a,
                                 const float* b, const float* s, const float* l) {
    backwardLoop(x, dy, dx, r, c, a, b, s, l);
}
FOR_EACH_PROCESSOR void backwardFloat(const float* x, const float* dy, float* dx, int64_t r, int64_t c, const float* a,
                                      const float* b, const float* s, const float* l) {
    backwardLoop(x, dy, dx, r, c, a, b, s, l);
}

} // namespace

template <>
void addMoments(const uint16_t* x, int64_t rows, int64_t channels, const float* shift, double* sum, double* square) {
    moments(x, rows, channels, shift, sum, square);
}
template <>
void addMoments(const float* x, int64_t rows, int64_t channels, const float* shift, double* sum, double* square) {
    momentsFloat(x, rows, channels, shift, sum, square);
}
template <>
void scaleRelu(const uint16_t* x, uint16_t* y, int64_t rows, int64_t channels, const float* scale,
               const float* offset) {
    forward(x, y, rows, channels, scale, offset);
}
template <>
void scaleRelu(const float* x, float* y, int64_t rows, int64_t channels, const float* scale, const float* offset) {
    forwardFloat(x, y, rows, channels, scale, offset);
}
template <>
void addGradientSums(const uint16_t* x, const uint16_t* dy, int64_t rows, int64_t channels, const float* scale,
                     const float* offset, const float* mean, double* sum, double* product) {
    sums(x, dy, rows, channels, scale, offset, mean, sum, product);
}
template <>
void addGradientSums(const float* x, const float* dy, int64_t rows, int64_t channels, const float* scale,
                     const float* offset, const float* mean, double* sum, double* product) {
    sumsFloat(x, dy, rows, channels, scale, offset, mean, sum, product);
}
template <>
void scaleReluBackward(const uint16_t* x, const uint16_t* dy, uint16_t* dx, int64_t rows, int64_t channels,
                       const float* scale, const float* offset, const float* slope, const float* level) {
    backward(x, dy, dx, rows, channels, scale, offset, slope, level);
}
template <>
void scaleReluBackward(const float* x, const float* dy, float* dx, int64_t rows, int64_t channels, const float* scale,
                       const float* offset, const float* slope, const float* level) {
    backwardFloat(x, dy, dx, rows, channels, scale, offset, slope, level);
}

} // namespace roentgen::models
