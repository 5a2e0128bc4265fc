// From the prepared image to the network's input in one pass: crop, flip, rotate, shift, scale, normalise.
#pragma once

#include "engine/pipeline/batch_loader.h"

namespace roentgen::pipeline {

// One sample's draw.
struct Placement {
    int cropX = 0, cropY = 0; // top left corner of the imageSize² window in the prepared image, pixels
    bool flip = false;        // left and right exchanged, after the crop
    double rotateRadians = 0, shiftX = 0, shiftY = 0, scale = 1; // about the window's centre; shifts in prepared pixels
    bool isWholePixels() const { return rotateRadians == 0 && shiftX == 0 && shiftY == 0 && scale == 1; }
};

// Validation and prediction: the centre, as it is.
Placement centerPlacement(int imageSize, int storedSize);
// Depends on (seed, epoch, sample) and the options alone; each kind of change has its own draw, so that switching one
// on does not change the others.
Placement randomPlacement(const LoaderOptions& options, int64_t epoch, int64_t sample);

// prepared: [storedSize²] 8 bit; output: [imageSize²] (value / 255 - mean) / deviation. Between pixels bilinear;
// beyond the prepared image black.
void placePixels(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize, float mean,
                 float deviation, float* output);

} // namespace roentgen::pipeline
