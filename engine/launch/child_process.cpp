#include "engine/launch/child_process.h"

#include "engine/protocol/elapsed.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
    int read = -1, write = -1;
    bool open() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0)
            return false;
        read = ends[0];
        write = ends[1];
        return true;
    }
    static void close(int& end) {
        if (end >= 0)
            ::close(end);
        end = -1;
    }
    ~Pipe() {
        close(read);
        close(write);
    }
};

struct Channels {
    Pipe input, output, errors, failure;
    bool open() { return input.open() && output.open() && errors.open() && failure.open(); }
};

// After fork: only what is safe there.
[[noreturn]] void becomeProgram(char** arguments, Channels& channels, pid_t parent) {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    std::signal(SIGPIPE, SIG_DFL);
    if (::getppid() == parent && ::dup2(channels.input.read, 0) >= 0 && ::dup2(channels.output.write, 1) >= 0 &&
        ::dup2(channels.errors.write, 2) >= 0)
        ::execvp(arguments[0], arguments);
    const int number = errno;
    ::_exit(::write(channels.failure.write, &number, sizeof number) < 0 ? 126 : 127);
}

// Talks with one child until both of its outputs are closed.
class Conversation {
public:
    Conversation(const ChildOptions& options, Channels& channels)
        : m_options(options)
        , m_channels(channels) {}

    // Whether it ended by itself.
    bool hold(ChildOutcome& outcome) {
        m_outcome = &outcome;
        for (int end : {m_channels.input.write, m_channels.output.read, m_channels.errors.read})
            ::fcntl(end, F_SETFL, O_NONBLOCK);
        while (m_channels.output.read >= 0 || m_channels.errors.read >= 0) {
            if (!mayGoOn())
                return false;
            feed();
            pollfd files[] = {{m_channels.output.read, POLLIN, 0},
                              {m_channels.errors.read, POLLIN, 0},
                              {m_written < m_options.input.size() ? m_channels.input.write : -1, POLLOUT, 0}};
            ::poll(files, 3, 100);
            if (files[0].revents && !listen(m_channels.output.read, true))
                return false;
            if (files[1].revents)
                listen(m_channels.errors.read, false);
        }
        return true;
    }

private:
    bool mayGoOn() {
        if (m_options.cancel && *m_options.cancel)
            m_outcome->end = ChildOutcome::End::Cancelled;
        else if ((m_options.seconds > 0 && secondsSince(m_begin) > m_options.seconds) ||
                 (m_options.silence > 0 && secondsSince(m_heard) > m_options.silence))
            m_outcome->end = ChildOutcome::End::TimedOut;
        else
            return true;
        return false;
    }
    void feed() {
        while (m_channels.input.write >= 0 && m_written < m_options.input.size()) {
            const ssize_t done =
                ::write(m_channels.input.write, m_options.input.data() + m_written, m_options.input.size() - m_written);
            if (done < 0 && errno == EAGAIN)
                return;
            if (done < 0 && errno != EINTR)
                Pipe::close(m_channels.input.write); // it does not want more
            m_written += size_t(std::max<ssize_t>(done, 0));
            if (done > 0)
                m_heard = Clock::now();
        }
        if (!m_options.keepInput)
            Pipe::close(m_channels.input.write);
    }
    bool listen(int& end, bool isOutput) {
        char buffer[65536];
        const ssize_t got = ::read(end, buffer, sizeof buffer);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return true;
        if (got <= 0) {
            Pipe::close(end);
            return true;
        }
        const std::string_view piece(buffer, size_t(got));
        if (isOutput) {
            m_heard = Clock::now();
            if (m_options.output && !m_options.output(piece)) {
                m_outcome->end = ChildOutcome::End::Refused;
                return false;
            }
            if (!m_options.output)
                m_outcome->output += piece;
            return true;
        }
        std::string& errors = m_outcome->errors += piece;
        if (errors.size() > 65536)
            errors.erase(0, errors.size() - 65536);
        return true;
    }

    const ChildOptions& m_options;
    Channels& m_channels;
    ChildOutcome* m_outcome = nullptr;
    size_t m_written = 0;
    Clock::time_point m_begin = Clock::now(), m_heard = m_begin;
};

} // namespace

Result<ChildOutcome> runChild(const std::vector<std::string>& command, const ChildOptions& options) {
    std::signal(SIGPIPE, SIG_IGN);
    Channels channels;
    if (!channels.open())
        return environmentError(std::string("Could not make a pipe: ") + std::strerror(errno), command.front());
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0)
        return environmentError(std::string("Could not start a process: ") + std::strerror(errno), command.front());
    if (child == 0)
        becomeProgram(arguments.data(), channels, parent);
    ::setpgid(child, child);
    for (int* end : {&channels.input.read, &channels.output.write, &channels.errors.write, &channels.failure.write})
        Pipe::close(*end);
    int number = 0;
    if (::read(channels.failure.read, &number, sizeof number) > 0) {
        ::waitpid(child, nullptr, 0);
        return environmentError("Could not start " + command.front() + ": " + std::strerror(number), command.front(),
                                number == ENOENT ? "install the package that has it" : "");
    }
    ChildOutcome outcome;
    if (!Conversation(options, channels).hold(outcome))
        ::kill(-child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (outcome.end == ChildOutcome::End::Exited && WIFSIGNALED(status))
        outcome.end = ChildOutcome::End::Signalled;
    else if (WIFEXITED(status))
        outcome.exitCode = WEXITSTATUS(status);
    return outcome;
}

} // namespace roentgen::launch
