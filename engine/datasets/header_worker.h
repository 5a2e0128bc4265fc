// One process that reads headers (header_service.h), from the side that asks it.
#pragma once

#include "engine/datasets/header_message.h"

#include <memory>
#include <sys/types.h>

namespace roentgen::datasets {

class HeaderWorker {
public:
    // command: program and arguments. Environment error: it cannot be started.
    static Result<std::unique_ptr<HeaderWorker>> start(const std::vector<std::string>& command);
    HeaderWorker(const HeaderWorker&) = delete;
    HeaderWorker& operator=(const HeaderWorker&) = delete;
    ~HeaderWorker(); // ends the process

    // False: it is gone, or has not taken the request within a minute.
    bool ask(const Message& paths);
    int descriptor() const { return m_socket; } // readable when answers have come, or the process is gone
    // Takes in what has come, without waiting. False: nothing more will come.
    bool receive();
    std::optional<Message> next() { return m_answers.next(); }
    // Ends the process if it still runs, and says how it ended: "signal 11 (Segmentation fault)", "exit code 3". One
    // that does not end within five seconds is left to itself.
    std::string end();

private:
    HeaderWorker(pid_t process, int socket)
        : m_process(process)
        , m_socket(socket) {}

    pid_t m_process;
    int m_socket;
    MessageReader m_answers;
};

} // namespace roentgen::datasets
