// Films of known values for the tests of what draws them.
#pragma once

#include "widgets/prepared_film.h"

#include <cstring>
#include <functional>

namespace roentgen::widgets {

// value(row, column) as stored.
inline Film makeFilm(int rows, int columns, PixelType type, const std::function<int(int, int)>& value) {
    Film film;
    film.rows = rows;
    film.columns = columns;
    film.type = type;
    const size_t each = bytesPerPixel(type);
    film.bytes.resize(size_t(rows) * size_t(columns) * each);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const int stored = value(r, c);
            const uint16_t low = uint16_t(stored); // two's complement; little endian as this machine has it
            std::memcpy(film.bytes.data() + (size_t(r) * size_t(columns) + size_t(c)) * each, &low, each);
        }
    film.defaultWindow = type == PixelType::UInt8 ? FilmWindow{128, 256, {}} : FilmWindow{32768, 65536, {}};
    return film;
}

inline std::shared_ptr<const PreparedFilm> prepare(int rows, int columns, PixelType type,
                                                   const std::function<int(int, int)>& value) {
    return PreparedFilm::make(makeFilm(rows, columns, type, value));
}

// The same pseudo-random values everywhere.
inline int hashValue(int row, int column, int limit) {
    uint32_t x = uint32_t(row) * 73856093u ^ uint32_t(column) * 19349663u;
    x ^= x >> 13;
    x *= 0x85ebca6bu;
    x ^= x >> 16;
    return int(x % uint32_t(limit));
}

} // namespace roentgen::widgets
