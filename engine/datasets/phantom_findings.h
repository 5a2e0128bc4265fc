// Which findings a patient has on which film, and how each looks there.
#pragma once

#include "engine/datasets/phantom_anatomy.h"

#include <string>
#include <vector>

namespace roentgen::datasets {

struct PhantomSign {
    std::string finding;
    int side = 1;          // -1 the film's left, +1 its right
    float severity = 0.5f; // 0 slight … 1 marked
    uint64_t seed = 0;     // of its place and form: the same over a patient's films
};

// In the chest's coordinates.
struct PhantomBox {
    std::string finding;
    float left = 0, top = 0, right = 0, bottom = 0;
};

// The signs of each of a patient's films: they last over several films, grow, shrink, come and go.
std::vector<std::vector<PhantomSign>> drawFindings(const PhantomPatient& patient, int films,
                                                   const std::vector<std::string>& findings, float prevalence);

// What a finding does to the anatomy itself (a large heart, flat domes) before anything is drawn.
void deform(PhantomFilmSetup& film, const PhantomSign& sign);

} // namespace roentgen::datasets
