// An image in another size.
#pragma once

#include "engine/imaging/grey_image.h"

namespace roentgen::imaging {

// Area-averaging shrink (each output pixel is the mean of the input area it covers), bilinear where it enlarges.
// Rounded to nearest. Keeps the pixel type.
GreyImage resizeArea(const GreyImage& image, int rows, int columns);

} // namespace roentgen::imaging
