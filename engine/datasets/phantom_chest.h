// The healthy chest on the canvas.
#pragma once

#include "engine/datasets/phantom_anatomy.h"
#include "engine/datasets/phantom_canvas.h"

namespace roentgen::datasets {

// Body, lungs, bones, vessels of the setup onto an empty canvas.
void drawChest(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film);

} // namespace roentgen::datasets
