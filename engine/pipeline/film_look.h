// Measures prepared films: one by one, and what many have in common.
#pragma once

#include "engine/protocol/trained_on.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::pipeline {

// pixels: a prepared image, [storedSize²] of 8 bits.
FilmLook lookOf(const uint8_t* pixels, int storedSize);

// What a film's file says of itself, with what its data set's table adds; "" and 0 where nothing does.
struct FilmTags {
    std::string modality, bodyPart, view; // as they stand
    int rows = 0, columns = 0;
};
// As TrainedOn counts them; ASCII alone.
std::string upperCase(std::string text);
// Of an image file, or FILE:NUMBER for a film in a record file (whose pixels have another size than the film had: 0).
// All empty where the file cannot be read.
FilmTags tagsOf(const std::string& path);

struct MeasuredFilm {
    FilmTags tags;
    FilmLook look;
};
// films: of the training part, of which these were measured. Fewer than FewestFilms have no statistics, only tags.
inline constexpr size_t FewestFilms = 20;
TrainedOn summariseFilms(int64_t films, const std::vector<MeasuredFilm>& measured);

} // namespace roentgen::pipeline
