// Encapsulated pixel data (PS3.5 A.4): which of its fragments make up a frame, and their bytes as one.
#pragma once

#include "engine/imaging/dicom_dataset.h"

#include <cstdint>
#include <string>
#include <vector>

namespace roentgen::imaging {

enum class FrameCoding { Rle, Jpeg, Jpeg2000 }; // Jpeg: JPEG-LS, too

struct EncapsulatedFrames {
    E_TransferSyntax syntax = EXS_Unknown;
    FrameCoding coding = FrameCoding::Jpeg;
    int frames = 1;
    int rleSegments = 1; // of a frame, where it is coded so
};

// One frame goes over all fragments. Of several, each begins with the fragment that begins with its coding's marker
// (after one that ends with the end marker, if the coding has one); where more fragments than frames do, the extended
// or the basic offset table chooses among them. Tables are not believed against the markers. Data error: frames that
// cannot be told apart, fragments that end early.
Result<std::vector<uint8_t>> frameBytes(DcmItem& dataset, DcmPixelData& pixels, const EncapsulatedFrames& frames,
                                        int index, const std::string& path);

} // namespace roentgen::imaging
