// JPEG 2000 code streams (OpenJPEG), which DCMTK does not decode.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::imaging {

struct Jpeg2000Image {
    int rows = 0, columns = 0, components = 0;
    int precision = 0; // bits of a sample, 1…16
    bool isSigned = false;
    std::vector<int32_t> samples; // component after component, row-major
};

// bytes: a raw code stream or a JP2 file. Sizes other than expected (and components with their own sampling) are data
// errors, found before memory is taken. where: named in errors.
Result<Jpeg2000Image> decodeJpeg2000(const std::vector<uint8_t>& bytes, int expectedRows, int expectedColumns,
                                     const std::string& where);

} // namespace roentgen::imaging
