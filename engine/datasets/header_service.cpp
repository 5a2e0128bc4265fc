#include "engine/datasets/header_service.h"

#include "engine/datasets/header_message.h"

#include <cerrno>
#include <unistd.h>

namespace roentgen::datasets {

namespace {

bool writeAll(int output, const std::string& bytes) {
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t written = ::write(output, bytes.data() + done, bytes.size() - done);
        if (written < 0 && errno != EINTR)
            return false;
        done += written > 0 ? size_t(written) : 0;
    }
    return true;
}

} // namespace

int answerHeaders(int input, int output, const std::function<Result<imaging::ImageHeader>(const std::string&)>& read) {
    MessageReader requests;
    char buffer[64 * 1024];
    if (!writeAll(output, toBytes(headerGreeting())))
        return ExitEnvironment;
    while (!requests.isBroken()) {
        while (const std::optional<Message> paths = requests.next())
            for (const std::string& path : *paths)
                if (!writeAll(output, toBytes(toMessage(read(path)))))
                    return ExitEnvironment;
        const ssize_t count = ::read(input, buffer, sizeof buffer);
        if (count == 0)
            return ExitDone;
        if (count > 0)
            requests.add(buffer, size_t(count));
        else if (errno != EINTR)
            return ExitEnvironment;
    }
    return ExitUsage;
}

} // namespace roentgen::datasets
