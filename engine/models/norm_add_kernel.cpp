#include "engine/models/norm_add_kernel.h"

#include "engine/models/vector_rows.h"

namespace roentgen::models {

namespace {

template <typename T>
INLINE void scaleOffsetLoop(const T* x, T* y, int64_t rows, int64_t channels, const float* scale, const float* offset) {
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t c = 0; c < channels; c += width) {
            Floats v, a, b;
            load(x + row * channels + c, v);
            load(scale + c, a);
            load(offset + c, b);
            const Floats result = v * a + b;
            store(y + row * channels + c, result);
        }
}

template <typename T>
INLINE void scaleAddReluLoop(const T* x, const T* other, T* y, int64_t rows, int64_t channels, const float* scale,
                             const float* offset) {
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t c = 0; c < channels; c += width) {
            Floats v, r, a, b;
            load(x + row * channels + c, v);
            load(other + row * channels + c, r);
            load(scale + c, a);
            load(offset + c, b);
            v = v * a + b + r;
            positive(v);
            store(y + row * channels + c, v);
        }
}

template <typename T>
INLINE void addPlainGradientSumsLoop(const T* x, const T* dy, int64_t rows, int64_t channels, const float* mean,
                                     double* sum, double* product) {
    const auto add = [=](int64_t row, int64_t c, Floats & s, Floats & p) __attribute__((always_inline)) {
        Floats v, g, m;
        load(x + row * channels + c, v);
        load(dy + row * channels + c, g);
        load(mean + c, m);
        s += g;
        p += g * (v - m);
    };
    sumPieces(rows, channels, sum, product, add);
}

template <typename T>
INLINE void addMaskedGradientSumsLoop(const T* x, const T* y, const T* dy, T* g, int64_t rows, int64_t channels,
                                      const float* mean, double* sum, double* product) {
    const auto add = [=](int64_t row, int64_t c, Floats & s, Floats & p) __attribute__((always_inline)) {
        Floats v, r, d, m;
        load(x + row * channels + c, v);
        load(y + row * channels + c, r);
        load(dy + row * channels + c, d);
        load(mean + c, m);
        keepWhere(d, r);
        store(g + row * channels + c, d);
        s += d;
        p += d * (v - m);
    };
    sumPieces(rows, channels, sum, product, add);
}

template <typename T>
INLINE void plainBackwardLoop(const T* x, const T* g, T* dx, int64_t rows, int64_t channels, const float* scale,
                              const float* slope, const float* level) {
    for (int64_t row = 0; row < rows; ++row)
        for (int64_t c = 0; c < channels; c += width) {
            Floats v, d, a, s, l;
            load(x + row * channels + c, v);
            load(g + row * channels + c, d);
            load(scale + c, a);
            load(slope + c, s);
            load(level + c, l);
            const Floats result = d * a + v * s + l;
            store(dx + row * channels + c, result);
        }
}

