// The fields of a message as rows of a table in Markdown, for docs/messages.md.
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

std::string messageRowsOf(const std::function<void(Value& message)>& visit);

// "| `windows[].center` | number | … |", a row a field, the fields of parts behind their part's own; "?" behind the
// kind of what may be absent, "or null" where it may be that.
template <typename Message>
std::string messageRows() {
    return messageRowsOf([](Value& value) {
        Message message;
        message_values::visit(value, message, {});
    });
}

} // namespace roentgen
