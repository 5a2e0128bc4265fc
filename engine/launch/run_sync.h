// Keeps the folder of a run that goes on elsewhere in step with the far one: its events, byte for byte and each once,
// its log, how it stands, and when it has ended its results. May be killed at any moment and started again.
#pragma once

#include "engine/launch/run_feed.h"
#include "engine/protocol/run_state.h"
#include "engine/protocol/target.h"

#include <atomic>

namespace roentgen::launch {

struct SyncOptions {
    bool follow = false;     // until the run has ended and its results are here; connects again and again
    bool results = true;     // bring the results of a run that has ended
    bool resultsNow = false; // bring what is there of them although it goes on
    const std::atomic<bool>* cancel = nullptr; // ends it soon; may be set by another thread
};

// True where this run needs it: it has a remote.json and has not ended with its results here.
bool needsSync(const RunFolder& run);

// Environment error where the far end cannot be reached (remote.json says so, too), or where another process keeps this
// folder in step (code Usage: nothing is wrong, read the folder). With follow only what cannot get better is an error.
// A run of this machine that is a Slurm job is asked about in the same way.
Status syncRun(const RunFolder& run, const SyncOptions& options);

// Writes what change makes of the run's record, in a moment in which nobody keeps the folder in step and could write an
// older one over it; waits for that up to 30 s. Environment error where it does not come.
Status changeRemoteRecord(const RunFolder& run, const std::function<void(RemoteRecord&)>& change);

// The run's target: the workspace's of that name, else the copy in its folder.
Result<Target> targetOfRun(const RunFolder& run, const RemoteRecord& record);

} // namespace roentgen::launch
