// Which samples a step of an epoch takes, and which of them a rank.
#pragma once

#include "engine/pipeline/loader_options.h"

#include <cstdint>
#include <vector>

namespace roentgen::pipeline {

// Order: the permutation of an epoch depends on seed and epoch alone; a global batch is the next consecutive slice of
// it; rank r takes the r-th part. Augmentation depends on seed, epoch and sample alone.
// Training: floor(n / global batch) times `accumulation` steps, at least one global batch (fewer samples than that are
// repeated to fill it).
// Otherwise: all samples once, in order, the last batch smaller.
std::vector<int64_t> epochOrder(int64_t samples, int64_t seed, int64_t epoch);
int64_t stepsPerEpoch(int64_t samples, const LoaderOptions& options);
// The samples of options.rank in step `step` (from 0) of an epoch that has this order.
std::vector<int64_t> rankPart(const std::vector<int64_t>& order, const LoaderOptions& options, int64_t step);

} // namespace roentgen::pipeline
