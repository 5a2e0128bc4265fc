// The rows of plain PNG files (not interlaced, 8 or 16 bits, no palette), inflated in one go by libdeflate: twice as
// fast as a streaming inflate, and most of what a film costs to read.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace roentgen::imaging {

struct PngShape {
    uint32_t rows = 0, columns = 0;
    int channels = 1;      // 1…4
    int bitsPerSample = 8; // 8 or 16
};

// Row-major samples, 16-bit ones in native byte order. nullopt where anything is out of the ordinary (a checksum, a
// length, an unknown filter): libspng then says what, or reads it after all.
// The caller has checked the size.
std::optional<std::vector<uint8_t>> readPngRows(const std::vector<uint8_t>& file, const PngShape& shape);

} // namespace roentgen::imaging
