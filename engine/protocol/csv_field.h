// One field of a comma-separated table (RFC 4180).
#pragma once

#include <string>

namespace roentgen {

// As it is, or in quotes where it holds a comma, a quote or a line end.
std::string csvField(const std::string& text);

} // namespace roentgen
