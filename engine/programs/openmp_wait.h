// How OpenMP's threads wait for each other in a program that shares the machine with a training run.
#pragma once

#include <cstdlib>
#include <unistd.h>

namespace roentgen::programs {

// They sleep instead of spin: where the cores are taken, a spinning pair took 0.9 to 5.8 s for what a sleeping pair did
// in 0.7 s. libgomp reads its environment before main, so the program starts itself once more (0.4 s): for work on many
// films. What the user has set stays; where starting fails, it goes on as it is.
inline void sleepWhileWaiting(char** argv) {
    if (std::getenv("OMP_WAIT_POLICY") || std::getenv("GOMP_SPINCOUNT"))
        return;
    ::setenv("OMP_WAIT_POLICY", "passive", 1);
    ::execv("/proc/self/exe", argv);
}

} // namespace roentgen::programs
