// DICOM in (DCMTK, and OpenJPEG for JPEG 2000). Knows no window: that is grey_levels.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// Everything but the pixel data is read. A DICOM file that holds no image (a DICOMDIR, a report, a plan) is a data
// error that says what it is.
Result<ImageHeader> readDicomHeader(const std::string& path);
// frame counts from 0. Of several frames the file's others are not read, where it lets itself be read so.
Result<ImageData> readDicom(const std::string& path, int frame, ReadObserver* observer = nullptr);

} // namespace roentgen::imaging
