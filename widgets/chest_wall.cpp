#include "widgets/chest_wall.h"

#include <algorithm>

namespace roentgen::widgets {
namespace {

constexpr double ClearlyBrighter = 1.25;

// Mean brightness of columns [begin, end) of a coarse level.
double brightness(const PreparedFilm::Level& level, int begin, int end, bool inverted) {
    double sum = 0;
    for (int r = 0; r < level.rows; ++r)
        for (int c = begin; c < end; ++c) {
            const double code = level.codes[size_t(r) * size_t(level.columns) + size_t(c)];
            sum += inverted ? 65535 - code : code;
        }
    return sum / std::max(1, level.rows * (end - begin));
}

} // namespace

Side chestWallSide(const PreparedFilm& film, const QString& patientOrientation) {
    const QString rowDirection = patientOrientation.section(QLatin1Char('\\'), 0, 0).trimmed();
    if (rowDirection.startsWith(QLatin1Char('P')))
        return Side::Right;
    if (rowDirection.startsWith(QLatin1Char('A')))
        return Side::Left;

    size_t depth = 0;
    while (depth + 1 < film.levels().size() && film.levels()[depth].columns > 128)
        ++depth;
    const PreparedFilm::Level& level = film.levels()[depth];
    const int third = level.columns / 3;
    if (third < 1)
        return Side::Middle;
    const auto [low, high] = std::minmax_element(level.codes.begin(), level.codes.end());
    const bool inverted = film.film().inverted;
    const double floor = inverted ? 65535 - *high : *low;
    const double left = brightness(level, 0, third, inverted) - floor;
    const double right = brightness(level, level.columns - third, level.columns, inverted) - floor;
    if (left > right * ClearlyBrighter)
        return Side::Left;
    if (right > left * ClearlyBrighter)
        return Side::Right;
    return Side::Middle;
}

} // namespace roentgen::widgets
