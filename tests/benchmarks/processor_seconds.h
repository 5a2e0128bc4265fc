// Time of a benchmark's own thread, which other processes do not lengthen.
#pragma once

#include <ctime>

// Of this thread so far.
inline double processorSeconds() {
    timespec time = {};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return double(time.tv_sec) + 1e-9 * double(time.tv_nsec);
}
