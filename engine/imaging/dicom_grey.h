// The grey image that the stored samples of a DICOM frame stand for.
#pragma once

#include "engine/imaging/dicom_frame.h"

namespace roentgen::imaging {

// The values of the frame as grey: masked to the stored bits, sign extended; colour and palettes as their luma.
// Sets image and bitsStored.
Status frameToGrey(DcmItem& dataset, const DicomFrame& frame, const std::string& path, ImageData& data);

} // namespace roentgen::imaging
