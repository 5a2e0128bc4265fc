// A watch that also asks Slurm, where the run is a job of this machine's queue.
#pragma once

#include "engine/protocol/run_watch.h"

#include <chrono>

namespace roentgen::launch {

class JobWatch {
public:
    explicit JobWatch(RunFolder run)
        : m_watch(std::move(run)) {}

    // Of a job asks the queue, every three seconds at most, and keeps the answer in remote.json. What had been written
    // before the state was found is in the files when this returns.
    RunState look();
    const RunHistory& history() const { return m_watch.history(); }

private:
    // The state, where the answer could not be kept.
    std::optional<RunState> askQueue(RemoteRecord record);

    RunWatch m_watch;
    std::chrono::steady_clock::time_point m_asked{};
};

} // namespace roentgen::launch
