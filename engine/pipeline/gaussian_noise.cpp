#include "engine/pipeline/gaussian_noise.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#if defined(__x86_64__) && defined(__gnu_linux__) && !defined(__SANITIZE_ADDRESS__)
#define ROENTGEN_DISPATCH __attribute__((target_clones("avx512f", "avx2", "default")))
#else
#define ROENTGEN_DISPATCH
#endif

namespace roentgen::pipeline {

namespace {

constexpr size_t pairs = 64; // worked on together
constexpr float toUnit = 0x1p-24f, rootHalf = 0.70710678f, halfPi = 1.57079633f;

// ln x of a positive normal float, to 1e-7 relative; the polynomial is Cephes' logf (Moshier).
inline __attribute__((always_inline)) float logarithm(float x) {
    int32_t bits;
    std::memcpy(&bits, &x, sizeof bits);
    const int32_t exponent = (bits >> 23) - 126;
    bits = (bits & 0x007fffff) | 0x3f000000; // 0.5…1
    float mantissa;
    std::memcpy(&mantissa, &bits, sizeof mantissa);
    const float isSmall = mantissa < rootHalf ? 1.f : 0.f;
    const float e = float(exponent) - isSmall;
    const float f = mantissa + isSmall * mantissa - 1;
    float p = 7.0376836292e-2f * f - 1.1514610310e-1f;
    p = p * f + 1.1676998740e-1f;
    p = p * f - 1.2420140846e-1f;
    p = p * f + 1.4249322787e-1f;
    p = p * f - 1.6668057665e-1f;
    p = p * f + 2.0000714765e-1f;
    p = p * f - 2.4999993993e-1f;
    p = p * f + 3.3333331174e-1f;
    const float square = f * f;
    return f + (p * f * square - 0.5f * square) + e * 0.69314718f;
}

// Numbers in, pairs of independent standard normal deviates out. The angle is turned by an eighth, which changes
// nothing of its distribution and keeps the polynomials (Cephes' sinf and cosf) in ±π/4.
ROENTGEN_DISPATCH void deviates(const uint32_t* radii, const uint32_t* angles, float* first, float* second) {
    for (size_t i = 0; i < pairs; ++i) {
        const float radius = std::sqrt(-2 * logarithm(float(int32_t(radii[i] >> 8) + 1) * toUnit));
        const float odd = float(int32_t(angles[i] >> 30) & 1), minus = float(int32_t(angles[i] >> 30) & 2);
        const float t = (float(int32_t(angles[i] << 2 >> 8)) * toUnit - 0.5f) * halfPi, z = t * t;
        const float sine = t + t * z * ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f);
        const float cosine =
            1 - 0.5f * z + z * z * ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f);
        const float signedRadius = radius - minus * radius; // by quadrants: half a turn, then a quarter
        first[i] = signedRadius * (cosine - odd * (cosine + sine));
        second[i] = signedRadius * (sine + odd * (cosine - sine));
    }
}

} // namespace

void addGaussianNoise(float* values, size_t count, float deviation, CounterRandom random) {
    uint32_t radii[pairs], angles[pairs];
    float noise[2 * pairs];
    while (count > 0) {
        for (size_t i = 0; i < pairs; ++i) {
            const uint64_t number = random.next();
            radii[i] = uint32_t(number >> 32);
            angles[i] = uint32_t(number);
        }
        deviates(radii, angles, noise, noise + pairs);
        const size_t now = std::min(count, 2 * pairs);
        for (size_t i = 0; i < now; ++i)
            values[i] += deviation * noise[i];
        values += now;
        count -= now;
    }
}

} // namespace roentgen::pipeline
