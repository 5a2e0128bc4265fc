// The worker's side of a service (`serve`): requests on stdin, answers on stdout, one JSON object a line.
// Each request is answered exactly once; {"op":"cancel","id":…} asks the work with that id to stop.
#pragma once

#include "engine/protocol/messages/message_text.h"

#include <memory>

namespace roentgen {

// Handed to a handler while it works. Thread-safe.
class ServiceWork {
public:
    virtual ~ServiceWork() = default;
    virtual bool cancelled() const = 0;
    virtual void progress(double fraction, const std::string& text) = 0; // 0…1
};

class ServiceLoop {
public:
    // threads: handlers that run at the same time; each must be thread-safe where that is more than 1.
    explicit ServiceLoop(int threads = 1);
    ~ServiceLoop();

    // A request says its op and what answers it: struct DecodeRequest { op, using Answer … } (messages/).
    template <typename Request>
    using Handler = std::function<Result<typename Request::Answer>(const Request& request, ServiceWork& work)>;
    template <typename Request>
    void on(Handler<Request> handler) {
        onText(Request::op, [handler](const std::string& text, ServiceWork& work) -> Result<std::string> {
            const Result<Request> request = readMessage<Request>(text, Request::op);
            if (!request)
                return usageError(request.error().message, Request::op, "see docs/messages.md");
            const auto answer = handler(*request, work);
            return answer ? Result<std::string>(writeMessage(*answer)) : Result<std::string>(answer.error());
        });
    }
    // The same, of the line as it came and an object as it goes ("id" and "ok" are added).
    // An exception that escapes is answered as an internal error and costs nothing else.
    using TextHandler = std::function<Result<std::string>(const std::string& request, ServiceWork& work)>;
    void onText(const std::string& op, TextHandler handler);

    // Reads until end of file, answers all that was asked (cancels it once nobody reads the answers), returns an exit
    // code.
    // Requests wait in order, those with "priority": true before the others.
    int run(int inputFd = 0, int outputFd = 1);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace roentgen
