// Contrast-limited adaptive histogram equalisation of 8-bit greys.
#pragma once

#include <cstdint>

namespace roentgen::imaging {

struct ClaheOptions {
    double clipLimit = 2; // a bin of a tile's histogram holds at most so many times the mean of its bins
    int tiles = 8;        // along each side
};

// image, output: [rows, columns], top row first; output may be image. Zuiderveld 1994, Contrast Limited Adaptive
// Histogram Equalization (Graphics Gems IV): each tile's clipped histogram gives a curve, and a pixel is mapped by the
// four nearest tiles' curves, bilinearly. As OpenCV does it: what is clipped is spread once, and an image that the
// tiles do not divide is mirrored at its right and bottom edge for the histograms. rows, columns ≥ tiles. Thread-safe.
void equalizeAdaptively(const uint8_t* image, int rows, int columns, const ClaheOptions& options, uint8_t* output);

} // namespace roentgen::imaging
