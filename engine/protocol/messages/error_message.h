// Errors as programs and services say them.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/result.h"

namespace roentgen {

std::vector<const char*> wordsOf(ErrorCode);
void describe(Fields& f, Error& error);

// What a program prints on standard output where --json was given and it failed.
struct FailedAnswer {
    struct Said {
        Error error;
        int exitCode = ExitInternalError;
    };
    Said error;
};
void describe(Fields& f, FailedAnswer::Said& said);
void describe(Fields& f, FailedAnswer& answer);

// A program that was asked for its progress says it on standard error, a line each.
struct Progress {
    double progress = 0;
    std::string text = {};
    int64_t turn = 0, turns = 0; // 0: it does not go in turns
};
void describe(Fields& f, Progress& progress);

} // namespace roentgen
