#include "engine/datasets/header_worker.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

extern char** environ;

namespace roentgen::datasets {

namespace {

// With `socket` as its standard input and output, and silent: what a dying library prints helps nobody.
int spawn(const std::vector<std::string>& command, int socket, pid_t& process) {
    std::vector<char*> arguments;
    arguments.reserve(command.size() + 1);
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM})
        sigaddset(&usual, signal);
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_adddup2(&files, socket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&files, socket, STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &usual);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    const int code = posix_spawn(&process, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    return code;
}

} // namespace

Result<std::unique_ptr<HeaderWorker>> HeaderWorker::start(const std::vector<std::string>& command) {
    int sockets[2];
    pid_t process = 0;
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return environmentError(std::string("cannot make a socket: ") + std::strerror(errno), {}, "close some files");
    const int code = spawn(command, sockets[1], process);
    ::close(sockets[1]);
    if (code != 0) {
        ::close(sockets[0]);
        return environmentError(std::string("cannot start the reader of image headers: ") + std::strerror(code),
                                command[0], "install Roentgen again, or free some memory");
    }
    const struct timeval minute = {60, 0};
    ::setsockopt(sockets[0], SOL_SOCKET, SO_SNDTIMEO, &minute, sizeof minute);
    return std::unique_ptr<HeaderWorker>(new HeaderWorker(process, sockets[0]));
}

HeaderWorker::~HeaderWorker() {
    end();
    ::close(m_socket);
}

bool HeaderWorker::ask(const Message& paths) {
    const std::string bytes = toBytes(paths);
    for (size_t done = 0; done < bytes.size();) {
        const ssize_t sent = ::send(m_socket, bytes.data() + done, bytes.size() - done, MSG_NOSIGNAL);
        if (sent < 0 && errno != EINTR)
            return false;
        done += sent > 0 ? size_t(sent) : 0;
    }
    return true;
}

bool HeaderWorker::receive() {
    char buffer[64 * 1024];
    for (;;) {
        const ssize_t count = ::recv(m_socket, buffer, sizeof buffer, MSG_DONTWAIT);
        if (count > 0)
            m_answers.add(buffer, size_t(count));
        else if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return !m_answers.isBroken();
        else if (count == 0 || errno != EINTR)
            return false;
    }
}

std::string HeaderWorker::end() {
    if (m_process <= 0)
        return {};
    int status = 0;
    ::kill(m_process, SIGKILL); // no effect on one that has ended and waits to be asked how
    // One that reads from a disk that does not answer ends only when that does: it is left to itself.
    const auto patience = std::chrono::steady_clock::now() + std::chrono::seconds(5);
    pid_t ended = 0;
    while ((ended = ::waitpid(m_process, &status, WNOHANG)) == 0 || (ended < 0 && errno == EINTR)) {
        if (std::chrono::steady_clock::now() > patience)
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    m_process = 0;
    if (ended <= 0)
        return "it does not end: its disk or network folder does not answer";
    if (WIFSIGNALED(status))
        return "signal " + std::to_string(WTERMSIG(status)) + " (" + strsignal(WTERMSIG(status)) + ")";
    return "exit code " + std::to_string(WEXITSTATUS(status));
}

} // namespace roentgen::datasets
