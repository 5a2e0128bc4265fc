// The worker's side of a service (`serve`): requests on stdin, answers on stdout, one JSON object a line.
// Each request is answered exactly once; {"op":"cancel","id":…} asks the work with that id to stop.
#pragma once

#include "engine/protocol/result.h"

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>

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
    // Returns the answer's own members (an object; "id" and "ok" are added), or the error.
    // An exception that escapes is answered as an internal error and costs nothing else.
    using Handler = std::function<Result<nlohmann::json>(const nlohmann::json& request, ServiceWork& work)>;

    // threads: handlers that run at the same time; each must be thread-safe where that is more than 1.
    explicit ServiceLoop(int threads = 1);
    ~ServiceLoop();
    void on(const std::string& op, Handler handler);
    // Reads until end of file, answers all that was asked (cancels it once nobody reads the answers), returns an exit
    // code.
    // Requests wait in order, those with "priority": true before the others.
    int run(int inputFd = 0, int outputFd = 1);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace roentgen