FOR_EACH_PROCESSOR void scaleOffsetBf16(const Bf16* x, Bf16* y, int64_t rows, int64_t channels, const float* scale,
                                        const float* offset) {
    scaleOffsetLoop(x, y, rows, channels, scale, offset);
}
FOR_EACH_PROCESSOR void scaleAddReluBf16(const Bf16* x, const Bf16* other, Bf16* y, int64_t rows, int64_t channels,
                                         const float* scale, const float* offset) {
    scaleAddReluLoop(x, other, y, rows, channels, scale, offset);
}
FOR_EACH_PROCESSOR void addPlainGradientSumsBf16(const Bf16* x, const Bf16* dy, int64_t rows, int64_t channels,
                                                 const float* mean, double* sum, double* product) {
    addPlainGradientSumsLoop(x, dy, rows, channels, mean, sum, product);
}
FOR_EACH_PROCESSOR void addMaskedGradientSumsBf16(const Bf16* x, const Bf16* y, const Bf16* dy, Bf16* g, int64_t rows,
                                                  int64_t channels, const float* mean, double* sum, double* product) {
    addMaskedGradientSumsLoop(x, y, dy, g, rows, channels, mean, sum, product);
}
FOR_EACH_PROCESSOR void plainBackwardBf16(const Bf16* x, const Bf16* g, Bf16* dx, int64_t rows, int64_t channels,
                                          const float* scale, const float* slope, const float* level) {
    plainBackwardLoop(x, g, dx, rows, channels, scale, slope, level);
}
FOR_EACH_PROCESSOR void scaleOffsetFloat(const float* x, float* y, int64_t rows, int64_t channels, const float* scale,
                                         const float* offset) {
    scaleOffsetLoop(x, y, rows, channels, scale, offset);
}
FOR_EACH_PROCESSOR void scaleAddReluFloat(const float* x, const float* other, float* y, int64_t rows, int64_t channels,
                                          const float* scale, const float* offset) {
    scaleAddReluLoop(x, other, y, rows, channels, scale, offset);
}
FOR_EACH_PROCESSOR void addPlainGradientSumsFloat(const float* x, const float* dy, int64_t rows, int64_t channels,
                                                  const float* mean, double* sum, double* product) {
    addPlainGradientSumsLoop(x, dy, rows, channels, mean, sum, product);
}
FOR_EACH_PROCESSOR void addMaskedGradientSumsFloat(const float* x, const float* y, const float* dy, float* g,
                                                   int64_t rows, int64_t channels, const float* mean, double* sum,
                                                   double* product) {
    addMaskedGradientSumsLoop(x, y, dy, g, rows, channels, mean, sum, product);
}
FOR_EACH_PROCESSOR void plainBackwardFloat(const float* x, const float* g, float* dx, int64_t rows, int64_t channels,
                                           const float* scale, const float* slope, const float* level) {
    plainBackwardLoop(x, g, dx, rows, channels, scale, slope, level);
}

} // namespace

template <>
void scaleOffset(const uint16_t* x, uint16_t* y, int64_t rows, int64_t channels, const float* scale,
                 const float* offset) {
    scaleOffsetBf16(x, y, rows, channels, scale, offset);
}
template <>
void scaleOffset(const float* x, float* y, int64_t rows, int64_t channels, const float* scale, const float* offset) {
    scaleOffsetFloat(x, y, rows, channels, scale, offset);
}
template <>
void scaleAddRelu(const uint16_t* x, const uint16_t* other, uint16_t* y, int64_t rows, int64_t channels,
                  const float* scale, const float* offset) {
    scaleAddReluBf16(x, other, y, rows, channels, scale, offset);
}
template <>
void scaleAddRelu(const float* x, const float* other, float* y, int64_t rows, int64_t channels, const float* scale,
                  const float* offset) {
    scaleAddReluFloat(x, other, y, rows, channels, scale, offset);
}
template <>
void addPlainGradientSums(const uint16_t* x, const uint16_t* dy, int64_t rows, int64_t channels, const float* mean,
                          double* sum, double* product) {
    addPlainGradientSumsBf16(x, dy, rows, channels, mean, sum, product);
}
template <>
void addPlainGradientSums(const float* x, const float* dy, int64_t rows, int64_t channels, const float* mean,
                          double* sum, double* product) {
    addPlainGradientSumsFloat(x, dy, rows, channels, mean, sum, product);
}
template <>
void addMaskedGradientSums(const uint16_t* x, const uint16_t* y, const uint16_t* dy, uint16_t* g, int64_t rows,
                           int64_t channels, const float* mean, double* sum, double* product) {
    addMaskedGradientSumsBf16(x, y, dy, g, rows, channels, mean, sum, product);
}
template <>
void addMaskedGradientSums(const float* x, const float* y, const float* dy, float* g, int64_t rows, int64_t channels,
                           const float* mean, double* sum, double* product) {
    addMaskedGradientSumsFloat(x, y, dy, g, rows, channels, mean, sum, product);
}
template <>
void plainBackward(const uint16_t* x, const uint16_t* g, uint16_t* dx, int64_t rows, int64_t channels,
                   const float* scale, const float* slope, const float* level) {
    plainBackwardBf16(x, g, dx, rows, channels, scale, slope, level);
}
template <>
void plainBackward(const float* x, const float* g, float* dx, int64_t rows, int64_t channels, const float* scale,
                   const float* slope, const float* level) {
    plainBackwardFloat(x, g, dx, rows, channels, scale, slope, level);
}

} // namespace roentgen::models
