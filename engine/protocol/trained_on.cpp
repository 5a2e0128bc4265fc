#include "engine/protocol/trained_on.h"

#include <cmath>

namespace roentgen {

double alike(const float* layout, const float* other) {
    constexpr int Cells = FilmLook::Side * FilmLook::Side;
    double sumA = 0, sumB = 0;
    for (int i = 0; i < Cells; ++i) {
        sumA += double(layout[i]);
        sumB += double(other[i]);
    }
    double aa = 0, bb = 0, ab = 0;
    for (int i = 0; i < Cells; ++i) {
        const double a = double(layout[i]) - sumA / Cells, b = double(other[i]) - sumB / Cells;
        aa += a * a;
        bb += b * b;
        ab += a * b;
    }
    return aa > 0 && bb > 0 ? ab / std::sqrt(aa * bb) : 0;
}

} // namespace roentgen
