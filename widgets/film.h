// A film as the window gets it from its worker: a plain value, pixels as stored.
#pragma once

#include <QString>

#include <cstdint>
#include <vector>

namespace roentgen::widgets {

enum class PixelType { UInt8, UInt16, Int16 };

// VOI LUT function of DICOM (0028,1056).
enum class VoiFunction { Linear, LinearExact, Sigmoid };

struct FilmWindow {
    double center = 127.5, width = 256; // output units of the modality transform (stored * slope + intercept)
    QString name;                       // explanation, may be empty
};

struct Film {
    int rows = 0, columns = 0;
    PixelType type = PixelType::UInt8;
    std::vector<uint8_t> bytes; // row-major, top row first, native byte order; rows * columns * bytesPerPixel(type)
    double slope = 1, intercept = 0;
    bool inverted = false; // MONOCHROME1: the lowest value is shown white
    VoiFunction voiFunction = VoiFunction::Linear;
    FilmWindow defaultWindow;
    std::vector<FilmWindow> windows;              // of the file; may be empty
    double rowSpacingMm = 0, columnSpacingMm = 0; // 0 where unknown
    QString spacingSource;                        // "PixelSpacing" "ImagerPixelSpacing" …
};

constexpr size_t bytesPerPixel(PixelType type) {
    return type == PixelType::UInt8 ? 1 : 2;
}

} // namespace roentgen::widgets
