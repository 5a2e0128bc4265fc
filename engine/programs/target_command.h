// roentgen-run target list|show|test|install|trust.
#pragma once

#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>

namespace roentgen::programs {

struct TargetArguments {
    std::string verb, name, workspace, fingerprint, binFolder; // binFolder: of this build's programs
    bool json = false;
};

// Adds the verb and its own verbs; workspace is the option that all verbs share.
CLI::App* addTargetVerb(CLI::App& app, TargetArguments& arguments, std::string& workspace);
// An exit code, after printing; Environment where a test found something missing.
Result<int> runTargetVerb(const TargetArguments& arguments);

} // namespace roentgen::programs
