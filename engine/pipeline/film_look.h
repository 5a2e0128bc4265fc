// Measures prepared films: one by one, and what many have in common.
#pragma once

#include "engine/pipeline/film_tags.h"
#include "engine/protocol/trained_on.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::pipeline {

// pixels: a prepared image, [storedSize²] of 8 bits.
FilmLook lookOf(const uint8_t* pixels, int storedSize);

// As TrainedOn counts them; ASCII alone.
std::string upperCase(std::string text);

struct MeasuredFilm {
    FilmTags tags;
    FilmLook look;
};
// films: of the training part, of which these were measured. Fewer than FewestFilms have no statistics, only tags.
inline constexpr size_t FewestFilms = 20;
TrainedOn summariseFilms(int64_t films, const std::vector<MeasuredFilm>& measured);

} // namespace roentgen::pipeline
