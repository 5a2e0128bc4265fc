// roentgen-run export: the metrics of runs as one table for other programs.
#pragma once

#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace roentgen::programs {

struct ExportArguments {
    std::string workspace, out; // out: a file; "": standard output
    std::vector<std::string> runs;
    bool all = false; // every run of the workspace that has metrics
};

CLI::App* addExportVerb(CLI::App& app, ExportArguments& arguments, std::string& workspace);
// An exit code, after printing.
Result<int> runExportVerb(const ExportArguments& arguments);

} // namespace roentgen::programs
