// What the vectors and the product of the dense block agree on. Part of dense_kernel_loops.h, which says what may not
// be included here.
#pragma once

#include <cstdint>

#define INLINE inline __attribute__((always_inline))

namespace roentgen::models {

namespace {

typedef int Unit __attribute__((may_alias)); // 32 bits of the reduced dimension
constexpr int tall = 8;                      // rows of a product that are summed together
constexpr int runRows = 7;                   // rows at equal distances, for which few registers hold all addresses
constexpr int64_t unitRow = 128;             // bytes of a unit of 32 columns

} // namespace

} // namespace roentgen::models
