#include "engine/protocol/messages/service_messages.h"

#include "engine/protocol/messages/error_message.h"

namespace roentgen {

void describe(Fields& f, RequestHead& head) {
    f.required("id", head.id, "comes back with the answer; the window's are numbers, any value will do");
    f.required("op", head.op, "what is asked, or `cancel`");
    f.optional("priority", head.priority, "before those that wait");
}

void describe(Fields& f, AnswerEnd& end) {
    f.optional("ok", end.ok, "whether the rest is the answer, or `error` says why there is none");
    f.unlessEmpty("error", end.error, "why there is no answer");
}

void describe(Fields& f, AnswerHead& head) {
    f.required("id", head.id, "of the request");
    f.part(head.end);
    f.unlessEmpty("progress", head.progress, "then it is not answered yet", {0, 1});
    f.unlessEmpty("text", head.text, "what is being done");
}

void describe(Fields& f, AnswerId& head) {
    f.required("id", head.id, "of the request");
}

std::string joinMessages(const std::string& first, const std::string& second) {
    if (second == "{}")
        return first;
    return first == "{}" ? second : first.substr(0, first.size() - 1) + "," + second.substr(1);
}

} // namespace roentgen
