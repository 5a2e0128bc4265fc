// roentgen-run sync and fetch, and the far end's receive and feed.
#pragma once

#include "engine/launch/remote_launcher.h"
#include "engine/launch/run_feed.h"
#include "engine/programs/launch_notes.h"

#include <memory>

namespace roentgen::programs {

// Keeps runs in step: the one, or all of the workspace that need it, also those that are added later. untilInputEnds:
// standard input's end (the window's, however that ended) ends it. Only one run without follow: its error.
struct SyncArguments {
    std::string workspace;
    std::vector<RunFolder> runs; // empty: all
    bool follow = false, untilInputEnds = false, resultsNow = false;
};
Status runSync(const SyncArguments& arguments);

// Asks once about those that are elsewhere and have not ended, all at a time; errors stand in their remote.json.
void bringUpToDate(const std::vector<RunFolder>& runs);

// Prints what is started or, with dryRun, what would be.
void printStarted(const launch::StartedRun& started, const std::string& target, bool dryRun, bool json,
                  const LaunchNotes& notes);

// A thread that keeps one run in step while something else looks at its folder.
class SyncInBackground {
public:
    explicit SyncInBackground(const RunFolder& run);
    ~SyncInBackground();
    SyncInBackground(const SyncInBackground&) = delete;
    SyncInBackground& operator=(const SyncInBackground&) = delete;

private:
    struct State;
    std::unique_ptr<State> m_state; // nothing for a run of this machine
};

} // namespace roentgen::programs
