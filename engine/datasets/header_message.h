// What an index and the processes that read headers for it say to each other, over one socket for each process.
#pragma once

#include "engine/imaging/image_file.h"

#include <optional>
#include <string>
#include <vector>

namespace roentgen::datasets {

// Fields of any bytes. On the wire: the size of what follows, then each field's size and bytes; sizes are 32 bits of
// the machine's own byte order.
using Message = std::vector<std::string>;

std::string toBytes(const Message& message);

// Takes whole messages off a stream of bytes that the other side may have cut or made up.
class MessageReader {
public:
    void add(const char* bytes, size_t size) { m_bytes.append(bytes, size); }
    // The next whole message; none where it has not all come, or never will.
    std::optional<Message> next();
    // Not what toBytes writes (or over 16 MiB): nothing more can be read.
    bool isBroken() const { return m_isBroken; }

private:
    std::string m_bytes;
    bool m_isBroken = false;
};

// The first message of a process that reads headers; another version says something else.
const Message& headerGreeting();

Message toMessage(const Result<imaging::ImageHeader>& header);
std::optional<Result<imaging::ImageHeader>> headerOf(const Message& message); // none: no header's message

} // namespace roentgen::datasets
