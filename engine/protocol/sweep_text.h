// An axis as a user types it into one line.
#pragma once

#include "engine/protocol/result.h"
#include "engine/protocol/sweep_axis.h"

#include <string>

namespace roentgen {

// As a user types it: "8, 16, 32", "0.0001..0.01, 5, log" (so many values of a range), "0.1..0.5" (any of a range).
// Lists of texts are separated by semicolons: "Mass, Nodule; Mass".
Result<SweepAxis> parseSweepAxis(const std::string& key, const std::string& text);
std::string formatSweepAxis(const SweepAxis& axis); // the inverse, without the key

} // namespace roentgen
