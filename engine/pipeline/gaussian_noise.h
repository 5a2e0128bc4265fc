// Gaussian noise for a film, many pixels at once.
#pragma once

#include "engine/pipeline/counter_random.h"

#include <cstddef>

namespace roentgen::pipeline {

// Adds independent normal deviates times `deviation` to values [count]: Box and Muller 1958, two of each of the
// generator's numbers. None is beyond 5.8 deviations. The same numbers on every processor.
void addGaussianNoise(float* values, size_t count, float deviation, CounterRandom random);

} // namespace roentgen::pipeline
