// What stands around the requests and answers of a service, on the same line.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/result.h"

namespace roentgen {

struct RequestHead {
    int64_t id = 0;
    std::string op;
    bool priority = false;
};
void describe(Fields& f, RequestHead& head);

// How a request ended.
struct AnswerEnd {
    bool ok = false;
    std::optional<Error> error;
};
void describe(Fields& f, AnswerEnd& end);

struct AnswerHead {
    int64_t id = 0;
    AnswerEnd end;
    std::optional<double> progress; // with it, it has not ended
    std::string text;
};
void describe(Fields& f, AnswerHead& head);

// Of an answer whose head cannot be read.
struct AnswerId {
    int64_t id = 0;
};
void describe(Fields& f, AnswerId& head);

// Two objects as one.
std::string joinMessages(const std::string& first, const std::string& second);

} // namespace roentgen
