// The image that every mode starts from: the whole film, area-shrunk to storedSize² and rounded to 8 bits.
#pragma once

#include "engine/imaging/grey_image.h"
#include "engine/pipeline/film_tags.h"
#include "engine/pipeline/reading_turns.h"
#include "engine/protocol/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::pipeline {

struct PreparedImage {
    std::vector<uint8_t> pixels;       // [storedSize²], top row first
    int filmRows = 0, filmColumns = 0; // of the file
    FilmTags tags;
    double readSeconds = 0, decodeSeconds = 0;
};
// path: an image file, or FILE:NUMBER for a film in a record file. turns: who reads at the same time; nullptr: anybody.
Result<PreparedImage> prepareFilm(const std::string& path, int storedSize, bool pad, ReadingTurns* turns = nullptr);
// Its pixels alone.
Result<std::vector<uint8_t>> prepareImage(const std::string& path, int storedSize, bool pad);
// The same of a film in memory, UInt8 or UInt16: [storedSize²] of its type.
std::vector<uint8_t> shrinkFilm(const imaging::GreyImage& film, int storedSize, bool pad);

// What the centre crop of the prepared image covers of the film: x0, y0, x1, y1 in fractions of its width and height,
// origin top left. With pad it reaches beyond the film (below 0, above 1) where the black borders are.
std::array<double, 4> centerCropArea(int filmRows, int filmColumns, int imageSize, int storedSize, bool pad);

} // namespace roentgen::pipeline
