// The grey-scale pipeline: stored value → modality → window (PS3.3 C.11.2.1.2) → presentation.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// The file's own first window, else the 0.5…99.5 percentiles (a full 8-bit range for 8-bit films).
Window defaultWindow(const ImageData& data);

// One value (in output units of the modality transform) through a window, to 0…255 unrounded, by PS3.3 C.11.2.1.2.
double windowedValue(double value, const Window& window, const std::string& voiFunction);

// Height and width of the image in square pixels, as it is looked at: pixels that are not square grow on their shorter
// side. A spacing that is not to be believed counts as none.
struct ShownSize {
    double rows = 0, columns = 0;
};
ShownSize shownSize(const ImageData& data);

// Modality transform, VOI and presentation: an 8-bit image as shown (MONOCHROME1 turned).
GreyImage renderGrey8(const ImageData& data, const Window& window);
GreyImage renderGrey16(const ImageData& data, const Window& window); // UInt16, 0…65535

} // namespace roentgen::imaging
