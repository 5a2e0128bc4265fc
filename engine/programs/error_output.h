// How every program says that it failed: a line for people on standard error and, where --json was given, an object for
// programs on standard output.
#pragma once

#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"

#include <cstdio>
#include <string>

namespace roentgen::programs {

// Whether errors are written as JSON, too. Set once, before the first error.
inline bool& errorsAsJson() {
    static bool asJson = false;
    return asJson;
}

// From the arguments as they came: a wrong option beside --json is an error that a program reads.
inline void lookForJson(int argc, char** argv) {
    for (int k = 1; k < argc && std::string(argv[k]) != "--"; ++k)
        errorsAsJson() = errorsAsJson() || std::string(argv[k]) == "--json";
}

// An answer of --json, on standard output.
template <typename Message>
void printMessage(const Message& message) {
    std::printf("%s\n", writeMessage(message).c_str());
}

enum class Printed { Nothing, Answer }; // on standard output so far

// "roentgen-data: what (where): what to do" on stderr; returns the exit code that goes with it. An answer that is
// printed already says itself what failed: a program reads one object.
inline int printError(const std::string& program, const Error& error, Printed before = Printed::Nothing) {
    std::string line = error.toLine();
    for (char& letter : line)
        if (letter == '\n')
            letter = ' ';
    if (errorsAsJson() && before == Printed::Nothing)
        std::printf("%s\n", writeMessage(FailedAnswer{{error, error.exitCode()}}).c_str());
    std::fflush(stdout);
    std::fprintf(stderr, "%s: %s\n", program.c_str(), line.c_str());
    return error.exitCode();
}

} // namespace roentgen::programs
