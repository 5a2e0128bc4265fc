#include "engine/protocol/service_loop.h"

#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/service_messages.h"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>
#include <unistd.h>
#include <vector>

namespace roentgen {

namespace {

using nlohmann::json;

} // namespace

struct ServiceLoop::State {
    struct Work : ServiceWork {
        State* owner = nullptr;
        json id;
        std::string op, request;
        std::atomic<bool> isCancelled{false};

        bool cancelled() const override { return isCancelled || owner->nobodyListens; }
        void progress(double fraction, const std::string& text) override {
            owner->send(id, writeMessage(Progress{std::clamp(fraction, 0.0, 1.0), text}));
        }
    };
    using WorkPtr = std::shared_ptr<Work>;

    int threadCount = 1;
    int output = 1;
    std::map<std::string, TextHandler> handlers;
    std::mutex outputMutex;
    std::mutex mutex;
    std::condition_variable wake;
    std::deque<WorkPtr> waiting;
    std::vector<WorkPtr> running;
    bool ended = false;
    std::atomic<bool> nobodyListens{false};

    // The id comes back as it came, whatever it is.
    void send(const json& id, const std::string& members) {
        const std::string line =
            joinMessages(json{{"id", id}}.dump(-1, ' ', false, json::error_handler_t::replace), members) + "\n";
        const std::lock_guard<std::mutex> lock(outputMutex);
        for (size_t done = 0; done < line.size();) {
            const ssize_t written = ::write(output, line.data() + done, line.size() - done);
            if (written < 0 && errno != EINTR) {
                nobodyListens = true;
                return;
            }
            done += written > 0 ? size_t(written) : 0;
        }
    }

    void sendError(const json& id, const Error& error) { send(id, writeMessage(AnswerEnd{false, error})); }

    Result<std::string> handle(Work& work) {
        if (work.cancelled())
            return Error{ErrorCode::Stopped, "Cancelled", {}, {}};
        try {
            return handlers.at(work.op)(work.request, work);
        } catch (const std::exception& e) {
            return Error{ErrorCode::Internal, e.what(), work.op, {}};
        }
    }

    void workLoop() {
        std::unique_lock<std::mutex> lock(mutex);
        for (;;) {
            wake.wait(lock, [this] { return ended || !waiting.empty(); });
            if (waiting.empty())
                return;
            const WorkPtr work = waiting.front();
            waiting.pop_front();
            running.push_back(work);
            lock.unlock();
            const Result<std::string> answer = handle(*work);
            if (answer)
                send(work->id, joinMessages(writeMessage(AnswerEnd{true, {}}), *answer));
            else
                sendError(work->id, answer.error());
            lock.lock();
            running.erase(std::find(running.begin(), running.end(), work));
        }
    }

    void cancel(const json& id) {
        const std::lock_guard<std::mutex> lock(mutex);
        for (const WorkPtr& work : running)
            if (work->id == id)
                work->isCancelled = true;
        for (const WorkPtr& work : waiting)
            if (work->id == id)
                work->isCancelled = true;
    }

    void accept(const std::string& line) {
        const json request = json::parse(line, nullptr, false);
        if (!request.is_object())
            return sendError(nullptr, usageError("The request is not a JSON object", line.substr(0, 80)));
        const json id = request.value("id", json(nullptr));
        const json op = request.value("op", json(nullptr));
        if (op == "cancel")
            return cancel(id);
        if (!op.is_string() || !handlers.count(op.get<std::string>()))
            return sendError(id, usageError("Unknown operation", op.dump(), "see docs/messages.md"));
        auto work = std::make_shared<Work>();
        work->owner = this;
        work->id = id;
        work->op = op.get<std::string>();
        work->request = line;
        const bool first = request.value("priority", json(false)) == json(true);
        {
            const std::lock_guard<std::mutex> lock(mutex);
            first ? waiting.push_front(work) : waiting.push_back(work);
        }
        wake.notify_one();
    }

    void finish() {
        {
            const std::lock_guard<std::mutex> lock(mutex);
            ended = true;
        }
        wake.notify_all();
    }
};

ServiceLoop::ServiceLoop(int threads)
    : m_state(std::make_unique<State>()) {
    m_state->threadCount = std::max(1, threads);
}

ServiceLoop::~ServiceLoop() = default;

void ServiceLoop::onText(const std::string& op, TextHandler handler) {
    m_state->handlers[op] = std::move(handler);
}

int ServiceLoop::run(int inputFd, int outputFd) {
    m_state->output = outputFd;
    std::signal(SIGPIPE, SIG_IGN);
    std::vector<std::thread> threads;
    for (int i = 0; i < m_state->threadCount; ++i)
        threads.emplace_back([this] { m_state->workLoop(); });

    std::string partial;
    char buffer[65536];
    for (;;) {
        const ssize_t got = ::read(inputFd, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        partial.append(buffer, size_t(got));
        size_t begin = 0;
        for (size_t end; (end = partial.find('\n', begin)) != std::string::npos; begin = end + 1)
            if (end > begin)
                m_state->accept(partial.substr(begin, end - begin));
        partial.erase(0, begin);
    }
    m_state->finish();
    for (std::thread& thread : threads)
        thread.join();
    return ExitDone;
}

} // namespace roentgen
