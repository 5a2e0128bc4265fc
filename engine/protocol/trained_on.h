// What films a model was trained on, as its weights keep it, so that a film of another kind is told from them.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace roentgen {

// How a prepared film looks, in a few figures.
struct FilmLook {
    static constexpr int Side = 16;          // of the layout
    double mean = 0, deviation = 0;          // of its grey values in 0…1
    double black = 0;                        // share of its pixels below a tenth of white
    double tones = 0;                        // entropy of its histogram of 32 steps: 0 bits of a single tone, at most 5
    std::array<float, Side * Side> layout{}; // the film on 16 × 16 cells, with mean 0 and deviation 1
};

// Of one figure over the training films: the 1st, 50th and 99th percentile.
struct Percentiles {
    double low = 0, middle = 0, high = 0;
};

struct TrainedOn {
    int64_t films = 0;    // of the training part
    int64_t measured = 0; // of them, evenly chosen: what follows is of these
    // Value → films that have it; films that say nothing are not counted. Upper case, as the file or the table has it.
    std::map<std::string, int64_t> modalities, bodyParts, views;
    Percentiles shortSide, shape; // pixels; columns over rows. 0 where no film tells its size (records)
    Percentiles mean, deviation, black, tones;
    std::vector<float> layout; // [FilmLook::Side²] the mean of the films' layouts; empty: too few films to tell
    Percentiles agreement;     // of the films with it: alike() below
};

// Pearson's correlation of two layouts, -1…1; 0 where one of them is even.
double alike(const float* layout, const float* other);

} // namespace roentgen
