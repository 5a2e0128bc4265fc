#include "engine/datasets/phantom_signs.h"

#include <algorithm>
#include <cmath>

namespace roentgen::datasets {

namespace {

struct Drawing {
    PhantomCanvas& canvas;
    const PhantomShape& shape;
    const PhantomFilmSetup& film;
    const PhantomSign& sign;
    PhantomRandom random;

    float x(float across, float y) const { return shape.midline(y) + float(sign.side) * across; }
};

// A box that grows over what is drawn, then gets a radiologist's margin.
class BoxOf {
public:
    void add(float x, float y) {
        m_left = std::min(m_left, x);
        m_right = std::max(m_right, x);
        m_top = std::min(m_top, y);
        m_bottom = std::max(m_bottom, y);
    }
    std::optional<PhantomBox> with(const std::string& finding, float margin) const {
        if (m_left > m_right)
            return std::nullopt;
        return PhantomBox{finding, m_left - margin, m_top - margin, m_right + margin, m_bottom + margin};
    }

private:
    float m_left = 1e9f, m_top = 1e9f, m_right = -1e9f, m_bottom = -1e9f;
};

struct Place {
    float x, y;
};

// Somewhere in the lung of the sign's side between two heights, margin cm off its edges.
Place placeInLung(Drawing& d, float top, float bottom, float margin) {
    const float middle = d.film.diaphragm[d.sign.side < 0 ? 0 : 1] * 0.55f;
    Place place{d.x(8.5f, middle), middle};
    for (int attempt = 0; attempt < 60; ++attempt) {
        const float y = d.random.uniform(top, bottom), x = d.x(d.random.uniform(2, 14), y);
        if (d.shape.inLung(x, y, margin))
            return {x, y};
    }
    return place;
}

void raise(float& value, float to) {
    value = std::max(value, to);
}

std::optional<PhantomBox> drawNodule(Drawing& d) {
    const float radius = 0.75f + 0.55f * d.sign.severity; // 15…26 mm across
    const Place c = placeInLung(d, 3, 19, radius + 0.4f);
    const float amount = d.random.uniform(0.62f, 0.8f), stretch = d.random.uniform(0.9f, 1.1f);
    d.canvas.forEach(c.x - 2, c.y - 2, c.x + 2, c.y + 2, [&](size_t i, float x, float y) {
        const float u = (x - c.x) * stretch, v = (y - c.y) / stretch;
        const float r = std::sqrt(u * u + v * v) / radius + 0.16f * (d.canvas.cloud[i] - 0.5f);
        raise(d.canvas.opacity[i], amount * smoothRamp((1.08f - r) / 0.30f));
    });
    const float half = radius + 0.25f;
    return PhantomBox{"Nodule", c.x - half, c.y - half, c.x + half, c.y + half};
}

std::optional<PhantomBox> drawMass(Drawing& d) {
    const float radius = 1.8f + 1.0f * d.sign.severity; // 36…56 mm
    const Place c = placeInLung(d, 4, 18, radius * 0.75f);
    const float amount = d.random.uniform(0.58f, 0.74f);
    const float lobes[3] = {d.random.uniform(), d.random.uniform(), d.random.uniform()};
    d.canvas.forEach(c.x - 4.4f, c.y - 4.4f, c.x + 4.4f, c.y + 4.4f, [&](size_t i, float x, float y) {
        float nearest = 1e9f;
        for (int lobe = 0; lobe < 3; ++lobe) { // three overlapping lobes
            const float turn = lobes[lobe] + float(lobe) / 3;
            const float u = x - c.x - 0.42f * radius * cosineOfTurn(turn);
            const float v = y - c.y - 0.42f * radius * sineOfTurn(turn);
            nearest = std::min(nearest, (u * u + v * v) / (0.46f * radius * radius));
        }
        const float r = std::sqrt(nearest) + 0.4f * (d.canvas.cloud[i] - 0.5f);
        raise(d.canvas.opacity[i], amount * smoothRamp((1.14f - r) / 0.45f));
    });
    for (int i = 0; i < 9; ++i) { // spicules
        const float turn = d.random.uniform(), from = 0.8f * radius, to = radius * d.random.uniform(1.15f, 1.5f);
        d.canvas.stroke(d.canvas.opacity, c.x + from * cosineOfTurn(turn), c.y + from * sineOfTurn(turn),
                        c.x + to * cosineOfTurn(turn), c.y + to * sineOfTurn(turn), 0.09f, 0.4f);
    }
    const float half = 1.25f * radius + 0.3f;
    return PhantomBox{"Mass", c.x - half, c.y - half, c.x + half, c.y + half};
}

// A plate of collapsed lung low in the lung, nearly level; the dome below it stands higher (deform).
std::optional<PhantomBox> drawAtelectasis(Drawing& d) {
    const float dome = d.film.diaphragm[d.sign.side < 0 ? 0 : 1];
    const float length = 5.5f + 3.5f * d.sign.severity, thick = d.random.uniform(0.28f, 0.5f);
    const float y0 = dome - d.random.uniform(1.6f, 6), tilt = d.random.uniform(-0.28f, 0.12f);
    const float bend = d.random.uniform(-0.5f, 0.5f);
    const float start = clamped(d.shape.medial(y0, d.sign.side) + d.random.uniform(0.2f, 2), 2, 9);
    const float end = std::min(start + length, d.shape.outer(y0) - 0.2f);
    BoxOf box;
    float lastX = 0, lastY = 0;
    for (int i = 0; i <= 24; ++i) {
        const float t = float(i) / 24;
        const float y = y0 + tilt * t * length + bend * 4 * t * (1 - t), x = d.x(start + (end - start) * t, y);
        const float width = thick * (0.55f + 0.45f * sineOfTurn(t / 2));
        if (i > 0)
            d.canvas.stroke(d.canvas.opacity, lastX, lastY, x, y, width, 0.82f);
        lastX = x;
        lastY = y;
        box.add(x, y - thick);
        box.add(x, y + thick);
    }
    return box.with("Atelectasis", 0.4f);
}

// Fluid that hides the costophrenic angle; its upper edge climbs along the chest wall (meniscus).
std::optional<PhantomBox> drawEffusion(Drawing& d) {
    const float height = 4.2f + 7.5f * d.sign.severity;
    const float floor = d.shape.sulcus(d.sign.side), wall = d.film.patient.halfWidth;
    const float soft = 0.35f;
    BoxOf box;
    d.canvas.forEach(-15.6f, floor - height - 1, 15.6f, floor + 3, [&](size_t i, float x, float y) {
        const float across = float(d.sign.side) * (x - d.shape.midline(y));
        if (across < 0 || d.canvas.lung[i] < 0.02f)
            return;
        const float u = clamped(across / wall, 0, 1);
        const float surface = floor - height * (0.60f + 0.40f * u * u * u * u);
        const float wet = smoothRamp((y - surface) / soft + 0.5f);
        raise(d.canvas.opacity[i], 0.94f * wet);
        if (wet > 0.5f && d.canvas.lung[i] > 0.15f)
            box.add(x, y);
    });
    return box.with("Effusion", 0.9f);
}

// The visceral pleura as a thin line along the apex; no vessels between it and the ribs.
std::optional<PhantomBox> drawPneumothorax(Drawing& d) {
    float length = 5.6f + 1.6f * d.sign.severity;
    const float gap = 1.7f + 1.3f * d.sign.severity;
    const float top = 0.25f, strength = d.random.uniform(0.6f, 0.75f);
    const float most = 0.041f * d.film.fieldCm * d.film.fieldCm; // a small finding: its box stays below 5 % of the film
    while ((d.shape.outer(length) - 2.6f) * (length + 0.4f) > most)
        length -= 0.2f;
    const auto lineAt = [&](float y) { // |x| of the visceral pleura
        const float s = clamped((y - top) / length, 0, 1);
        const float apex = clamped((y - gap) / 3.5f, 0, 1);
        const float free = d.shape.outer(y) - gap * (1 - s * s);
        return 3.2f + (free - 3.2f) * std::sqrt(apex * (2 - apex));
    };
    d.canvas.forEach(-15, -0.6f, 15, top + length, [&](size_t i, float x, float y) {
        const float across = float(d.sign.side) * (x - d.shape.midline(y));
        if (across < 1.5f || d.canvas.lung[i] < 0.02f)
            return;
        const float beyond = y < gap ? 1.f : smoothRamp((across - lineAt(y)) / 0.1f + 0.5f);
        d.canvas.vessel[i] *= 1 - beyond;
        d.canvas.air[i] *= 1 + 0.17f * beyond;
    });
    BoxOf box;
    float lastX = 0, lastY = 0;
    for (int i = 0; i <= 40; ++i) {
        const float y = gap + (top + length - gap) * float(i) / 40, x = d.x(lineAt(y), y);
        if (i > 0)
            d.canvas.stroke(d.canvas.opacity, lastX, lastY, x, y, 0.14f, strength);
        lastX = x;
        lastY = y;
        box.add(x, y);
    }
    box.add(d.x(d.shape.outer(top + 0.6f * length), top), top + 0.1f);
    return box.with("Pneumothorax", 0.3f);
}

// Alveoli filled: a fluffy opacity that hides the vessels and leaves the bronchi dark in it.
std::optional<PhantomBox> drawConsolidation(Drawing& d) {
    const float radius = 4.3f + 1.9f * d.sign.severity; // of a lobe
    const Place c = placeInLung(d, 5, 19.5f, 1.6f);
    const float flat = d.random.uniform(0.8f, 1.15f), amount = d.random.uniform(0.7f, 0.85f);
    BoxOf box;
    d.canvas.forEach(c.x - 9, c.y - 9, c.x + 9, c.y + 9, [&](size_t i, float x, float y) {
        if (d.canvas.lung[i] < 0.02f || (x - d.shape.midline(y)) * float(d.sign.side) < 0)
            return;
        const float u = (x - c.x) * flat, v = (y - c.y) / flat;
        const float r = std::sqrt(u * u + v * v) / radius + 0.9f * (d.canvas.cloud[i] - 0.5f);
        const float filled = smoothRamp((1.15f - r) / 0.75f);
        raise(d.canvas.opacity[i], amount * filled);
        if (filled > 0.5f)
            box.add(x, y);
    });
    const float hilumY = d.shape.hilumY(d.sign.side), hilumX = d.x(4, hilumY);
    const float length = std::max(0.5f, std::hypot(c.x - hilumX, c.y - hilumY));
    const float toX = (c.x - hilumX) / length, toY = (c.y - hilumY) / length;
    PhantomLayer bronchi(d.canvas.opacity.size());
    for (int branch = -1; branch <= 1; ++branch) { // air bronchograms fan out from the hilum
        const float spread = 0.55f * float(branch), bx = c.x - toX * radius * 0.5f, by = c.y - toY * radius * 0.5f;
        d.canvas.stroke(bronchi, bx, by, bx + radius * (toX - spread * toY), by + radius * (toY + spread * toX), 0.14f,
                        0.38f);
    }
    d.canvas.forEach(c.x - 9, c.y - 9, c.x + 9, c.y + 9,
                     [&](size_t i, float, float) { d.canvas.opacity[i] *= 1 - bronchi[i]; });
    return box.with("Consolidation", 0.5f);
}

// Haze around both hila like a bat's wings, and short level lines at the lower walls (Kerley B).
std::optional<PhantomBox> drawEdema(Drawing& d) {
    const float haze = 0.30f + 0.22f * d.sign.severity;
    for (int side : {-1, 1}) {
        const float cy = d.shape.hilumY(side) + 2.2f, cx = d.shape.midline(cy) + float(side) * 5.2f;
        d.canvas.forEach(cx - 7, cy - 8.5f, cx + 7, cy + 8.5f, [&](size_t i, float x, float y) {
            const float u = (x - cx) / 7, v = (y - cy) / 8.5f, inside = 1 - u * u - v * v;
            if (inside > 0)
                d.canvas.opacity[i] = 1 - (1 - d.canvas.opacity[i]) * (1 - haze * smoothRamp(1.5f * inside) *
                                                                               (0.45f + 1.1f * d.canvas.cloud[i]));
        });
        for (int line = 0; line < 7; ++line) {
            const float y = d.shape.sulcus(side) - 3.2f - 0.85f * float(line) - d.random.uniform(0, 0.3f);
            const float wall = d.shape.outer(y) - 0.25f, length = d.random.uniform(1.2f, 2.1f);
            const float x = d.shape.midline(y) + float(side) * wall;
            d.canvas.stroke(d.canvas.opacity, x, y, x - float(side) * length, y + d.random.uniform(-0.1f, 0.15f), 0.08f,
                            0.5f);
        }
    }
    return std::nullopt;
}

// The domes are flat and the air darker (deform); a few bullae with thin walls.
std::optional<PhantomBox> drawEmphysema(Drawing& d) {
    const int bullae = 2 + int(3 * d.sign.severity);
    for (int i = 0; i < bullae; ++i) {
        const float y = d.random.uniform(2, 9), across = d.random.uniform(5, 10), radius = d.random.uniform(0.8f, 1.7f);
        const float x = d.shape.midline(y) + d.random.sign() * across;
        if (!d.shape.inLung(x, y, radius * 0.7f))
            continue;
        d.canvas.forEach(x - 2, y - 2, x + 2, y + 2, [&](size_t at, float px, float py) {
            const float r = std::sqrt((px - x) * (px - x) + (py - y) * (py - y)) / radius;
            const float inside = smoothRamp((1 - r) / 0.2f);
            d.canvas.vessel[at] *= 1 - inside;
            d.canvas.air[at] *= 1 + 0.08f * inside;
            raise(d.canvas.opacity[at], 0.22f * clamped(1 - std::fabs(r - 1) * radius / 0.12f, 0, 1));
        });
    }
    return std::nullopt;
}

// A net of fine lines low and at the edge of both lungs, with small rings (honeycombing).
std::optional<PhantomBox> drawFibrosis(Drawing& d) {
    const int lines = 170 + int(130 * d.sign.severity);
    for (int i = 0; i < lines; ++i) {
        const int side = i % 2 ? 1 : -1;
        const float y = d.random.uniform(11, 24.5f), depth = 4.2f * d.random.uniform() * d.random.uniform();
        const float x = d.shape.midline(y) + float(side) * (d.shape.outer(y) - 0.2f - depth);
        const float turn = d.random.uniform(), length = d.random.uniform(0.35f, 1.1f);
        const float amount = d.random.uniform(0.45f, 0.7f);
        if (i % 9 == 0) { // a ring of six strokes
            const float radius = d.random.uniform(0.28f, 0.5f);
            for (int k = 0; k < 6; ++k)
                d.canvas.stroke(d.canvas.opacity, x + radius * cosineOfTurn(float(k) / 6),
                                y + radius * sineOfTurn(float(k) / 6), x + radius * cosineOfTurn(float(k + 1) / 6),
                                y + radius * sineOfTurn(float(k + 1) / 6), 0.10f, amount);
        } else {
            d.canvas.stroke(d.canvas.opacity, x, y, x + length * cosineOfTurn(turn), y + length * sineOfTurn(turn),
                            0.12f, amount);
        }
    }
    return std::nullopt;
}

// A band of soft tissue between ribs and lung along the side wall.
std::optional<PhantomBox> drawPleuralThickening(Drawing& d) {
    const float length = 5 + 3.5f * d.sign.severity, thick = 0.9f + 0.7f * d.sign.severity;
    const float top = d.random.uniform(5, 17.5f - length * 0.6f);
    BoxOf box;
    d.canvas.forEach(-15.6f, top, 15.6f, top + length, [&](size_t i, float x, float y) {
        const float across = float(d.sign.side) * (x - d.shape.midline(y));
        if (across < 2)
            return;
        const float t = (y - top) / length,
                    bulge = thick * (0.25f + 0.75f * smoothRamp(4 * t * (1 - t))) * (0.7f + 0.6f * d.canvas.cloud[i]);
        const float depth = d.shape.outer(y) - across;
        const float inside = smoothRamp((bulge - depth) / 0.18f + 0.5f);
        raise(d.canvas.opacity[i], 0.85f * inside);
        if (inside > 0.5f && depth > -0.2f)
            box.add(x, y);
    });
    return box.with("Pleural_Thickening", 0.5f);
}

// Stomach above the diaphragm: a round wall behind the heart, air over fluid with a level.
std::optional<PhantomBox> drawHernia(Drawing& d) {
    const float radius = 1.9f + 1.0f * d.sign.severity;
    const float cx = d.random.uniform(-1.2f, 3.2f),
                cy = d.film.diaphragm[1] - d.random.uniform(0.2f, 2) - 0.45f * radius;
    const float level = cy + d.random.uniform(-0.35f, 0.35f) * radius;
    d.canvas.forEach(cx - 3.6f, cy - 3.6f, cx + 3.6f, cy + 3.6f, [&](size_t i, float x, float y) {
        const float u = x - cx, v = (y - cy) * 1.08f, r = std::sqrt(u * u + v * v) / radius;
        const float inside = smoothRamp((1 - r) / 0.12f);
        const float gas = inside * smoothRamp((level - y) / 0.12f + 0.5f);
        d.canvas.body[i] += 0.05f * inside - 0.16f * gas;
        d.canvas.body[i] += 0.055f * clamped(1 - std::fabs(r - 1) * radius / 0.16f, 0, 1);
        d.canvas.opacity[i] += (1 - d.canvas.opacity[i]) * 0.8f * inside;
    });
    const float half = radius + 0.35f;
    return PhantomBox{"Hernia", cx - half, cy - half, cx + half, cy + half};
}

std::optional<PhantomBox> heartBox(const Drawing& d) {
    float left = 0, right = 0;
    for (float y = d.shape.heartTop(); y < d.shape.heartBottom(); y += 0.25f) {
        left = std::max(left, d.shape.heartEdge(y, -1) - d.shape.midline(y));
        right = std::max(right, d.shape.heartEdge(y, 1) + d.shape.midline(y));
    }
    return PhantomBox{"Cardiomegaly", -left - 0.4f, d.shape.heartTop() + 0.8f, right + 0.4f,
                      d.shape.heartBottom() - 0.6f};
}

} // namespace

std::optional<PhantomBox> drawSign(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film,
                                   const PhantomSign& sign) {
    using Draw = std::optional<PhantomBox> (*)(Drawing&);
    struct DrawOf {
        const char* finding;
        Draw draw;
    };
    static constexpr DrawOf draws[] = {{"Atelectasis", drawAtelectasis},
                                       {"Effusion", drawEffusion},
                                       {"Mass", drawMass},
                                       {"Nodule", drawNodule},
                                       {"Edema", drawEdema},
                                       {"Consolidation", drawConsolidation},
                                       {"Emphysema", drawEmphysema},
                                       {"Fibrosis", drawFibrosis},
                                       {"Pleural_Thickening", drawPleuralThickening},
                                       {"Hernia", drawHernia},
                                       {"Pneumothorax", drawPneumothorax}};
    Drawing drawing{canvas, shape, film, sign, PhantomRandom::stream(sign.seed, 11)};
    if (sign.finding == "Cardiomegaly")
        return heartBox(drawing);
    for (const DrawOf& entry : draws)
        if (sign.finding == entry.finding)
            return entry.draw(drawing);
    return std::nullopt;
}

} // namespace roentgen::datasets
