#include "engine/pipeline/augmentation.h"

#include "engine/pipeline/counter_random.h"

#include <array>
#include <cmath>

namespace roentgen::pipeline {

namespace {

constexpr double radiansPerDegree = 3.14159265358979323846 / 180;

void copyWindow(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize, float mean,
                float deviation, float* output) {
    std::array<float, 256> normalised;
    for (size_t value = 0; value < normalised.size(); ++value)
        normalised[value] = (float(value) / 255.f - mean) / deviation;
    for (int y = 0; y < imageSize; ++y) {
        const uint8_t* row = prepared + size_t(placement.cropY + y) * size_t(storedSize) + placement.cropX;
        float* out = output + size_t(y) * size_t(imageSize);
        if (placement.flip) {
            for (int x = 0; x < imageSize; ++x)
                out[x] = normalised[row[imageSize - 1 - x]];
        } else {
            for (int x = 0; x < imageSize; ++x)
                out[x] = normalised[row[x]];
        }
    }
}

// Bilinear between pixel centres; a pixel beyond the image is 0.
float sampleAt(const uint8_t* prepared, int size, float x, float y) {
    if (!(x > -1 && y > -1 && x < float(size) && y < float(size)))
        return 0;
    const int x0 = int(x + 1) - 1, y0 = int(y + 1) - 1; // rounded down
    const float fx = x - float(x0), fy = y - float(y0);
    if (x0 >= 0 && y0 >= 0 && x0 + 1 < size && y0 + 1 < size) {
        const uint8_t* p = prepared + size_t(y0) * size_t(size) + x0;
        const float upper = float(p[0]) + fx * float(p[1] - p[0]);
        const float lower = float(p[size]) + fx * float(p[size + 1] - p[size]);
        return upper + fy * (lower - upper);
    }
    const auto at = [&](int column, int row) {
        return column >= 0 && row >= 0 && column < size && row < size ? float(prepared[row * size + column]) : 0.f;
    };
    const float upper = at(x0, y0) + fx * (at(x0 + 1, y0) - at(x0, y0));
    const float lower = at(x0, y0 + 1) + fx * (at(x0 + 1, y0 + 1) - at(x0, y0 + 1));
    return upper + fy * (lower - upper);
}

} // namespace

Placement centerPlacement(int imageSize, int storedSize) {
    Placement placement;
    placement.cropX = placement.cropY = (storedSize - imageSize) / 2;
    return placement;
}

Placement randomPlacement(const LoaderOptions& options, int64_t epoch, int64_t sample) {
    CounterRandom random(options.seed, epoch, sample);
    Placement placement = centerPlacement(options.imageSize, options.storedSize);
    const int64_t places = options.storedSize - options.imageSize + 1;
    const bool flip = random.next() >> 63 != 0;
    const int64_t cropX = random.below(places), cropY = random.below(places);
    const double rotate = random.uniform(-1, 1), shiftX = random.uniform(-1, 1), shiftY = random.uniform(-1, 1),
                 scale = random.uniform(-1, 1);
    placement.flip = options.flip && flip;
    if (options.crop) {
        placement.cropX = int(cropX);
        placement.cropY = int(cropY);
    }
    placement.rotateRadians = rotate * options.rotateDegrees * radiansPerDegree;
    placement.shiftX = shiftX * options.translateFraction * options.imageSize;
    placement.shiftY = shiftY * options.translateFraction * options.imageSize;
    placement.scale = 1 + scale * options.scaleFraction;
    return placement;
}

void placePixels(const uint8_t* prepared, int storedSize, const Placement& placement, int imageSize, float mean,
                 float deviation, float* output) {
    if (placement.isWholePixels()) {
        copyWindow(prepared, storedSize, placement, imageSize, mean, deviation, output);
        return;
    }
    // Output pixel → its place in the prepared image: the inverse of "scale, rotate, shift, then flip".
    const double half = 0.5 * (imageSize - 1);
    const double cosine = std::cos(placement.rotateRadians) / placement.scale;
    const double sine = std::sin(placement.rotateRadians) / placement.scale;
    const float factor = 1.f / (255.f * deviation), offset = mean / deviation;
    for (int y = 0; y < imageSize; ++y) {
        const double v = y - half - placement.shiftY;
        for (int x = 0; x < imageSize; ++x) {
            const double u = (placement.flip ? imageSize - 1 - x : x) - half - placement.shiftX;
            const float sourceX = float(placement.cropX + half + cosine * u + sine * v);
            const float sourceY = float(placement.cropY + half - sine * u + cosine * v);
            output[size_t(y) * size_t(imageSize) + size_t(x)] =
                sampleAt(prepared, storedSize, sourceX, sourceY) * factor - offset;
        }
    }
}

} // namespace roentgen::pipeline
