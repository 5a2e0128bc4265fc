// The axes of a sweep: [sweep] of an experiment, checked, and the values that each takes. The runs that they stand for:
// sweep_expansion.h.
#pragma once

#include "engine/protocol/experiment.h"

#include <vector>

namespace roentgen {

// Usage error (where = the axis' key, hint = what is allowed) where the key cannot be varied, a value is not one of
// the key's, a value stands twice or the range is none.
Status checkSweepAxis(const SweepAxis& axis);
// The listed values, or those of the range: evenly spaced, on a log scale by equal factors, rounded for whole keys.
// Usage error as above, and for a range without a count.
Result<std::vector<KeyValue>> sweepValues(const SweepAxis& axis);

// At a place of the axis' range, from 0 (its minimum) to 1 (its maximum), on its scale.
KeyValue valueInRange(const SweepAxis& axis, double place);

} // namespace roentgen
