// The elements of a DICOM file without which its pixels would be other grey values. Not for other rooms: it shows
// DCMTK's types.
#pragma once

#include "engine/imaging/dicom_dataset.h"

#include <string>

namespace roentgen::imaging {

// "RescaleSlope (0028,1053)": the first of them, in items too, that is there and whose VR is unknown, so that nobody
// can read it; "" where there is none.
std::string unreadGreyValueTag(DcmItem& dataset);

} // namespace roentgen::imaging
