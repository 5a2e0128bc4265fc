#include "engine/programs/openmp_spin.h"

#include <algorithm>
#include <atomic>
#include <chrono>

namespace roentgen {

namespace {

void relax() {
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(__aarch64__)
    asm volatile("yield" ::: "memory");
#else
    asm volatile("" ::: "memory");
#endif
}

} // namespace

int64_t openmpSpinCount(int64_t milliseconds) {
    constexpr int64_t turns = 20000;
    constexpr int rounds = 5; // the quickest: others were interrupted
    std::atomic<int> value{0};
    double best = 1;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        for (int64_t k = 0; k < turns && value.load(std::memory_order_relaxed) == 0; ++k)
            relax();
        best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    return std::max<int64_t>(1, int64_t(double(milliseconds) / 1000 / (best / double(turns))));
}

} // namespace roentgen
