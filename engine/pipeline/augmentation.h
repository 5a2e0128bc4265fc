// From the prepared image to the network's input: what is drawn for a sample, and how it is applied.
#pragma once

#include "engine/pipeline/loader_options.h"
#include "engine/pipeline/placement.h"

namespace roentgen::pipeline {

// 8-bit greys v in 0…1: ((v^gamma - 0.5) · contrast + 0.5 + brightness), kept in 0…1.
struct Tone {
    double gamma = 1, contrast = 1, brightness = 0;
};

struct Rectangle {
    int x = 0, y = 0, width = 0, height = 0;
    bool isEmpty() const { return width == 0 || height == 0; }
};

// One sample's draw. In the order in which it is applied: equalise, tone, placement, noise, erasing.
struct Augmentation {
    bool equalize = false;
    Tone tone;
    Placement placement;
    double noise = 0; // standard deviation, share of the grey range
    Rectangle erased; // of the input, pixels
};

// Depends on (seed, epoch, sample) and the options alone; every kind of change has its own stream of numbers, so that
// switching one on, or widening it, changes no other's draws. Not for validation.
Augmentation drawAugmentation(const LoaderOptions& options, int64_t epoch, int64_t sample);
// Its placement alone: what a mask must follow.
Placement randomPlacement(const LoaderOptions& options, int64_t epoch, int64_t sample);

// (tone's value - mean) / deviation of each of the 256 greys.
GreyTable greyTable(const Tone& tone, float mean, float deviation);

// The very input that the network sees of a sample: augmented in training, else the centre as it is.
// prepared: [storedSize²] 8 bit; output: [imageSize²] normalised. Thread-safe.
void makeInput(const uint8_t* prepared, const LoaderOptions& options, int64_t epoch, int64_t sample, float* output);

} // namespace roentgen::pipeline
