// A prepared film as an example: which features Roentgen writes, and how it reads its own and others' sets.
#pragma once

#include "engine/records/tf_example.h"

#include <string>
#include <string_view>
#include <vector>

namespace roentgen::records {

// What a record says of its film beside the pixels. Feature names are these fields' names, unless noted.
struct FilmFacts {
    std::string path; // the image's name in its data set ("Image Index"); "" in others' sets
    std::string patient, split, modality, view, laterality; // "" where unknown
    std::vector<std::string> classes;
    std::vector<int64_t> labels; // a class each: 1, 0, unknownLabel or uncertainLabel; empty: the film has no label row
    int height = 0, width = 0;   // pixels
    int bits = 8;                // 8 or 16
    std::string patientRule = {}; // by what the patient is known; the feature patient_rule
};

// Of FilmFacts::labels: nothing is said of the class; it may be present or not.
inline constexpr int64_t unknownLabel = -1, uncertainLabel = -2;

// pixels: [height · width], top row first, 16 bits little-endian: the feature `image`. nullptr: the facts alone.
Result<std::string> writeFilm(const FilmFacts& facts, const uint8_t* pixels);

FilmFacts factsOf(const ExampleView& example);

struct FilmPixels {
    const uint8_t* data = nullptr; // into the record; 16 bits: not aligned
    int height = 0, width = 0, bits = 8;
};
// Without height and width the image is taken for a square, without bits for one of 8 bits: the set that
// skooch/ddsm-mammography publishes has its bytes alone. Data error: no image, a size that its bytes do not have.
Result<FilmPixels> pixelsOf(const ExampleView& example);

} // namespace roentgen::records
