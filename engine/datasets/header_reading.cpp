#include "engine/datasets/header_reading.h"

#include "engine/datasets/header_worker.h"
#include "engine/imaging/refusal.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <numeric>
#include <poll.h>
#include <sched.h>
#include <unistd.h>

namespace roentgen::datasets {

namespace {

using imaging::ImageHeader;
using Clock = std::chrono::steady_clock;

constexpr size_t filesWorthAProcess = 64, largestBatch = 64;
constexpr int triesOfAFile = 2, triesToStart = 3;

Error stopped() {
    return {ErrorCode::Stopped, "Stopped on request", {}, {}};
}

int usableCores() {
    cpu_set_t cores;
    return ::sched_getaffinity(0, sizeof cores, &cores) == 0 ? CPU_COUNT(&cores) : 1;
}

class HeaderPool {
public:
    HeaderPool(const std::vector<std::string>& paths, const HeaderReading& options, std::vector<std::string> command)
        : m_paths(paths)
        , m_options(options)
        , m_command(std::move(command))
        , m_answers(paths.size())
        , m_waiting(paths.size()) {
        std::iota(m_waiting.begin(), m_waiting.end(), size_t(0));
        const int wanted = options.processes > 0 ? options.processes : std::clamp(usableCores(), 2, 8);
        m_slots.resize(std::min(size_t(wanted), (paths.size() + filesWorthAProcess - 1) / filesWorthAProcess));
        m_batch = std::clamp(paths.size() / (m_slots.size() * 4), size_t(1), largestBatch);
    }

    Result<std::vector<Result<ImageHeader>>> run() {
        while (m_done < m_paths.size()) {
            if (m_options.cancelled && m_options.cancelled())
                return stopped();
            for (Slot& slot : m_slots)
                if (Status working = putToWork(slot); !working)
                    return working.error();
            waitForAnswers();
            for (Slot& slot : m_slots)
                if (slot.worker)
                    takeAnswers(slot);
        }
        std::vector<Result<ImageHeader>> headers;
        for (auto& answer : m_answers)
            headers.push_back(std::move(*answer));
        return headers;
    }

private:
    struct Slot {
        std::unique_ptr<HeaderWorker> worker;
        bool greeted = false;
        std::vector<size_t> batch; // being read, in this order
        size_t answered = 0;
        Clock::time_point since; // its last answer
    };

    // Starts a process where one is missing and there is work; gives an idle one the next files.
    Status putToWork(Slot& slot) {
        if (slot.answered < slot.batch.size() || (m_waiting.empty() && m_again.empty()))
            return Done{};
        if (!slot.worker) {
            if (m_failedStarts >= triesToStart)
                return environmentError("the reader of image headers ends before it reads (" + m_lastEnd + ")",
                                        m_command[0], "install Roentgen again: its programs are of different versions");
            auto started = HeaderWorker::start(m_command);
            if (!started)
                return started.error();
            slot = {};
            slot.worker = started.take();
        }
        slot.batch.clear();
        slot.answered = 0;
        // A file that a process died of goes alone, so that no other one is tried with it.
        std::deque<size_t>& from = m_again.empty() ? m_waiting : m_again;
        Message request;
        for (size_t wanted = m_again.empty() ? m_batch : 1; wanted > 0 && !from.empty(); --wanted) {
            slot.batch.push_back(from.front());
            request.push_back(m_paths[from.front()]);
            from.pop_front();
        }
        slot.since = Clock::now();
        if (!slot.worker->ask(request))
            bury(slot, false);
        return Done{};
    }

    void waitForAnswers() const {
        std::vector<pollfd> sockets;
        for (const Slot& slot : m_slots)
            if (slot.worker)
                sockets.push_back({slot.worker->descriptor(), POLLIN, 0});
        ::poll(sockets.data(), nfds_t(sockets.size()), 200);
    }

    void takeAnswers(Slot& slot) {
        const bool alive = slot.worker->receive();
        bool understood = true;
        while (understood) {
            const std::optional<Message> message = slot.worker->next();
            if (!message)
                break;
            slot.since = Clock::now();
            if (!slot.greeted) {
                understood = slot.greeted = *message == headerGreeting();
                m_failedStarts = understood ? 0 : m_failedStarts;
                continue;
            }
            auto header = headerOf(*message);
            understood = header && slot.answered < slot.batch.size();
            if (understood)
                answer(slot.batch[slot.answered++], std::move(*header));
        }
        const bool isLate = Clock::now() - slot.since > std::chrono::seconds(m_options.secondsPerFile);
        const bool isBusy = slot.answered < slot.batch.size();
        if (!alive || !understood || (isBusy && isLate))
            bury(slot, alive && understood);
    }

    // The process is gone or is ended here: the file that it had at hand is tried again or given up, the rest waits.
    void bury(Slot& slot, bool wasLate) {
        const std::string how = slot.worker->end();
        if (!slot.greeted) {
            ++m_failedStarts;
            m_lastEnd = how;
        } else if (slot.answered < slot.batch.size()) {
            const size_t file = slot.batch[slot.answered++];
            if (wasLate)
                answer(file,
                       imaging::refusalError("slow_header " + std::to_string(m_options.secondsPerFile), m_paths[file]));
            else if (++m_deaths[file] < triesOfAFile)
                m_again.push_back(file);
            else
                answer(file, imaging::refusalError("fatal_header", m_paths[file], how));
        }
        m_waiting.insert(m_waiting.begin(), slot.batch.begin() + long(slot.answered), slot.batch.end());
        slot = {};
    }

    void answer(size_t file, Result<ImageHeader> header) {
        m_answers[file] = std::move(header);
        if (++m_done % 64 == 0 && m_options.progress)
            m_options.progress(m_done);
    }

    const std::vector<std::string>& m_paths;
    const HeaderReading& m_options;
    const std::vector<std::string> m_command;
    std::vector<std::optional<Result<ImageHeader>>> m_answers;
    std::deque<size_t> m_waiting, m_again; // files: not yet read; to be tried once more
    std::map<size_t, int> m_deaths;        // of processes, by file
    std::vector<Slot> m_slots;
    size_t m_batch = 1, m_done = 0;
    int m_failedStarts = 0; // in a row
    std::string m_lastEnd;
};

Result<std::vector<Result<ImageHeader>>> readHere(const std::vector<std::string>& paths, const HeaderReading& options) {
    std::vector<Result<ImageHeader>> headers;
    for (const std::string& path : paths) {
        if (options.cancelled && options.cancelled())
            return stopped();
        headers.push_back(imaging::readImageHeader(path));
        if (headers.size() % 64 == 0 && options.progress)
            options.progress(headers.size());
    }
    return headers;
}

} // namespace

std::vector<std::string> headerCommand() {
    std::error_code failure;
    const std::filesystem::path folder = std::filesystem::read_symlink("/proc/self/exe", failure).parent_path();
    for (const auto& program : {folder / "roentgen-data", folder.parent_path() / "bin" / "roentgen-data"})
        if (::access(program.c_str(), X_OK) == 0)
            return {program.string(), "headers"};
    return {};
}

Result<std::vector<Result<ImageHeader>>> readHeaders(const std::vector<std::string>& paths,
                                                     const HeaderReading& options) {
    std::vector<std::string> command = options.command.empty() ? headerCommand() : options.command;
    if (paths.empty() || command.empty())
        return readHere(paths, options);
    return HeaderPool(paths, options, std::move(command)).run();
}

} // namespace roentgen::datasets
