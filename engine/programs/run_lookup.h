// Runs by the names that a command line gives them.
#pragma once

#include "engine/protocol/run_folder.h"

namespace roentgen::programs {

// RUN is an id of the workspace, or a run folder's path. Usage error where there is none.
Result<RunFolder> findRun(const std::string& workspace, const std::string& run);
// Each once, in the order given.
Result<std::vector<RunFolder>> findRuns(const std::string& workspace, const std::vector<std::string>& runs);

} // namespace roentgen::programs
