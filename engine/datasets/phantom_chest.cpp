#include "engine/datasets/phantom_chest.h"

#include <algorithm>
#include <cmath>

namespace roentgen::datasets {

namespace {

// |x| of the skin: neck, shoulders, trunk. The arms hang away from the trunk below y = 7.
float skin(const PhantomPatient& patient, float y) {
    const float trunk = patient.halfWidth + 2.2f + patient.fat + (y > 14 ? 0.04f * (y - 14) : 0);
    if (y < -5.5f)
        return 5.6f + 0.25f * patient.fat;
    if (y < 2)
        return 5.6f + 0.25f * patient.fat + 16 * smoothRamp((y + 5.5f) / 8.5f);
    const float neck = 5.6f + 0.25f * patient.fat + 16;
    return trunk + (neck - trunk) * (1 - smoothRamp((y - 6) / 2.5f)) * (y < 8.5f ? 1 : 0);
}

void drawBody(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    const float dome = 0.5f * (film.diaphragm[0] + film.diaphragm[1]);
    for (int row = 0; row < canvas.n; ++row) {
        const float y = canvas.yOf(row), middle = shape.midline(y), edge = skin(film.patient, y);
        const float belly = smoothRamp((y - dome + 1) / 9), neck = smoothRamp((-1 - y) / 4);
        const float wall = 0.56f + 0.16f * belly - 0.04f * neck + 0.012f * film.patient.fat;
        const float centre = 0.27f - 0.11f * belly;
        const float hearts[2] = {shape.heartEdge(y, -1), shape.heartEdge(y, 1)};
        for (int column = 0; column < canvas.n; ++column) {
            const float x = canvas.xOf(column) - middle, depth = edge - std::fabs(x);
            float& value = canvas.body[canvas.at(row, column)];
            if (depth <= 0) {
                value = 0.05f;
                continue;
            }
            const float u = clamped(1 - x * x / 60, 0, 1);
            value = 0.05f + (wall - 0.05f + centre * u * u) * (depth / (depth + 0.9f));
            const float heart = x < 0 ? hearts[0] : hearts[1];
            if (std::fabs(x) < heart)
                value += 0.13f * (1 - belly) * (x * x / (heart * heart)) * (1 - 0.75f * x * x / (heart * heart));
        }
    }
    // Shoulders and the muscles above the clavicles are thick, the neck's flanks thin.
    for (float side : {-1.f, 1.f}) {
        canvas.blob(canvas.body, side * 16.5f, 1.5f, 7, 7, 0.10f);
        if (film.patient.breast > 0)
            canvas.blob(canvas.body, side * (7.8f + 0.5f * film.patient.breast), 17.5f, 7.2f,
                        5.2f + 1.2f * film.patient.breast, 0.11f * film.patient.breast);
    }
}

void drawLungs(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    const float soft = 0.16f;
    std::vector<float> dome(static_cast<size_t>(canvas.n));
    for (int column = 0; column < canvas.n; ++column)
        dome[size_t(column)] = shape.diaphragmAt(canvas.xOf(column));
    const int first = canvas.rowOf(-0.5f), last = canvas.rowOf(film.patient.lungHeight + 9);
    for (int row = first; row <= last; ++row) {
        const float y = canvas.yOf(row), middle = shape.midline(y), outer = shape.outer(std::max(0.f, y));
        if (y < 0)
            continue;
        for (int side : {-1, 1}) {
            const float inner = shape.medial(y, side), heart = shape.heartEdge(y, side);
            const float from = side < 0 ? middle - outer - 0.2f : middle;
            const int begin = canvas.columnOf(from), end = canvas.columnOf(side < 0 ? middle : middle + outer + 0.2f);
            for (int column = begin; column <= end; ++column) {
                const float across = float(side) * (canvas.xOf(column) - middle), lateral = outer - across;
                const float wall = smoothRamp(lateral / soft), below = smoothRamp((dome[size_t(column)] - y) / soft);
                float clear = smoothRamp((across - inner) / soft + 0.5f);
                if (heart > 0 && across < heart) // some lung lies behind the heart
                    clear = std::max(clear, 0.12f * smoothRamp((across - 1) / 4));
                const float peak = across - 5.6f; // the apex is a dome
                const float roof = y > 5 ? 1 : smoothRamp((y - peak * peak * (peak < 0 ? 0.26f : 0.05f)) / 0.4f);
                const float lung = wall * below * clear * roof;
                if (lung <= 0)
                    continue;
                const float depth = lateral / (lateral + 0.9f) * (0.80f + 0.20f * clamped(y / 6, 0, 1));
                const size_t i = canvas.at(row, column);
                canvas.lung[i] = lung;
                canvas.air[i] = 0.435f * film.lucency * lung * depth;
            }
        }
    }
}

// Bands that run along x: y(x) and half thickness, brighter at the cortex.
template <typename Course>
void drawBand(PhantomCanvas& canvas, float from, float to, float overSoftTissue, Course course) {
    const int begin = canvas.columnOf(std::min(from, to)), end = canvas.columnOf(std::max(from, to));
    for (int column = begin; column <= end; ++column) {
        float y = 0, half = 0, amount = 0;
        course(canvas.xOf(column), y, half, amount);
        if (half <= 0 || amount <= 0)
            continue;
        for (int row = canvas.rowOf(y - half - canvas.cm), last = canvas.rowOf(y + half + canvas.cm); row <= last;
             ++row) {
            const float p = std::fabs(canvas.yOf(row) - y) / half;
            const float inside = smoothRamp((1 - p) / 0.22f);
            // Behind the heart and the liver a bone adds less to what is nearly white.
            const size_t i = canvas.at(row, column);
            canvas.body[i] += amount * inside * (0.72f + 0.75f * p * p * p) *
                              (overSoftTissue + (1 - overSoftTissue) * canvas.lung[i]);
        }
    }
}

void drawRibs(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    PhantomRandom random = PhantomRandom::stream(film.patient.seed, 21);
    const float spacing = film.patient.ribSpacing, slope = film.patient.ribSlope;
    for (int rib = 0; rib < 11; ++rib) {
        const float start = -0.2f + spacing * float(rib), down = slope * (2.2f + 0.36f * float(rib));
        const float thick = random.uniform(0.42f, 0.56f) * (rib == 0 ? 1.2f : 1),
                    strength = random.uniform(0.85f, 1.1f);
        for (float side : {-1.f, 1.f}) {
            const float wobble = 0.15f * random.normal();
            const float middle = shape.midline(start);
            const float reach = shape.outer(std::max(0.6f, start + 0.75f * down)) - 0.1f;
            const auto behind = [&](float x, float& y, float& half, float& amount) {
                const float u = clamped((side * (x - middle) - 1.9f) / (reach - 1.9f), 0, 1);
                y = start + wobble - 1.1f * u * (1 - u) + down * u * u * u;
                half = thick * (1 + 0.6f * u * u);
                amount = strength * 0.075f * (0.8f + 0.5f * u) * smoothRamp(8 * u);
            };
            drawBand(canvas, middle + side * 1.9f, middle + side * reach, 0.42f, behind);
            const float wallY = start + wobble + down; // from the side wall forwards and down, fading into cartilage
            const auto infront = [&](float x, float& y, float& half, float& amount) {
                const float u = clamped((side * (x - middle) - 1.9f) / (reach - 1.9f), 0, 1);
                const float forward = 1 - u;
                y = wallY + 5.4f * slope * forward - 2.2f * forward * forward;
                half = 0.62f;
                amount = strength * 0.042f * smoothRamp((u - 0.38f) / 0.3f);
            };
            if (rib > 0 && rib < 8)
                drawBand(canvas, middle + side * 1.9f, middle + side * reach, 0.42f, infront);
        }
    }
    // Seen along their curve, the ribs make a bright line of the side wall.
    for (int row = canvas.rowOf(0.5f), last = canvas.rowOf(film.patient.lungHeight + 7); row <= last; ++row) {
        const float y = canvas.yOf(row), outer = shape.outer(y);
        const float strength = 0.055f * smoothRamp((film.patient.lungHeight + 7 - y) / 6);
        for (float side : {-1.f, 1.f}) {
            const float at = shape.midline(y) + side * (outer + 0.35f);
            for (int column = canvas.columnOf(at - 0.8f), end = canvas.columnOf(at + 0.8f); column <= end; ++column) {
                const float d = (canvas.xOf(column) - at) / 0.6f;
                canvas.body[canvas.at(row, column)] += strength * clamped(1 - d * d, 0, 1);
            }
        }
    }
}

void drawShoulderGirdle(PhantomCanvas& canvas, const PhantomFilmSetup& film) {
    PhantomRandom random = PhantomRandom::stream(film.seed, 22);
    const float lift = film.fromFront ? -1.2f : 0.3f;
    for (float side : {-1.f, 1.f}) {
        const float tilt = random.uniform(0.8f, 1.5f), height = 2.2f + lift + 0.3f * random.normal();
        drawBand(canvas, side * 1.8f, side * 17.5f, 0.85f, [&](float x, float& y, float& half, float& amount) {
            const float u = clamped((side * x - 1.8f) / 15.7f, 0, 1);
            y = height - (1.7f * tilt) * u + 1.1f * sineOfTurn(u * 0.9f) * 0.8f;
            half = 0.74f - 0.22f * sineOfTurn(u / 2);
            amount = 0.095f * smoothRamp(20 * u + 0.3f) * smoothRamp((1 - u) / 0.15f);
        });
        // Shoulder blade: its inner border and its spine.
        const float inner = film.fromFront ? 9.8f : 13.2f;
        for (int k = 0; k < 12; ++k) { // a blade that is thickest along its edge
            const float t = float(k) / 11;
            canvas.blob(canvas.body, side * (inner + 1.6f + 1.5f * t * t), 2.5f + 11 * t, 1.9f - 0.6f * t, 1.9f,
                        0.017f);
        }
        canvas.stroke(canvas.body, side * (inner + 1), 2.6f, side * 19, 0.4f, 0.9f, 0.035f, PhantomCanvas::Blend::Add);
        canvas.blob(canvas.body, side * 19.3f, 2.2f, 2.9f, 2.9f, 0.10f); // head of the humerus
    }
}

void drawSpine(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    const float body = 2.25f; // height of a vertebra with its disc
    for (int row = 0; row < canvas.n; ++row) {
        const float y = canvas.yOf(row), middle = shape.midline(y) + 0.3f * film.obliquity;
        const float position = (y + 30) / body, within = position - float(int(position));
        const float bone = smoothRamp(within / 0.14f) * smoothRamp((1 - within) / 0.14f);
        const float thin = 1 - 0.55f * smoothRamp((y - film.patient.lungHeight + 2) / 6); // in the white of the belly
        const float air = smoothRamp((y + 9) / 3) * smoothRamp((8.6f - y) / 1.5f);        // trachea
        for (int column = canvas.columnOf(middle - 3), end = canvas.columnOf(middle + 3); column <= end; ++column) {
            const float x = canvas.xOf(column) - middle, half = 1.75f;
            const float wide = smoothRamp((half - std::fabs(x)) / 0.5f + 0.5f);
            const float pedicle = clamped(1 - ((std::fabs(x) - 1.15f) * (std::fabs(x) - 1.15f) +
                                               (within - 0.3f) * (within - 0.3f) * body * body) /
                                                  0.12f,
                                          0, 1);
            const float process =
                clamped(1 - (x * x * 4 + (within - 0.75f) * (within - 0.75f) * body * body) / 0.25f, 0, 1);
            float& value = canvas.body[canvas.at(row, column)];
            value += (wide * (0.012f + 0.020f * bone) + 0.022f * (pedicle + process)) * thin;
            const float u = (canvas.xOf(column) - shape.midline(y) + 0.35f * film.obliquity) / 0.85f;
            value -= 0.085f * air * smoothRamp(1.6f * (1 - u * u));
        }
    }
}

// Arteries and veins: trees from the hila, thinner from branch to branch.
struct VesselPen {
    PhantomCanvas& canvas;
    PhantomRandom random;
    float strength;

