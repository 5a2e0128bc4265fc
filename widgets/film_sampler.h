// Takes the part of a film that a view shows at the view's own resolution: area means when it is shrunk, bilinear or
// whole pixels when it is enlarged. Values stay 16-bit codes, so a change of window costs a table look-up only.
#pragma once

#include "widgets/prepared_film.h"

namespace roentgen::widgets {

enum class Interpolation { Bilinear, Nearest }; // when enlarged

// One axis: output pixel i covers [origin + i*step, origin + (i+1)*step) in film pixels. step < 0 mirrors.
struct SampleAxis {
    double origin = 0, step = 1;
    int count = 0;
};

// out: rows.count × columns.count codes, row-major. Film beyond its edge repeats the last pixel. Uses several threads.
void sampleFilm(const PreparedFilm& film, const SampleAxis& rows, const SampleAxis& columns,
                Interpolation interpolation, uint16_t* out);

} // namespace roentgen::widgets
