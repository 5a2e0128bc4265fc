// A message as text, one JSON object: its only reader and its only writer.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/result.h"

#include <string_view>

namespace roentgen {

// Keys that are not known are passed over: a newer program may have written them. Data error, where as given: no JSON
// object, a key that is missing, a value of another kind or out of its bounds; it names the key.
template <typename Message>
Result<Message> readMessage(std::string_view text, const std::string& where = {});
// Without an end of line. What is no UTF-8 is replaced; a number that is none becomes null.
template <typename Message>
std::string writeMessage(const Message& message);
// The same over several lines, for files that people read.
template <typename Message>
std::string writeMessagePage(const Message& message);

// The same for people: "name  value", a line a field.
template <typename Message>
std::string writeMessageTable(const Message& message);

namespace message_text {

Status read(std::string_view text, const std::string& where, const std::function<void(Value&)>& visit);
std::string write(const std::function<void(Value&)>& visit, int indent);
std::string writeTable(const std::function<void(Value&)>& visit);

} // namespace message_text

template <typename Message>
Result<Message> readMessage(std::string_view text, const std::string& where) {
    Message message;
    const Status status =
        message_text::read(text, where, [&](Value& value) { message_values::visit(value, message, {}); });
    return status ? Result<Message>(std::move(message)) : Result<Message>(status.error());
}

// Writing only looks: see Value.
template <typename Message>
std::string writeMessage(const Message& message) {
    return message_text::write([&](Value& value) { message_values::visit(value, const_cast<Message&>(message), {}); },
                               -1);
}

template <typename Message>
std::string writeMessagePage(const Message& message) {
    return message_text::write([&](Value& value) { message_values::visit(value, const_cast<Message&>(message), {}); },
                               2);
}

template <typename Message>
std::string writeMessageTable(const Message& message) {
    return message_text::writeTable(
        [&](Value& value) { message_values::visit(value, const_cast<Message&>(message), {}); });
}

} // namespace roentgen
