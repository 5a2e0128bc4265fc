// How long something has taken, by the clock that nobody sets.
#pragma once

#include <chrono>

namespace roentgen {

inline double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace roentgen
