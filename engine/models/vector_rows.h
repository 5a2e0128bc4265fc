// Arrays of rows × channels in registers of 16 values, bf16 or float; for kernel files alone, which are compiled for
// several processors. Not to be included elsewhere: it changes a warning.
#pragma once

#include <algorithm>
#include <cstdint>
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

using Bf16 = uint16_t;
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

} // namespace

} // namespace roentgen::models
