// Why a file is not read as an image, under one name each.
#pragma once

#include "engine/protocol/result.h"

#include <string>

namespace roentgen::imaging {

// A refusal is a code and, after a blank, a value: "jpeg_damaged", "unread_format TIFF" (docs/images.md lists the
// codes). The Error has it as its kind, and a sentence made of it as its message: "TIFF images are not read".
// library: what the library said, behind the sentence; it is not part of the refusal.
Error refusalError(const std::string& refusal, const std::string& path, const std::string& library = {});

// The sentence alone: "pixels of 12 bits (0028,0100) are not read"; a refusal that is not known as it is.
std::string refusalText(const std::string& refusal);

} // namespace roentgen::imaging
