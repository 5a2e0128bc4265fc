// The VOI transform of DICOM PS3.3 C.11.2.1.2: from a value in modality units to brightness 0…1.
#pragma once

#include "widgets/film.h"

namespace roentgen::widgets {

// LINEAR (C.11.2.1.2.1; width >= 1), SIGMOID (C.11.2.1.3.1), LINEAR_EXACT (C.11.2.1.3.2; width > 0).
// Widths below the least one are raised to it. Monotonic, 0 at the dark end.
double windowBrightness(double value, double center, double width, VoiFunction function);

// The smallest width that the function allows and that is still useful to drag.
double leastWindowWidth(VoiFunction function);

} // namespace roentgen::widgets
