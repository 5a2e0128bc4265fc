// How long OpenMP's threads spin for each other, told in milliseconds, as libgomp wants to be told it.
#pragma once

#include <cstdint>

namespace roentgen {

// GOMP_SPINCOUNT for so many milliseconds on this machine, whose turns are timed here (about 10 ms); at least 1.
// libgomp's loop is a load and a pause a turn (GCC, libgomp/config/linux/wait.h, do_spin): what a pause takes differs
// by a factor of ten between processors.
int64_t openmpSpinCount(int64_t milliseconds);

} // namespace roentgen
