// The stored samples of one frame, decompressed, before anything is made of them.
#pragma once

#include "engine/imaging/dicom_dataset.h"
#include "engine/imaging/image_file.h"
#include "engine/imaging/pixel_refusal.h"

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

inline bool sharesChroma(const DicomFrame& frame) {
    return isChromaShared(frame.photometric);
}

// Data error for what cannot be decoded: what pixelRefusal() tells of, and what only the bytes tell.
Result<DicomFrame> readDicomFrame(DcmFileFormat& file, const ImageHeader& header, int frame, const std::string& path);

} // namespace roentgen::imaging
