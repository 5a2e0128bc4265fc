// The chest of one made-up patient and how it lies on one film. Lengths in cm; x from the midline, to the right of the
// film (the patient's left); y downwards from the apex of the lungs. side: -1 the film's left, +1 its right.
#pragma once

#include "engine/datasets/phantom_random.h"

#include <algorithm>
#include <array>
#include <string>

namespace roentgen::datasets {

// Stays the same over a patient's films.
struct PhantomPatient {
    uint64_t seed = 0;
    bool female = false;
    int age = 50;
    float halfWidth = 13.5f;   // of the thorax inside, at its widest
    float lungHeight = 22;     // apex to the right dome
    float fat = 1;             // between ribs and skin
    float normalRatio = 0.44f; // heart to thorax
    float knob = 1;            // size of the aortic knob
    float spineBend = 0;       // scoliosis
    float ribSpacing = 2.25f, ribSlope = 1;
    float breast = 0; // 0: none
};

// One film of that patient. The findings change it before it is drawn.
struct PhantomFilmSetup {
    PhantomPatient patient;
    uint64_t seed = 0;
    bool fromFront = false; // AP: magnified heart, lying patient, more noise
    float heartRatio = 0.44f;
    std::array<float, 2> diaphragm{22, 22.8f}; // y of the domes; film's left, right
    float domeHeight = 1;                      // 1 normal, 0 flat
    float lucency = 1;                         // of the air in the lungs
    float vesselWidth = 1, vesselStrength = 1;
    // Projection
    float turn = 0;     // of the whole film, in turns
    float fieldCm = 37; // side of the film
    float shiftX = 0, shiftY = 0;
    float obliquity = 0; // rotation about the long axis: mediastinum shifted, cm
    // Exposure
    float gain = 1, offset = 0, bias = 0.5f, noise = 0.012f;
};

PhantomPatient makePatient(uint64_t seed, uint64_t number);
PhantomFilmSetup makeFilmSetup(const PhantomPatient& patient, uint64_t visit);

// Edges of the lungs and the heart.
class PhantomShape {
public:
    explicit PhantomShape(const PhantomFilmSetup& film);

    float outer(float y) const;               // |x| of the lung's lateral edge
    float medial(float y, int side) const;    // |x| of the mediastinum's edge
    float diaphragmAt(float x) const;         // y
    float sulcus(int side) const;             // y of the costophrenic angle's floor
    float heartEdge(float y, int side) const; // |x|; 0 where there is no heart
    float midline(float y) const { return m_film.patient.spineBend * sineOfTurn(y / 50); }
    // Where a point lies in a lung, away from the heart and at least margin cm from the edges.
    bool inLung(float x, float y, float margin) const;
    float heartTop() const { return m_heartTop; }
    float heartBottom() const { return std::max(m_heartLow[0], m_heartLow[1]) + 3.2f; }
    float hilumY(int side) const { return side < 0 ? 10.2f : 9.4f; }

private:
    const PhantomFilmSetup& m_film;
    float m_left, m_right; // heart's greatest half widths on the film's right and left
    float m_heartTop;
    float m_heartLow[2]; // film's left, right
};

} // namespace roentgen::datasets
