// The desktop's trash: what lies there can be brought back by any file manager.
// Source: freedesktop.org, The FreeDesktop.org Trash specification, version 1.0.
#pragma once

#include "engine/protocol/result.h"

#include <string>

namespace roentgen {

// Moves a file or folder (an absolute path) into the trash of its file system, in one rename: the home trash where that
// is on the same one ($XDG_DATA_HOME/Trash, else ~/.local/share/Trash), otherwise .Trash/UID or .Trash-UID at the top
// of the path's own. Returns where it lies now. Environment error where it cannot be moved; it then stays where it was.
Result<std::string> moveToTrash(const std::string& path);

} // namespace roentgen
