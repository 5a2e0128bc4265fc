// A process that reads headers as `roentgen-data headers` does, and misbehaves on files whose names ask for it. Every
// misdeed adds a line to the file that its first argument names.
#include "engine/datasets/header_service.h"

#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <string>
#include <unistd.h>

using namespace roentgen;

namespace {

std::string logPath;

bool asks(const std::string& path, const char* what) {
    return path.find(what) != std::string::npos;
}

void note(const std::string& path) {
    const int log = ::open(logPath.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    const std::string line = path + "\n";
    if (log < 0 || ::write(log, line.data(), line.size()) != ssize_t(line.size()))
        ::_exit(9);
    ::close(log);
}

Result<imaging::ImageHeader> readOrMisbehave(const std::string& path) {
    if (asks(path, "kill-once") && ::access((path + ".done").c_str(), F_OK) != 0) {
        ::close(::open((path + ".done").c_str(), O_WRONLY | O_CREAT, 0600));
        note(path);
        ::raise(SIGKILL);
    }
    if (asks(path, "kill-always") || asks(path, "hang") || asks(path, "leave") || asks(path, "babble"))
        note(path);
    if (asks(path, "kill-always"))
        ::raise(SIGKILL);
    if (asks(path, "hang"))
        for (;;)
            ::pause();
    if (asks(path, "leave"))
        ::_exit(7);
    if (asks(path, "babble")) {
        const std::string nonsense(100, '\xff');
        if (::write(STDOUT_FILENO, nonsense.data(), nonsense.size()) < 0)
            ::_exit(9);
    }
    return imaging::readImageHeader(path);
}

} // namespace

int main(int argc, char** argv) {
    logPath = argc > 1 ? argv[1] : "/dev/null";
    return datasets::answerHeaders(STDIN_FILENO, STDOUT_FILENO, readOrMisbehave);
}
