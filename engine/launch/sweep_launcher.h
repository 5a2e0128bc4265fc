// Works through a sweep: starts, finds again, resumes and waits for its runs, one or several at a time.
#pragma once

#include "engine/launch/run_life.h"
#include "engine/protocol/sweep_summary.h"

#include <functional>

namespace roentgen::launch {

// Held by the one process that works through a sweep; the kernel lets go of it however the process ends.
class SweepLock {
public:
    // Makes the sweep's folder. Usage error where another process holds it.
    static Result<SweepLock> take(const SweepFolder& folder);
    ~SweepLock();
    SweepLock(SweepLock&& other) noexcept;
    SweepLock& operator=(SweepLock&&) = delete;

private:
    explicit SweepLock(int file)
        : m_file(file) {}
    int m_file;
};

struct SweepOptions {
    std::string trainer; // path of roentgen-train
    int parallel = 1;    // runs at a time
    bool retryFailed = false;
    enum class Event { Started, Resumed, Found, Ended };
    // After every change, and (nullptr entry) never otherwise. May be empty.
    std::function<void(const SweepEntry&, Event, RunState)> report;
    std::function<std::optional<ControlCommand>()> stopAsked; // asked several times a second. May be empty
};

// What stands in the way of the first run, before anything is made: data set, weights, programs.
Status checkSweepCanStart(const SweepPlan& plan, const std::string& workspace, const std::string& trainer);

// Writes experiment.toml and sweep.json (errors of an earlier time stay with their runs) and names this process in
// process.json. The caller holds the lock.
Status openSweep(const SweepFolder& folder, const Experiment& experiment, SweepPlan& plan);

enum class SweepEnd { Finished, Stopped };
// Returns when no run is left to do, or when all have ended after a stop. A run that cannot be started, fails or
// vanishes three times is recorded and left. Environment error where sweep.json cannot be written.
Result<SweepEnd> workThroughSweep(const SweepFolder& folder, const std::string& workspace, SweepPlan& plan,
                                  const SweepOptions& options);

// Asks the process that works through it; where there is none, the runs that are alive. Usage error where neither is.
Status stopSweep(const SweepFolder& folder, const std::string& workspace, ControlCommand command);

SweepSummary readSweepSummary(const SweepFolder& folder, const SweepRecord& record, const std::string& workspace);

} // namespace roentgen::launch
