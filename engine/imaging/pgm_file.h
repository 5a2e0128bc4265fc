// PGM in: P5 (8- and 16-bit, big-endian) and P2. Files of up to 8 bits are stretched from maxval to 255.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

Result<ImageHeader> readPgmHeader(const std::vector<uint8_t>& bytes, const std::string& path);
Result<ImageData> readPgm(const std::vector<uint8_t>& bytes, const std::string& path);

} // namespace roentgen::imaging
