// How each finding looks on a frontal film. Sizes in cm; wording after Fleischner Society's glossary (Hansell 2008).
#pragma once

#include "engine/datasets/phantom_canvas.h"
#include "engine/datasets/phantom_findings.h"

#include <optional>

namespace roentgen::datasets {

// Draws the sign on the finished lungs; the box a radiologist would draw, none for diffuse findings.
std::optional<PhantomBox> drawSign(PhantomCanvas& canvas, const PhantomShape& shape, const PhantomFilmSetup& film,
                                   const PhantomSign& sign);

} // namespace roentgen::datasets
