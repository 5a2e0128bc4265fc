// Tells what an image file is by its first bytes.
#pragma once

#include "engine/imaging/image_file.h"

namespace roentgen::imaging {

// start: the first bytes of the file (132 or more tell everything; fewer may leave DICOM unknown).
// DICOM without its preamble is recognised by a first element of group 0002 or 0008.
FileFormat sniffFormat(const uint8_t* start, size_t size);

// The name of a format that is known and not read ("JPEG XL", "TIFF" …); "" for anything else.
std::string unreadFormatName(const uint8_t* start, size_t size);
// The same by the ending of a file's name, in lower case and without its dot: "jxl", "tif".
std::string unreadFormatOfExtension(const std::string& extension);

const char* formatName(FileFormat format); // "PNG" "JPEG" "PGM" "DICOM" "unknown"

// True where the name's extension promises another format than the content has (a PNG named .jpg).
// No extension and unknown extensions promise nothing.
bool extensionMisleads(const std::string& path, FileFormat format);

} // namespace roentgen::imaging
