// DICOM's run lengths (PS3.5 annex G): a header of 64 bytes, then one segment for each byte of a sample.
#pragma once

#include "engine/protocol/result.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::imaging {

// Whether bytes begin with the header of a frame of that many segments. size: 64 or more, else false.
bool beginsRleFrame(const uint8_t* bytes, size_t size, int segments);

// frame: all fragments of the frame, joined. Returns [samples × pixels × bytesPerSample], one sample after the other,
// native byte order. bytesPerSample: 1 or 2. Data error: a header that does not fit, a segment that ends early (no
// pixel is made up). where: named in errors.
Result<std::vector<uint8_t>> decodeRle(const std::vector<uint8_t>& frame, size_t pixels, int samples,
                                       int bytesPerSample, const std::string& where);

} // namespace roentgen::imaging
