// PNG in (libspng): 8- and 16-bit grey, palette and colour (their luma), alpha dropped.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// bytes: the whole file, or its start for the header. path is for the error.
Result<ImageHeader> readPngHeader(const std::vector<uint8_t>& bytes, const std::string& path);
Result<ImageData> readPng(const std::vector<uint8_t>& bytes, const std::string& path);

} // namespace roentgen::imaging
