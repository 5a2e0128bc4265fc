#include "widgets/chest_wall.h"

#include <algorithm>

namespace roentgen::widgets {
namespace {

constexpr double ClearlyBrighter = 1.25;
constexpr double Nothing = 0.06;     // of the brightest column
constexpr double MostPadding = 0.45; // of the film's width
constexpr int EnoughColumns = 600;   // finer says nothing more

// Mean brightness of every column of a coarse level above the darkest value of the film.
std::vector<double> columnBrightness(const PreparedFilm::Level& level, bool inverted) {
    const auto [low, high] = std::minmax_element(level.codes.begin(), level.codes.end());
    const double floor = inverted ? 65535 - *high : *low;
    std::vector<double> means(size_t(level.columns), 0.0);
    for (int r = 0; r < level.rows; ++r)
        for (int c = 0; c < level.columns; ++c) {
            const double code = level.codes[size_t(r) * size_t(level.columns) + size_t(c)];
            means[size_t(c)] += ((inverted ? 65535 - code : code) - floor) / level.rows;
        }
    return means;
}

double meanOf(const std::vector<double>& values, size_t begin, size_t end) {
    double sum = 0;
    for (size_t i = begin; i < end; ++i)
        sum += values[i];
    return sum / double(end - begin);
}

Side sideByPixels(const std::vector<double>& columns) {
    // By halves: a margin on the wall's side does not hide it.
    const size_t half = columns.size() / 2;
    if (half < 1)
        return Side::Middle;
    const double left = meanOf(columns, 0, half), right = meanOf(columns, columns.size() - half, columns.size());
    if (left > right * ClearlyBrighter)
        return Side::Left;
    return right > left * ClearlyBrighter ? Side::Right : Side::Middle;
}

} // namespace

ChestWall findChestWall(const PreparedFilm& film, const QString& patientOrientation) {
    size_t depth = 0;
    while (depth + 1 < film.levels().size() && film.levels()[depth].columns > EnoughColumns)
        ++depth;
    const std::vector<double> columns = columnBrightness(film.levels()[depth], film.film().inverted);

    ChestWall wall;
    const QString rowDirection = patientOrientation.section(QLatin1Char('\\'), 0, 0).trimmed();
    wall.side = rowDirection.startsWith(QLatin1Char('P'))   ? Side::Right
                : rowDirection.startsWith(QLatin1Char('A')) ? Side::Left
                                                            : sideByPixels(columns);
    if (wall.side == Side::Middle)
        return wall;
    const double nothing = *std::max_element(columns.begin(), columns.end()) * Nothing;
    const auto isNothing = [&](double mean) { return mean < nothing; };
    const auto empty = wall.side == Side::Left
                           ? std::find_if_not(columns.begin(), columns.end(), isNothing) - columns.begin()
                           : std::find_if_not(columns.rbegin(), columns.rend(), isNothing) - columns.rbegin();
    const double share = double(empty) / double(columns.size());
    if (empty > 0 && share < MostPadding)
        wall.padding = int(empty - 1) << depth; // a cell to spare: tissue is never cut
    return wall;
}

} // namespace roentgen::widgets
