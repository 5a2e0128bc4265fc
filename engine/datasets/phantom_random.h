// Random numbers and angles that are the same on every machine: integers and IEEE basic operations alone.
#pragma once

#include <cstdint>

namespace roentgen::datasets {

// splitmix64 (Steele, Lea, Flood 2014).
class PhantomRandom {
public:
    explicit PhantomRandom(uint64_t seed)
        : m_state(seed) {}
    // A stream of its own for each key.
    static PhantomRandom stream(uint64_t seed, uint64_t key, uint64_t subKey = 0) {
        PhantomRandom first(seed ^ (key + 1) * 0xd1342543de82ef95u);
        return PhantomRandom(first.next() ^ (subKey + 1) * 0xaf251af3b0f025b5u);
    }
    uint64_t next() {
        uint64_t z = m_state += 0x9e3779b97f4a7c15u;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
        return z ^ (z >> 31);
    }
    float uniform() { return float(next() >> 40) * (1.f / 16777216.f); } // [0,1)
    float uniform(float low, float high) { return low + (high - low) * uniform(); }
    int below(int n) { return int(next() >> 33) % n; }
    bool chance(float probability) { return uniform() < probability; }
    float sign() { return (next() >> 63) ? 1.f : -1.f; }
    // Mean 0, deviation 1, never beyond 3.5: the sum of four uniform 16-bit parts.
    float normal() {
        const uint64_t bits = next();
        const int sum = int(bits & 0xffff) + int(bits >> 16 & 0xffff) + int(bits >> 32 & 0xffff) + int(bits >> 48);
        return (float(sum) - 131070.f) * (1.f / 37837.2f);
    }

private:
    uint64_t m_state;
};

// Sine of a turn's fraction, by a polynomial (error below 2e-4: an anatomy, not an ephemeris).
inline float sineOfTurn(float turns) {
    turns -= float(int(turns));
    if (turns < 0)
        turns += 1;
    const float side = turns < 0.5f ? 1.f : -1.f;
    const float x = turns < 0.5f ? turns : turns - 0.5f; // 0…0.5
    const float p = 16 * x * (0.5f - x);                 // parabola, 1 at the crest
    return side * (0.775f * p + 0.225f * p * p);
}
inline float cosineOfTurn(float turns) {
    return sineOfTurn(turns + 0.25f);
}

// 0 below 0, 1 above 1, smooth between.
inline float smoothRamp(float x) {
    x = x < 0 ? 0 : x > 1 ? 1 : x;
    return x * x * (3 - 2 * x);
}
inline float clamped(float x, float low, float high) {
    return x < low ? low : x > high ? high : x;
}

} // namespace roentgen::datasets