    void grow(float x, float y, float turn, float width, float length) {
        const float step = std::max(0.28f, width * 1.2f);
        float travelled = 0;
        const float bend = 0.0025f * random.normal();
        while (travelled < length && width > 0.035f) {
            turn += 0.016f * random.normal() + bend;
            const float nx = x + step * cosineOfTurn(turn), ny = y + step * sineOfTurn(turn);
            canvas.stroke(canvas.vessel, x, y, nx, ny, width,
                          strength * clamped(0.05f + 0.30f * width, 0.04f, 0.16f) * (width < 0.15f ? 1.25f : 1));
            x = nx;
            y = ny;
            travelled += step;
            width *= 1 - 0.045f * step / 0.28f;
            if (random.chance(0.14f) && width > 0.06f)
                grow(x, y, turn + random.sign() * random.uniform(0.06f, 0.15f), width * 0.72f,
                     (length - travelled) * 0.85f);
        }
    }
};

void drawVessels(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    VesselPen pen{canvas, PhantomRandom::stream(film.patient.seed, 23), film.vesselStrength};
    for (int side : {-1, 1}) {
        const float y = shape.hilumY(side),
                    x = shape.midline(y) + float(side) * (3.7f + 0.4f * film.obliquity * float(side));
        canvas.blob(canvas.vessel, x, y + 0.6f, 1.6f, 3.0f, 0.19f * film.vesselStrength, PhantomCanvas::Blend::Max);
        const int branches = 11;
        for (int branch = 0; branch < branches; ++branch) {
            // From straight up over sideways to straight down, crowded towards the base.
            const float fan = (float(branch) + pen.random.uniform(-0.3f, 0.3f)) / float(branches - 1);
            const float toSide = -0.22f + 0.45f * fan; // turns from sideways; 0.25 is down
            const float turn = side > 0 ? toSide : 0.5f - toSide;
            pen.grow(x, y + (fan - 0.4f) * 2.4f, turn,
                     film.vesselWidth * pen.random.uniform(0.20f, 0.36f) * (0.8f + 0.4f * fan),
                     pen.random.uniform(9, 13) * (0.85f + 0.35f * fan));
        }
    }
    for (size_t i = 0; i < canvas.vessel.size(); ++i)
        canvas.vessel[i] *= canvas.lung[i];
}

} // namespace

void drawChest(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    PhantomRandom random = PhantomRandom::stream(film.seed, 24);
    canvas.addNoise(canvas.cloud, random.next(), 2.1f, 0.62f);
    canvas.addNoise(canvas.cloud, random.next(), 0.8f, 0.38f);
    drawBody(canvas, shape, film);
    drawLungs(canvas, shape, film);
    drawRibs(canvas, shape, film);
    drawSpine(canvas, shape, film);
    drawShoulderGirdle(canvas, film);
    drawVessels(canvas, shape, film);
}

} // namespace roentgen::datasets
