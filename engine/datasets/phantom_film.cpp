#include "engine/datasets/phantom_film.h"

#include "engine/datasets/phantom_chest.h"
#include "engine/datasets/phantom_signs.h"
#include "engine/imaging/image_file.h"
#include "engine/imaging/resize_area.h"

#include <algorithm>
#include <cmath>

namespace roentgen::datasets {

namespace {

// From film to chest: rotation about the film's middle, field of view, shift.
class Projection {
public:
    explicit Projection(const PhantomFilmSetup& film)
        : m_cosine(cosineOfTurn(film.turn))
        , m_sine(sineOfTurn(film.turn))
        , m_field(film.fieldCm)
        , m_x(film.shiftX)
        , m_y(12.4f + film.shiftY) {}
    // u, v: 0…1 over the film.
    void toChest(float u, float v, float& x, float& y) const {
        const float a = (u - 0.5f) * m_field, b = (v - 0.5f) * m_field;
        x = m_x + a * m_cosine - b * m_sine;
        y = m_y + a * m_sine + b * m_cosine;
    }
    void toFilm(float x, float y, float& u, float& v) const {
        const float a = x - m_x, b = y - m_y;
        u = 0.5f + (a * m_cosine + b * m_sine) / m_field;
        v = 0.5f + (b * m_cosine - a * m_sine) / m_field;
    }

private:
    float m_cosine, m_sine, m_field, m_x, m_y;
};

// Middle of each edge and the corners, turned with the film: the upright box around the turned one, less the excess
// that a turned rectangle's corners add.
bool boxOnFilm(const PhantomBox& box, const Projection& projection, PhantomBox& out) {
    const float xs[2] = {box.left, box.right}, ys[2] = {box.top, box.bottom};
    const float cx = 0.5f * (box.left + box.right), cy = 0.5f * (box.top + box.bottom);
    float u[4], v[4];
    for (size_t i = 0; i < 2; ++i) {
        projection.toFilm(xs[i], cy, u[i], v[i]);
        projection.toFilm(cx, ys[i], u[i + 2], v[i + 2]);
    }
    out.finding = box.finding;
    out.left = clamped(*std::min_element(u, u + 4) * 1024, 0, 1023);
    out.right = clamped(*std::max_element(u, u + 4) * 1024, 0, 1024);
    out.top = clamped(*std::min_element(v, v + 4) * 1024, 0, 1023);
    out.bottom = clamped(*std::max_element(v, v + 4) * 1024, 0, 1024);
    return out.right - out.left > 4 && out.bottom - out.top > 4;
}

// All layers to one, in place of the body.
void compose(PhantomCanvas& canvas, const PhantomFilmSetup& film) {
    PhantomRandom random = PhantomRandom::stream(film.seed, 31);
    PhantomLayer& out = canvas.body;
    for (size_t i = 0; i < out.size(); ++i)
        out[i] += (canvas.vessel[i] - canvas.air[i] * (1.09f - 0.18f * canvas.cloud[i])) * (1 - canvas.opacity[i]);
    canvas.addNoise(out, random.next(), 0.45f, 0.016f); // lung and muscle are never even
    for (float& value : out)
        value += film.noise * random.normal();
}

// Gain, offset, then Schlick's bias curve (Graphics Gems IV) in 4096 steps.
std::vector<uint8_t> exposureCurve(const PhantomFilmSetup& film) {
    std::vector<uint8_t> curve(4096);
    const float k = 1 / film.bias - 2;
    for (size_t i = 0; i < curve.size(); ++i) {
        const float value = clamped((float(i) / 4095 * 1.25f - 0.5f) * film.gain + 0.5f + film.offset, 0, 1);
        const float biased = value / (k * (1 - value) + 1);
        curve[i] = uint8_t(biased * 250 + 3);
    }
    return curve;
}

// "L" beside the patient's left shoulder, as a lead letter.
void drawMarker(PhantomCanvas& canvas, const PhantomFilmSetup& film, const Projection& projection) {
    PhantomRandom random = PhantomRandom::stream(film.seed, 32);
    float x, y;
    projection.toChest(random.uniform(0.87f, 0.94f), random.uniform(0.05f, 0.12f), x, y);
    const float height = random.uniform(0.8f, 1.2f), thick = 0.13f;
    const float upX = -0.12f * random.normal();
    canvas.stroke(canvas.body, x + upX, y - height, x, y, thick, 1.15f, PhantomCanvas::Blend::Max);
    canvas.stroke(canvas.body, x, y, x + 0.6f * height, y, thick, 1.15f, PhantomCanvas::Blend::Max);
}

imaging::GreyImage project(const PhantomCanvas& canvas, const PhantomFilmSetup& film, const Projection& projection,
                           int size) {
    imaging::GreyImage image;
    image.rows = image.columns = size;
    image.bytes.resize(image.pixelCount());
    const std::vector<uint8_t> curve = exposureCurve(film);
    float x0, y0, x1, y1;
    projection.toChest(0, 0, x0, y0);
    projection.toChest(1, 0, x1, y1);
    const float stepX = (x1 - x0) / float(size) / canvas.cm, stepY = (y1 - y0) / float(size) / canvas.cm;
    const float last = float(canvas.n) - 1.001f;
    for (int row = 0; row < size; ++row) {
        projection.toChest(0.5f / float(size), (float(row) + 0.5f) / float(size), x0, y0);
        const float baseX = (x0 - canvasLeft) / canvas.cm - 0.5f, baseY = (y0 - canvasTop) / canvas.cm - 0.5f;
        for (int column = 0; column < size; ++column) {
            const float px = clamped(baseX + stepX * float(column), 0, last);
            const float py = clamped(baseY + stepY * float(column), 0, last);
            const int c = int(px), r = int(py);
            const float fx = px - float(c), fy = py - float(r);
            const float* upper = &canvas.body[canvas.at(r, c)];
            const float* lower = upper + canvas.n;
            const float top = upper[0] + (upper[1] - upper[0]) * fx, below = lower[0] + (lower[1] - lower[0]) * fx;
            const float value = clamped((top + (below - top) * fy) * (4095 / 1.25f), 0, 4095);
            image.bytes[size_t(row) * size_t(size) + size_t(column)] = curve[size_t(value)];
        }
    }
    return image;
}

} // namespace

void drawConfounders(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film) {
    PhantomRandom random = PhantomRandom::stream(film.seed, 33);
    const int shadows = 3 + random.below(6);
    for (int i = 0; i < shadows; ++i) // muscle, fat, bedding: wide and without an edge
        canvas.blob(canvas.body, random.uniform(-13, 13), random.uniform(0, 24), random.uniform(2.5f, 7.5f),
                    random.uniform(2.5f, 7.5f), 0.055f * random.normal());
    if (random.chance(0.22f)) // nipples
        for (float side : {-1.f, 1.f})
            canvas.blob(canvas.body, side * random.uniform(7.5f, 9.5f), random.uniform(16.5f, 18.5f), 0.7f, 0.7f,
                        0.045f);
    if (random.chance(0.6f)) { // gas in the stomach, under the dome of the film's right
        const float x = random.uniform(4, 8), y = film.diaphragm[1] + random.uniform(1.5f, 3);
        canvas.blob(canvas.body, x, y, random.uniform(1.5f, 3.5f), random.uniform(1.2f, 2.2f),
                    -random.uniform(0.05f, 0.18f));
    }
    for (int i = random.below(3); i > 0; --i) // what lies behind the heart differs from film to film
        canvas.blob(canvas.body, random.uniform(-2, 5), random.uniform(15, 23), random.uniform(1.5f, 3.5f),
                    random.uniform(1.5f, 3.5f), 0.05f * random.normal());
    for (int i = random.below(3); i > 0; --i) { // granulomas: small, dense, sharp
        const float x = random.uniform(-11, 11), y = random.uniform(3, 19);
        if (shape.inLung(x, y, 0.5f))
            canvas.blob(canvas.body, x, y, 0.24f, 0.24f, 0.30f);
    }
    if (random.chance(0.2f)) { // a fold of skin: an edge across the chest wall, with vessels on both sides of it
        const float side = random.sign(), top = random.uniform(4, 12), at = random.uniform(8, 12);
        canvas.stroke(canvas.body, side * at, top, side * (at + random.uniform(0.5f, 3)), top + random.uniform(4, 9),
                      0.3f, 0.035f, PhantomCanvas::Blend::Add);
    }
    if (!film.fromFront || !random.chance(0.6f))
        return;
    for (int lead = 0; lead < 3; ++lead) { // electrodes and their wires
        const float x = random.uniform(-12, 12), y = random.uniform(3, 20);
        canvas.stroke(canvas.body, x, y, x, y, 0.38f, 0.22f, PhantomCanvas::Blend::Add);
        float turn = random.uniform(0.1f, 0.4f), fromX = x, fromY = y; // downwards
        for (int piece = 0; piece < 24; ++piece) {
            turn += 0.012f * random.normal();
            const float toX = fromX + 0.6f * cosineOfTurn(turn), toY = fromY + 0.6f * sineOfTurn(turn);
            canvas.stroke(canvas.body, fromX, fromY, toX, toY, 0.05f, 0.16f, PhantomCanvas::Blend::Add);
            fromX = toX;
            fromY = toY;
        }
    }
}

PhantomFilm renderFilm(PhantomFilmSetup film, const std::vector<PhantomSign>& signs, int size) {
    for (const PhantomSign& sign : signs)
        deform(film, sign);
    const int drawn = std::max(size, 256); // fine lines need pixels; smaller films are shrunk from this
    PhantomCanvas canvas(int(float(drawn) * 1.16f));
    const PhantomShape shape(film);
    const Projection projection(film);
    drawChest(canvas, shape, film);
    drawConfounders(canvas, shape, film);
    PhantomFilm result;
    for (const PhantomSign& sign : signs) {
        const std::optional<PhantomBox> box = drawSign(canvas, shape, film, sign);
        PhantomBox onFilm;
        if (box && boxOnFilm(*box, projection, onFilm))
            result.boxes.push_back(onFilm);
    }
    compose(canvas, film);
    drawMarker(canvas, film, projection);
    result.image = project(canvas, film, projection, drawn);
    if (drawn != size)
        result.image = imaging::resizeArea(result.image, size, size);
    return result;
}

} // namespace roentgen::datasets
