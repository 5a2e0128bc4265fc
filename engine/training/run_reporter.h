// Rank 0's voice: events.jsonl, with a heartbeat from a thread of its own. On other ranks it says nothing.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/run_folder.h"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

namespace roentgen::training {

// Thread-safe.
class RunReporter {
public:
    RunReporter() = default;
    ~RunReporter();
    RunReporter(const RunReporter&) = delete;
    RunReporter& operator=(const RunReporter&) = delete;

    // Opens the run's events and starts the heartbeat (every 5 s).
    Status open(const RunFolder& run);
    void report(RunEvent::Body body);
    void setStep(int64_t step) { m_step = step; }
    // The first event that could not be written (a full disk): the run has to end.
    Status failure() const;

private:
    void beat();

    mutable std::mutex m_mutex;
    std::condition_variable m_wake;
    std::optional<EventWriter> m_writer;
    std::optional<Error> m_failure;
    std::atomic<int64_t> m_step{0};
    bool m_ending = false;
    std::thread m_heartbeat;
};

} // namespace roentgen::training
