#include "widgets/window_function.h"

#include <algorithm>
#include <cmath>

namespace roentgen::widgets {

double leastWindowWidth(VoiFunction function) {
    return function == VoiFunction::Linear ? 1.0 : 1e-3;
}

double windowBrightness(double value, double center, double width, VoiFunction function) {
    width = std::max(width, leastWindowWidth(function));
    if (function == VoiFunction::Sigmoid)
        return 1.0 / (1.0 + std::exp(-4.0 * (value - center) / width));

    // LINEAR counts whole steps: its centre lies half a step lower and its ramp is one step shorter.
    const bool exact = function == VoiFunction::LinearExact;
    const double middle = exact ? center : center - 0.5;
    const double ramp = exact ? width : width - 1.0;
    if (value <= middle - ramp / 2)
        return 0;
    if (value > middle + ramp / 2)
        return 1;
    return (value - middle) / ramp + 0.5;
}

} // namespace roentgen::widgets
