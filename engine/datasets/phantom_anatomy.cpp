#include "engine/datasets/phantom_anatomy.h"

#include <algorithm>
#include <cmath>

namespace roentgen::datasets {

PhantomPatient makePatient(uint64_t seed, uint64_t number) {
    PhantomRandom random = PhantomRandom::stream(seed, number);
    PhantomPatient patient;
    patient.seed = random.next();
    patient.female = random.chance(0.45f);
    patient.age = int(clamped(52 + 16 * random.normal(), 18, 92));
    const float build = random.normal();
    patient.halfWidth = clamped((patient.female ? 12.7f : 13.9f) + 0.7f * build, 11.3f, 15.4f);
    patient.lungHeight = clamped((patient.female ? 20.6f : 22.4f) + 1.1f * random.normal(), 18, 25);
    patient.fat = clamped(1.3f + 0.8f * random.normal() + 0.4f * build, 0.3f, 4);
    patient.normalRatio = clamped(0.44f + 0.025f * random.normal(), 0.38f, 0.485f);
    patient.knob = random.uniform(0.4f, 1.2f) + (patient.age > 60 ? 0.3f : 0);
    patient.spineBend = 0.35f * random.normal();
    patient.ribSpacing = patient.lungHeight / random.uniform(9.3f, 10.4f);
    patient.ribSlope = random.uniform(0.7f, 1.25f);
    patient.breast = patient.female ? random.uniform(0.3f, 1) : random.chance(0.15f) ? 0.3f : 0;
    return patient;
}

PhantomFilmSetup makeFilmSetup(const PhantomPatient& patient, uint64_t visit) {
    PhantomRandom random = PhantomRandom::stream(patient.seed, visit, 1);
    PhantomFilmSetup film;
    film.patient = patient;
    film.seed = random.next();
    film.fromFront = random.chance(0.38f);
    const float breath = random.normal() * 0.7f - (film.fromFront ? 0.9f : 0);
    film.heartRatio = clamped(patient.normalRatio + (film.fromFront ? 0.02f : 0) - 0.006f * breath, 0.37f, 0.50f);
    film.diaphragm[0] = patient.lungHeight + breath + 0.55f * random.normal();
    film.diaphragm[1] = patient.lungHeight + 0.7f + breath + 0.65f * random.normal();
    film.domeHeight = random.uniform(0.75f, 1.2f);
    film.lucency = random.uniform(0.88f, 1.08f);
    film.vesselWidth = random.uniform(0.85f, 1.15f);
    film.vesselStrength = random.uniform(0.75f, 1.2f);
    film.turn = random.normal() * (film.fromFront ? 0.008f : 0.004f);
    film.fieldCm = clamped(36.5f + 1.6f * random.normal(), 33.5f, 40);
    film.shiftX = 0.7f * random.normal();
    film.shiftY = 0.8f * random.normal();
    film.obliquity = 0.35f * random.normal();
    film.gain = random.uniform(0.86f, 1.12f);
    film.offset = 0.03f * random.normal();
    film.bias = clamped(0.5f + 0.055f * random.normal(), 0.36f, 0.64f);
    film.noise = random.uniform(0.006f, 0.014f) * (film.fromFront ? 1.5f : 1);
    return film;
}

PhantomShape::PhantomShape(const PhantomFilmSetup& film)
    : m_film(film) {
    const float width = 2 * film.patient.halfWidth * film.heartRatio;
    m_right = 0.335f * width - film.obliquity; // the right atrium's share
    m_left = 0.665f * width + film.obliquity;
    m_heartLow[0] = film.diaphragm[0] - 0.4f; // it lies on both domes
    m_heartLow[1] = film.diaphragm[1] - 0.2f;
    m_heartTop = std::min(m_heartLow[0], m_heartLow[1]) - clamped(0.72f * width, 8, 12.5f);
}

float PhantomShape::outer(float y) const {
    const float s = clamped(y / (0.80f * m_film.patient.lungHeight), 0, 1);
    const float start = 4.4f;
    const float low = clamped((y - m_film.patient.lungHeight) / 8, 0, 1);
    return start + (m_film.patient.halfWidth - start) * std::sqrt(s * (2 - s)) - 0.7f * low * low;
}

float PhantomShape::medial(float y, int side) const {
    const float apex = clamped(1 - y / 5, 0, 1);
    float edge = (side < 0 ? 2.5f : 2.3f) + 2.5f * apex * apex;
    if (side > 0) { // aortic knob, then the pulmonary artery
        const float knob = 1 - (y - 6.6f) * (y - 6.6f) / 2.6f;
        const float artery = 1 - (y - 9.6f) * (y - 9.6f) / 3.5f;
        edge += knob > 0 ? 1.25f * m_film.patient.knob * knob : 0;
        edge += artery > 0 ? 0.6f * artery : 0;
    }
    edge += side * m_film.obliquity * 0.6f;
    return std::max(edge, heartEdge(y, side));
}

float PhantomShape::diaphragmAt(float x) const {
    const int side = x < 0 ? 0 : 1;
    const float across = std::fabs(x) - 6.2f;
    const float lateral = m_film.patient.halfWidth - 6.2f;
    const float u = across > 0 ? across / lateral : -across / 6.2f;
    const float drop = across > 0 ? 4.6f : 2.1f;
    return m_film.diaphragm[size_t(side)] + m_film.domeHeight * drop * u * u * (across > 0 ? 0.55f + 0.45f * u * u : 1);
}

float PhantomShape::sulcus(int side) const {
    return diaphragmAt(float(side) * (m_film.patient.halfWidth - 0.3f));
}

float PhantomShape::heartEdge(float y, int side) const {
    const float reach = side < 0 ? m_right : m_left;
    const float low = m_heartLow[side < 0 ? 0 : 1];
    const float widest = side < 0 ? low - 3.4f : low - 1.2f;
    if (y < m_heartTop || y > low + 3.6f)
        return 0;
    const float narrow = 2.2f;
    if (y < widest) {
        const float s = (y - m_heartTop) / (widest - m_heartTop);
        const float q = side < 0 ? 1 - (1 - s) * (1 - s) : 0.38f * smoothRamp(s) + 0.62f * (1 - (1 - s) * (1 - s));
        return narrow + (reach - narrow) * q;
    }
    const float s = (y - widest) / (low + 3.6f - widest);
    return reach * std::sqrt(std::max(0.f, 1 - s * s * (side < 0 ? 0.7f : 1)));
}

bool PhantomShape::inLung(float x, float y, float margin) const {
    const float across = std::fabs(x - midline(y));
    const int side = x < 0 ? -1 : 1;
    return y > margin + 1 && across < outer(y) - margin && across < outer(y - margin) - margin * 0.5f &&
           across > medial(y, side) + margin && y < diaphragmAt(x) - margin;
}

} // namespace roentgen::datasets
