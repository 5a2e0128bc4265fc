// One field of a comma-separated table (RFC 4180).
#pragma once

#include <string>

namespace roentgen {

// As it is, or in quotes where it holds a comma, a quote or a line end.
std::string csvField(const std::string& text);
// Nine digits, as many as tell two float32 apart; nothing of what is no number.
std::string csvNumber(double value);

} // namespace roentgen
