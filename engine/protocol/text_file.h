// Whole small files, read and written so that a reader never sees half of one.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen {

Result<std::string> readTextFile(const std::string& path);

// Writes path.tmp-PID in the same folder, flushes it to the disk (fsync), renames it over path and flushes
// the folder. On any failure (a full disk: Environment) the old file is untouched and no temporary is left.
Status writeFileAtomically(const std::string& path, std::string_view bytes);

// At most limit bytes of an open file from offset on; fewer where it ends or cannot be read.
std::string readBytesAt(int file, int64_t offset, size_t limit);

// Flushes the folder that a file is in, so that its name is there after a power cut.
void flushFolderOf(const std::string& path);

// True where bytes are well-formed UTF-8; otherwise badOffset is the first byte that is not.
bool isUtf8(std::string_view bytes, size_t* badOffset = nullptr);

// The candidate with the smallest edit distance to name ("" where none is near): for "did you mean".
std::string nearestName(const std::string& name, const std::vector<std::string>& candidates);

// The last line that says anything, without blanks at its end; control characters become blanks.
std::string lastLine(std::string text);

} // namespace roentgen
