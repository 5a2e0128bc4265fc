// The programs of this build, put where a target's runs find them.
#pragma once

#include "engine/protocol/target.h"

#include <cstdint>
#include <string>

namespace roentgen::launch {

struct TargetInstall {
    std::string folder, version; // of the programs there
    int64_t bytes = 0;           // of the archive that was sent
};
// Sends the programs that need no window from binFolder (of this build) to WORK/engine/VERSION/bin: as one archive
// under another name, checked by SHA-256, and put in its place when roentgen-run has said its version there.
Result<TargetInstall> installEngine(const Target& target, const std::string& binFolder);

} // namespace roentgen::launch
