// The sheet a phantom is drawn on: layers of floats over 43 cm × 43 cm, in the chest's own coordinates.
#pragma once

#include "engine/datasets/phantom_random.h"

#include <cstddef>
#include <vector>

namespace roentgen::datasets {

constexpr float canvasCm = 43, canvasLeft = -21.5f, canvasTop = -9;

using PhantomLayer = std::vector<float>;

// Brightness of a film point: body - air * (1 - opacity) + vessel (inside the air only).
class PhantomCanvas {
public:
    explicit PhantomCanvas(int pixels);

    const int n;    // pixels of a side
    const float cm; // of one pixel
    PhantomLayer body, air, opacity, vessel;
    PhantomLayer lung;  // 1 inside the aerated lungs
    PhantomLayer cloud; // smooth noise, 0…1

    float xOf(int column) const { return canvasLeft + (float(column) + 0.5f) * cm; }
    float yOf(int row) const { return canvasTop + (float(row) + 0.5f) * cm; }
    int columnOf(float x) const { return clampedIndex((x - canvasLeft) / cm); }
    int rowOf(float y) const { return clampedIndex((y - canvasTop) / cm); }
    size_t at(int row, int column) const { return size_t(row) * size_t(n) + size_t(column); }

    // Calls paint(index, x, y) for the pixels of a rectangle.
    template <typename Paint>
    void forEach(float left, float top, float right, float bottom, Paint paint) {
        for (int row = rowOf(top), last = rowOf(bottom); row <= last; ++row)
            for (int column = columnOf(left), end = columnOf(right); column <= end; ++column)
                paint(at(row, column), xOf(column), yOf(row));
    }

    enum class Blend { Max, Add };
    // A rounded stroke; thinner than a pixel it gets fainter instead.
    void stroke(PhantomLayer& layer, float x0, float y0, float x1, float y1, float halfWidth, float amount,
                Blend blend = Blend::Max);
    // (1 - r²)² of an ellipse.
    void blob(PhantomLayer& layer, float x, float y, float radiusX, float radiusY, float amount,
              Blend blend = Blend::Add);
    // Noise of about that grain, added to the layer's values with that weight.
    void addNoise(PhantomLayer& layer, uint64_t seed, float grainCm, float weight) const;

private:
    int clampedIndex(float position) const { return position < 0 ? 0 : position >= float(n) ? n - 1 : int(position); }
};

} // namespace roentgen::datasets
