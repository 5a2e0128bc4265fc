// Japanese DICOM text (ISO 2022 with JIS X 0201, 0208 and 0212; PS3.5 annex H), which DCMTK cannot convert with glibc.
#pragma once

#include <optional>
#include <string>

namespace roentgen::imaging {

// UTF-8; nullopt where a byte has no meaning in these sets.
std::optional<std::string> japaneseToUtf8(const std::string& text);

} // namespace roentgen::imaging
