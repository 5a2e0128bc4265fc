// One run as read from its folder: what it was told to do, what its events add up to, and its pauses.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/run_watch.h"

namespace roentgen::app {

// Reads what is new at every update(). Not thread-safe; lives on the follower's thread.
class RunRecord {
public:
    explicit RunRecord(RunFolder folder);

    // Reads new events, and how the run stands. True where there were any.
    bool update();

    const RunFolder& folder() const { return m_watch.run(); }
    const Experiment& experiment() const { return m_experiment; }
    const RunHistory& history() const { return m_watch.history(); }
    int64_t damagedLines() const { return m_watch.events().damagedLines(); }
    RunState state() const { return m_watch.state(); }
    RunSummary summary() const { return m_watch.summary(); }

    // Seconds of training at a point of time: since the start, without the pauses before it.
    double relativeTime(double time) const;

private:
    struct Pause {
        double end, seconds;
    };
    RunWatch m_watch;
    Experiment m_experiment;
    std::vector<Pause> m_pauses;
};

} // namespace roentgen::app
