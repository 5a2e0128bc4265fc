// roentgen-run delete: runs into the desktop's trash.
#pragma once

#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roentgen::programs {

struct DeleteArguments {
    std::string workspace;
    std::vector<std::string> runs;
    bool json = false;
};

CLI::App* addDeleteVerb(CLI::App& app, DeleteArguments& arguments, std::string& workspace);
// An exit code, after printing. All runs are looked at before the first is moved: where one is missing or goes on,
// nothing is.
Result<int> runDeleteVerb(const DeleteArguments& arguments);

} // namespace roentgen::programs
