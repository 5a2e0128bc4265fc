// One run as read from its folder: what it was told to do, what its events add up to, and its pauses.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/run_state.h"

#include <memory>

namespace roentgen::app {

// Reads what is new at every update(). Not thread-safe; lives on the follower's thread.
class RunRecord {
public:
    explicit RunRecord(RunFolder folder);

    // Reads new events. True where there were any.
    bool update();

    const RunFolder& folder() const { return m_folder; }
    const Experiment& experiment() const { return m_experiment; }
    const RunHistory& history() const { return m_history; }
    int64_t damagedLines() const { return m_reader.damagedLines(); }
    RunSummary summary(double now) const { return summarizeRun(m_folder, m_history, now); }

    // Seconds of training at a point of time: since the start, without the pauses before it.
    double relativeTime(double time) const;

private:
    struct Pause {
        double end, seconds;
    };
    RunFolder m_folder;
    Experiment m_experiment;
    EventReader m_reader;
    RunHistory m_history;
    std::vector<Pause> m_pauses;
};

double secondsSince1970();

} // namespace roentgen::app
