// Why the pixels of a DICOM file are not read, as its header tells. Not for other rooms: it shows DCMTK's types.
#pragma once

#include "engine/imaging/dicom_dataset.h"
#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// ImageHeader::refusal: empty where nothing is known against the pixels of the first frame. fileBytes: of the file.
std::string pixelRefusal(DcmFileFormat& file, const ImageHeader& header, const PixelElement& pixels,
                         uint64_t fileBytes);

// "JPEG 2000 …"; of a syntax that DCMTK doesn't know "JPEG XL Lossless (1.2.840.10008.1.2.4.110)".
std::string transferSyntaxName(DcmFileFormat& file);

// Two pixels in a row share their chroma: Y1 Y2 CB CR (4:2:2, PS3.3 C.7.6.3.1.2).
inline bool isChromaShared(const std::string& photometric) {
    return photometric == "YBR_FULL_422" || photometric == "YBR_PARTIAL_422";
}

} // namespace roentgen::imaging
