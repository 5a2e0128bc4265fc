// What a DICOM file says of its patient, view and grey scale.
#pragma once

#include "engine/imaging/dicom_dataset.h"
#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// Data error where the file holds no image; it says what it holds instead.
Result<ImageHeader> dicomHeader(DcmFileFormat& file, const std::string& path);

// Fills the rescale, windows, VOI function, presentation and spacing of data from the file, for one frame. Data error:
// a rescale that is no number.
Status readGreyScale(DcmItem& dataset, int frame, const std::string& path, ImageData& data);

} // namespace roentgen::imaging
