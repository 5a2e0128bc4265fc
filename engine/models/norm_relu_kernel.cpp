#include "engine/models/norm_relu_kernel.h"

#include <algorithm>
#include <cstring>
#include <vector>

// Each loop once a processor: the widest vectors that it has.
#if defined(__x86_64__)
#define FOR_EACH_PROCESSOR __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define FOR_EACH_PROCESSOR
#endif
#define INLINE inline __attribute__((always_inline))
#pragma GCC diagnostic ignored "-Wpsabi" // vectors never cross a function that is not inlined

namespace roentgen::models {

namespace {

constexpr int width = 16;
typedef float Floats __attribute__((vector_size(64)));
typedef uint32_t Words __attribute__((vector_size(64)));
typedef uint16_t Halves __attribute__((vector_size(32)));

INLINE void load(const float* from, Floats& v) {
    std::memcpy(&v, from, sizeof v);
}
INLINE void load(const uint16_t* from, Floats& v) {
    Halves h;
    std::memcpy(&h, from, sizeof h);
    const Words w = __builtin_convertvector(h, Words) << 16;
    std::memcpy(&v, &w, sizeof v);
}
INLINE void store(float* to, const Floats& v) {
    std::memcpy(to, &v, sizeof v);
}
INLINE void store(uint16_t* to, const Floats& v) {
    Words w;
    std::memcpy(&w, &v, sizeof w);
    // Round to nearest, ties to even; a NaN whose payload would carry over stays one.
    const Words quiet = Words{} + 0x7fc00000u;
    const Words rounded = v == v ? w + (((w >> 16) & 1u) + 0x7fffu) : quiet;
    const Halves h = __builtin_convertvector(rounded >> 16, Halves);
    std::memcpy(to, &h, sizeof h);
}
INLINE void positive(Floats& v) {
    const Floats zero = {};
    v = v < zero ? zero : v; // a NaN goes on
}
INLINE void keepWhere(Floats& v, const Floats& decides) {
    const Floats zero = {};
    v = decides > zero ? v : zero;
}

constexpr int64_t piece = 512; // rows summed in float before the double takes them
constexpr int64_t together =
    8; // rows read side by side: memory is walked forwards, sums are touched once for all of them

// Two float sums a channel, for the rows of a piece.
struct PieceSums {
    explicit PieceSums(int64_t channels)
        : first(size_t(channels), 0.f)
        , second(size_t(channels), 0.f) {}
    std::vector<float> first, second;
    void moveTo(double* sum, double* other) {
        for (size_t c = 0; c < first.size(); ++c) {
            sum[c] += double(first[c]);
            other[c] += double(second[c]);
            first[c] = second[c] = 0;
        }
    }
};

// add(row, c, sums): adds what a row gives at 16 channels from c on.
template <typename Add>
INLINE void sumPieces(int64_t rows, int64_t channels, double* sum, double* other, Add add) {
    PieceSums sums(channels);
    for (int64_t first = 0; first < rows; first += together) {
        const int64_t last = std::min(rows, first + together);
        for (int64_t c = 0; c < channels; c += width) {
            Floats s, o;
            load(sums.first.data() + c, s);
            load(sums.second.data() + c, o);
            for (int64_t row = first; row < last; ++row)
                add(row, c, s, o);
            store(sums.first.data() + c, s);
            store(sums.second.data() + c, o);
        }
        if (last % piece == 0 || last == rows)
            sums.moveTo(sum, other);
    }
}

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

using Bf16 = uint16_t;

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
