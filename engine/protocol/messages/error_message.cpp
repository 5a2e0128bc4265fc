#include "engine/protocol/messages/error_message.h"

namespace roentgen {

std::vector<const char*> wordsOf(ErrorCode) {
    std::vector<const char*> words;
    for (int code = 0; code <= int(ErrorCode::Stopped); ++code)
        words.push_back(errorCodeName(ErrorCode(code)));
    return words;
}

void describe(Fields& f, Error& error) {
    f.required("code", error.code, "whose fault it is");
    f.required("message", error.message, "what happened");
    f.optional("where", error.where, "file, row, key or offset; may be empty");
    f.optional("hint", error.hint, "what to do; may be empty");
    f.unlessEmpty("kind", error.kind, "a name for what happened, for who says it in words of their own");
    f.unlessEmpty("figures", error.figures, "the figures that the message says, by name");
}

void describe(Fields& f, FailedAnswer::Said& said) {
    f.part(said.error);
    f.required("exit_code", said.exitCode, "of the program");
}

void describe(Fields& f, FailedAnswer& answer) {
    f.required("error", answer.error, "why there is no other answer");
}

void describe(Fields& f, Progress& progress) {
    f.required("progress", progress.progress, "share of the whole that is done", {0, 1});
    f.optional("text", progress.text, "what is being done");
    if (progress.turns > 0 || f.isReading()) {
        f.optional("turn", progress.turn, "of `turns`, which begins now", fromZero);
        f.optional("turns", progress.turns, "", fromZero);
    }
}

} // namespace roentgen
