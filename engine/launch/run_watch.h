// How one run of this machine stands, asked again and again: its events, its processes, and Slurm where it is a job.
#pragma once

#include "engine/protocol/run_state.h"

#include <chrono>

namespace roentgen::launch {

class RunWatch {
public:
    explicit RunWatch(RunFolder run)
        : m_run(std::move(run))
        , m_events(m_run.eventsFile()) {}

    // Reads the new events; of a Slurm job asks the queue, every three seconds at most, and keeps the answer in
    // remote.json. What had been written before the state was found is in the files when this returns.
    RunState look();
    const RunHistory& history() const { return m_history; }
    const RunFolder& run() const { return m_run; }

private:
    RunState lookAtJob(RemoteRecord record, double now);

    RunFolder m_run;
    EventReader m_events;
    RunHistory m_history;
    std::chrono::steady_clock::time_point m_asked{};
};

double secondsSince1970();

} // namespace roentgen::launch
