// Where each pixel of the network's input lies in the prepared image: crop, flip, rotation, shift and scale, composed
// into one map and sampled once.
#pragma once

#include <array>
#include <cstdint>

namespace roentgen::pipeline {

// A prepared pixel at p goes to scale · R · (p - c) + c + shift, c the centre of the window, and is mirrored last.
struct Placement {
    int cropX = 0, cropY = 0;   // top left corner of the imageSize² window in the prepared image, pixels
    bool flip = false;          // left and right exchanged
    double rotateRadians = 0;   // clockwise as displayed
    int shiftX = 0, shiftY = 0; // right and down, pixels
    double scale = 1;           // 0.5 or more
    // Then pixels are copied, none is interpolated.
    bool isWholePixels() const { return rotateRadians == 0 && scale == 1; }
};

// Validation and prediction: the centre, as it is.
Placement centerPlacement(int imageSize, int storedSize);

using GreyTable = std::array<float, 256>; // what a prepared pixel's value becomes

// prepared: [storedSize²] 8 bit; output: [imageSize²]. The greys are looked up first; then an output pixel is the mean
// of the prepared image, its pixels taken as squares, over a square as large as the output pixel (at least one pixel)
// with sides along the prepared image's: true to area where it shrinks, else bilinear. Beyond the image is greys[0].
// Thread-safe.
void placePixels(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize,
                 const GreyTable& greys, float* output);

} // namespace roentgen::pipeline
