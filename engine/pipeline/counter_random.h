// Random numbers that depend on their key alone: the same on every machine, thread and rank.
// splitmix64 (Steele, Lea, Flood 2014, Fast Splittable Pseudorandom Number Generators).
#pragma once

#include <cstdint>

namespace roentgen::pipeline {

class CounterRandom {
public:
    // stream: one for each thing that is drawn for a sample, so that one more draw here changes none there.
    CounterRandom(int64_t seed, int64_t epoch, int64_t sample, uint64_t stream = 0)
        : m_state(mix(mix(mix(mix(uint64_t(seed)) + uint64_t(epoch)) + uint64_t(sample)) + stream)) {}
    explicit CounterRandom(uint64_t state)
        : m_state(state) {}

    uint64_t next() { return finalize(m_state += step); }
    // In 0…1, without 1.
    double uniform() { return double(next() >> 11) * 0x1p-53; }
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    // In 0…bound-1 (bound > 0), by multiplication (Lemire 2019, without the rejection: bias below bound / 2^32).
    int64_t below(int64_t bound) { return int64_t(((next() >> 32) * uint64_t(bound)) >> 32); }

private:
    static constexpr uint64_t step = 0x9E3779B97F4A7C15;
    static uint64_t mix(uint64_t key) { return finalize(key + step); }
    static uint64_t finalize(uint64_t z) {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    uint64_t m_state;
};

} // namespace roentgen::pipeline
