// A whole file in memory, and the guard that every decoder asks before it takes memory for pixels.
#pragma once

#include "engine/protocol/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::imaging {

// Regular files up to 4 GiB; anything else (absent, a folder, a pipe) is a data error naming the path.
Result<std::vector<uint8_t>> readFileBytes(const std::string& path);
// The first bytes of the file, at most `limit`.
Result<std::vector<uint8_t>> readFileStart(const std::string& path, size_t limit);

uint64_t fileSize(const std::string& path); // 0 where it cannot be told

// Largest image that is decoded at all, in pixels of one frame: several times the largest mammogram.
constexpr uint64_t maximumPixels = 256ull << 20;

// Refuses sizes that no honest file of fileBytes can hold: deflate, the strongest of the codecs on noise-free films,
// reaches 1032:1; small files may claim up to 64 MiB on top.
Status checkImageSize(uint64_t rows, uint64_t columns, uint64_t bytesPerPixel, uint64_t fileBytes,
                      const std::string& path);

} // namespace roentgen::imaging
