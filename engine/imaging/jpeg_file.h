// JPEG in (libjpeg-turbo): the luma of 8-bit files. A file that ends early or is corrupt is an error.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

Result<ImageHeader> readJpegHeader(const std::vector<uint8_t>& bytes, const std::string& path);
Result<ImageData> readJpeg(const std::vector<uint8_t>& bytes, const std::string& path);

} // namespace roentgen::imaging
