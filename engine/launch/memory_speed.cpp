#include "engine/launch/memory_speed.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <thread>
#include <vector>

namespace roentgen::launch {

namespace {

constexpr size_t allBytes = size_t(128) << 20;
constexpr int passes = 5;

void add(const float* __restrict from, size_t n, float* __restrict to) {
    for (size_t k = 0; k < n; ++k)
        to[k] += from[k];
}

} // namespace

double measureMemory(int threads) {
    using Clock = std::chrono::steady_clock;
    const size_t workers = size_t(std::max(threads, 1)), values = allBytes / sizeof(float) / 2;
    try {
        std::vector<float> from(values, 1), to(values, 2);
        double best = 0;
        for (int pass = 0; pass < passes; ++pass) {
            const auto begin = Clock::now();
            std::vector<std::thread> running;
            for (size_t k = 0; k < workers; ++k) {
                const size_t first = values * k / workers, last = values * (k + 1) / workers;
                running.emplace_back(add, from.data() + first, last - first, to.data() + first);
            }
            for (std::thread& worker : running)
                worker.join();
            const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
            best = std::max(best, 3.0 * double(values * sizeof(float)) / seconds);
        }
        return best;
    } catch (const std::bad_alloc&) {
        return 0;
    }
}

} // namespace roentgen::launch
