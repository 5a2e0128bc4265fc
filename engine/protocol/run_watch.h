// How one run stands, from its folder alone (events, process record, remote.json), asked again and again. The one way
// to a run's state: for window, list, feed, sweeps and those who wait.
#pragma once

#include "engine/protocol/run_log.h"
#include "engine/protocol/run_state.h"

namespace roentgen {

// Not thread-safe.
class RunWatch {
public:
    explicit RunWatch(RunFolder run, RunLog::Depth depth = RunLog::Depth::Recent);
    // known: what the log adds up to before `rest`, which goes on behind it; a short summary of the log will do, as
    // long as stateOf() and RunHistory's questions find in it what they look at.
    RunWatch(RunFolder run, RunHistory known, EventReader rest);

    // Gets every event that is appended, in order, from within look(); of a Recent log not those that its digest holds.
    using Listener = RunLog::Listener;
    void listen(Listener listener) { m_listener = std::move(listener); }

    // Reads what is new, and finds the state. A run that ends meanwhile is seen as it was before or as it ended, never
    // as lost: what its processes wrote before they were found gone has been read.
    RunState look(double now);
    RunState look();   // now
    void readEvents(); // without a look

    RunState state() const { return m_state; } // at the last look
    const RunHistory& history() const { return m_log.history(); }
    const RunFolder& run() const { return m_log.run(); }
    const EventReader& events() const { return m_log.events(); }
    RunSummary summary(double now) const { return summarizeRun(run(), m_log.name(), history(), m_state, now); }
    RunSummary summary() const;

private:
    RunState lookAtProcesses(double now);

    RunLog m_log;
    Listener m_listener;
    RunState m_state = RunState::Prepared;
};

// One look at a run that is not followed; reads of its log what came after the digest that is kept beside it.
RunSummary summaryOf(const RunFolder& run);

} // namespace roentgen
