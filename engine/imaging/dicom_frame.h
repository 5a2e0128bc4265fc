// The stored samples of one frame, decompressed, before anything is made of them.
#pragma once

#include "engine/imaging/dicom_dataset.h"
#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

struct DicomFrame {
    int rows = 0, columns = 0;
    int samplesPerPixel = 1;
    int bitsAllocated = 8; // 1, 8 or 16
    int bitsStored = 8, highBit = 7;
    bool isSigned = false;
    bool byPlane = false;       // colour: all of one sample, then all of the next
    std::string photometric;    // of `bytes`: a decoder may have turned YBR into RGB
    std::vector<uint8_t> bytes; // native byte order
};

// Two pixels in a row share their chroma: Y1 Y2 CB CR (4:2:2, PS3.3 C.7.6.3.1.2).
inline bool sharesChroma(const DicomFrame& frame) {
    return frame.photometric == "YBR_FULL_422" || frame.photometric == "YBR_PARTIAL_422";
}

// Data error for what cannot be decoded (floating point, 32 bits, a pixel data element that ends early, MPEG).
Result<DicomFrame> readDicomFrame(DcmFileFormat& file, const ImageHeader& header, int frame, const std::string& path);

// The values of the frame as grey: masked to the stored bits, sign extended; colour and palettes as their luma.
// Sets image and bitsStored.
Status frameToGrey(DcmItem& dataset, const DicomFrame& frame, const std::string& path, ImageData& data);

} // namespace roentgen::imaging
