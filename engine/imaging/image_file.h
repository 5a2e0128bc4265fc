// Any image file that Roentgen reads (PNG, JPEG, PGM, DICOM), told by content, never by name.
#pragma once

#include "engine/imaging/grey_image.h"
#include "engine/protocol/result.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace roentgen::imaging {

class ReadObserver;

enum class FileFormat { Png, Jpeg, Pgm, Dicom, Unknown };

struct Window {
    double center = 0, width = 0; // in output units of the modality transform
    std::string name;             // explanation, may be empty
};

// What a file says of itself, without its pixels. Strings are UTF-8.
struct ImageHeader {
    FileFormat format = FileFormat::Unknown;
    int rows = 0, columns = 0, frames = 1;
    bool extensionMisleads = false; // a PNG named .jpg and the like
    // DICOM only; empty elsewhere
    std::string patientId, patientIdIssuer, patientName, patientBirthDate, patientSex, patientAge;
    std::string studyUid, seriesUid, instanceUid, studyDate, studyDescription, accessionNumber;
    std::string modality, viewPosition, laterality, patientOrientation, manufacturer;
    std::string seriesDescription, bodyPart, photometric, transferSyntax; // the last: its name, "JPEG 2000 …"
    // What is known against its pixels, which readImage then refuses: a code and, after a blank, a value
    // ("bits_allocated 12"; refusal.h). Empty: nothing is.
    std::string refusal;
};

struct ImageData {
    ImageHeader header;
    GreyImage image; // stored values; colour is turned into its luma, an alpha channel is dropped
    int bitsStored = 8;
    double rescaleSlope = 1, rescaleIntercept = 0;      // modality transform: output = stored * slope + intercept
    std::vector<Window> windows;                        // VOI windows of the file; empty: use defaultWindow
    std::string voiFunction = "LINEAR";                 // LINEAR, LINEAR_EXACT or SIGMOID (PS3.3 C.11.2.1.2)
    bool inverted = false;                              // MONOCHROME1: the lowest value is shown white
    std::optional<std::pair<double, double>> spacingMm; // row, column
    std::string spacingSource;                          // "PixelSpacing" "ImagerPixelSpacing" …
};

// Data errors name the file and the offset or tag. Sizes are checked against the file before memory is taken.
// Thread-safe.
Result<ImageHeader> readImageHeader(const std::string& path);
// observer: is told of every piece that is read; nullptr: nobody.
Result<ImageData> readImage(const std::string& path, int frame = 0, ReadObserver* observer = nullptr);

// For training: 8-bit films as they are; deeper ones through their default window to 8 bits. MONOCHROME1 turned.
GreyImage grey8Of(ImageData&& data);
Result<GreyImage> readGrey8(const std::string& path);

// The same in 16 bits (UInt16, 0…65535): 8-bit films times 257.
Result<GreyImage> readGrey16(const std::string& path);

// 8- or 16-bit grey PNG; the same image gives the same bytes. Atomic.
Status writePng(const std::string& path, const GreyImage& image);
// The same for a picture in colour: rgb is [rows × columns × 3], 8 bit.
Status writeColorPng(const std::string& path, int rows, int columns, const std::vector<uint8_t>& rgb);

} // namespace roentgen::imaging
