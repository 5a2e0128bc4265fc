#include "engine/datasets/phantom_canvas.h"

#include <algorithm>

namespace roentgen::datasets {

PhantomCanvas::PhantomCanvas(int pixels)
    : n(pixels)
    , cm(canvasCm / float(pixels))
    , body(size_t(n) * size_t(n))
    , air(body)
    , opacity(body)
    , vessel(body)
    , lung(body)
    , cloud(body) {}

void PhantomCanvas::stroke(PhantomLayer& layer, float x0, float y0, float x1, float y1, float halfWidth, float amount,
                           Blend blend) {
    const float least = 0.75f * cm;
    if (halfWidth < least) {
        amount *= halfWidth / least;
        halfWidth = least;
    }
    const float dx = x1 - x0, dy = y1 - y0, length2 = dx * dx + dy * dy + 1e-6f, square = halfWidth * halfWidth;
    forEach(std::min(x0, x1) - halfWidth, std::min(y0, y1) - halfWidth, std::max(x0, x1) + halfWidth,
            std::max(y0, y1) + halfWidth, [&](size_t i, float x, float y) {
                const float t = clamped(((x - x0) * dx + (y - y0) * dy) / length2, 0, 1);
                const float ex = x - x0 - t * dx, ey = y - y0 - t * dy;
                const float inside = 1 - (ex * ex + ey * ey) / square;
                if (inside <= 0)
                    return;
                if (blend == Blend::Add)
                    layer[i] += amount * inside;
                else
                    layer[i] = std::max(layer[i], amount * inside);
            });
}

void PhantomCanvas::blob(PhantomLayer& layer, float x, float y, float radiusX, float radiusY, float amount,
                         Blend blend) {
    forEach(x - radiusX, y - radiusY, x + radiusX, y + radiusY, [&](size_t i, float px, float py) {
        const float u = (px - x) / radiusX, v = (py - y) / radiusY;
        const float inside = 1 - u * u - v * v;
        if (inside <= 0)
            return;
        const float value = amount * inside * inside;
        if (blend == Blend::Add)
            layer[i] += value;
        else
            layer[i] = std::max(layer[i], value);
    });
}

void PhantomCanvas::addNoise(PhantomLayer& layer, uint64_t seed, float grainCm, float weight) const {
    const int nodes = int(canvasCm / grainCm) + 3;
    PhantomRandom random(seed);
    std::vector<float> lattice(size_t(nodes) * size_t(nodes));
    for (float& node : lattice)
        node = weight * random.uniform();
    std::vector<int> cell(static_cast<size_t>(n));
    std::vector<float> ramp(static_cast<size_t>(n)), line(size_t(nodes) + 1);
    for (int i = 0; i < n; ++i) {
        const float position = (float(i) + 0.5f) * cm / grainCm;
        cell[size_t(i)] = int(position);
        ramp[size_t(i)] = smoothRamp(position - float(int(position)));
    }
    for (int row = 0; row < n; ++row) {
        const float* upper = &lattice[size_t(cell[size_t(row)]) * size_t(nodes)];
        const float* lower = upper + nodes;
        for (int i = 0; i < nodes; ++i)
            line[size_t(i)] = upper[i] + (lower[i] - upper[i]) * ramp[size_t(row)];
        float* out = &layer[at(row, 0)];
        for (int column = 0; column < n; ++column) {
            const int c = cell[size_t(column)];
            out[column] += line[size_t(c)] + (line[size_t(c) + 1] - line[size_t(c)]) * ramp[size_t(column)];
        }
    }
}

} // namespace roentgen::datasets
