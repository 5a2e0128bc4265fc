// Whole small files, read and written so that a reader never sees half of one.
#pragma once

#include "engine/protocol/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace roentgen {

Result<std::string> readTextFile(const std::string& path);

// Writes path.tmp-PID in the same folder, flushes it to the disk (fsync), renames it over path and flushes
// the folder. On any failure (a full disk: Environment) the old file is untouched and no temporary is left.
Status writeFileAtomically(const std::string& path, std::string_view bytes);

// True where bytes are well-formed UTF-8; otherwise badOffset is the first byte that is not.
bool isUtf8(std::string_view bytes, size_t* badOffset = nullptr);

// The candidate with the smallest edit distance to name ("" where none is near): for "did you mean".
std::string nearestName(const std::string& name, const std::vector<std::string>& candidates);

} // namespace roentgen
