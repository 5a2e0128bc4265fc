// What every program's main shares: the command line's edge, one-line errors, exit codes.
#pragma once

#include "engine/programs/error_output.h"
#include "engine/protocol/result.h"

#include <CLI/CLI.hpp>

#include <exception>
#include <new>
#include <optional>
#include <string>

namespace roentgen::programs {

// Adds --version. Every program and verb says an example in its footer ("Example: …").
inline void describeProgram(CLI::App& app) {
    app.set_version_flag("--version", std::string(app.get_name()) + " " + ROENTGEN_VERSION);
    app.get_formatter()->column_width(34);
}

// Parses; a value means: exit with it now (help and version were printed: 0; wrong usage: 2, one line on stderr).
inline std::optional<int> parseCommandLine(CLI::App& app, int argc, char** argv) {
    lookForJson(argc, argv);
    try {
        app.parse(argc, argv);
        return std::nullopt;
    } catch (const CLI::Success& success) {
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return printError(app.get_name(), usageError(error.what(), {}, "see " + app.get_name() + " --help"));
    }
}

// Catches last: body returns an exit code; what escapes from it becomes one line and exit code 1 (4 for no memory).
template <typename Body>
int runProgram(const std::string& program, Body body) {
    try {
        return body();
    } catch (const std::bad_alloc&) {
        return printError(program, environmentError("not enough memory", {}, "close other programs or use less"));
    } catch (const std::exception& exception) {
        return printError(program, {ErrorCode::Internal, exception.what(), {}, "please report this"});
    }
}

} // namespace roentgen::programs
