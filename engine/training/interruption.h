// Between the parts of a step and between the batches of validation: do all ranks go on?
#pragma once

#include "engine/distributed/communicator.h"
#include "engine/training/stop_request.h"

#include <chrono>
#include <optional>

namespace roentgen::training {

// How a run ends on request.
enum class Stop { WithCheckpoint, AtOnce };
Error stopped(Stop how);

// Every rank calls restart() and look() equally often, and gets the same answers. The ranks talk at every call at
// first, then about four times a second, at calls that follow from the mean time between calls over all ranks.
class Interruption {
public:
    // Both must outlive it.
    Interruption(StopRequest& stop, distributed::Communicator& ranks)
        : m_stop(stop)
        , m_ranks(ranks) {}

    void restart(); // another kind of work begins
    // What any rank wants; nothing where this is not a call at which the ranks talk. failed: this rank cannot go on,
    // and calls on until the answer says so.
    StepSignals look(bool failed);
    // The run ends so, whoever heard of it.
    Error end(Stop how) {
        m_asked = how;
        return stopped(how);
    }
    // The stop that the last look() answered with, or that the run ended by; the same on all ranks.
    std::optional<Stop> asked() const { return m_asked; }

private:
    StopRequest& m_stop;
    distributed::Communicator& m_ranks;
    std::chrono::steady_clock::time_point m_lastTalk{};
    std::optional<Stop> m_asked;
    int64_t m_calls = 0, m_silent = 0; // since the last talk; still to come without one
};

} // namespace roentgen::training
