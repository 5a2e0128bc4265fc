// One whole phantom film: chest, confounders, findings, projection, exposure.
#pragma once

#include "engine/datasets/phantom_canvas.h"
#include "engine/datasets/phantom_findings.h"
#include "engine/imaging/grey_image.h"

namespace roentgen::datasets {

// What is on films without being one of the findings: soft shadows, nipples, granulomas, folds, electrodes, tubes.
void drawConfounders(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film);

struct PhantomFilm {
    imaging::GreyImage image;      // size × size, 8 bit
    std::vector<PhantomBox> boxes; // in pixels of NIH's 1024-pixel frame, within it
};
PhantomFilm renderFilm(PhantomFilmSetup film, const std::vector<PhantomSign>& signs, int size);

} // namespace roentgen::datasets
