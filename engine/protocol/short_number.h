// A number as text for files and messages: with a decimal point in every locale.
#pragma once

#include <string>

namespace roentgen {

// The shortest text that reads back as value; plain digits where a person would write them ("512", "0.1"), else with
// an exponent ("1e-07").
std::string shortNumber(double value);

} // namespace roentgen
