#include "engine/protocol/short_number.h"

#include <charconv>
#include <cmath>

namespace roentgen {

std::string shortNumber(double value) {
    char buffer[64];
    const double size = std::fabs(value);
    const auto format =
        size == 0 || (size >= 1e-6 && size < 1e15) ? std::chars_format::fixed : std::chars_format::scientific;
    return std::string(buffer, std::to_chars(buffer, buffer + sizeof buffer, value, format).ptr);
}

} // namespace roentgen
