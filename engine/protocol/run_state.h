// The states of a run, each defined once, here; run_watch.h finds them out from a run's folder.
#pragma once

#include "engine/protocol/event_log.h"
#include "engine/protocol/remote_record.h"
#include "engine/protocol/run_folder.h"

namespace roentgen {

enum class RunState {
    Prepared, // a folder, not started yet
    Starting, // the process lives, no step yet
    Running,
    Stalled,  // the process lives, its last event is older than 30 s
    Stopping, // it lives, but was asked to stop or has said its last word
    Stopped,  // on request; can be resumed
    Finished,
    Failed,      // wrote an error
    Lost,        // the process is gone and said nothing (kill -9, power); can be resumed
    Queued,      // waits in Slurm's queue
    Unreachable, // it went on elsewhere when that was last told, and now cannot be asked
};
const char* runStateName(RunState state); // "prepared" "starting" …
std::optional<RunState> runStateFromName(const std::string& name);
bool isGoingOn(RunState state); // not ended, as far as is known: starting running stalled stopping queued unreachable

// What is known of a run besides its events.
enum class RunPulse {
    None,      // it was never started
    Waiting,   // in a queue
    Beating,   // processes of it live
    Gone,      // they did
    Cancelled, // they did, and were ended from outside on request
};
struct RunSigns {
    RunPulse pulse = RunPulse::None;
    std::optional<ControlCommand> stop; // that was asked of the newest attempt
    double started = 0;                 // when that was started, seconds since 1970; 0 where it is not known
};
// Whether the attempt that was started then (0: whichever was the newest) has said that it failed, stopped or finished.
bool hasSaidItsLast(const RunHistory& history, double started);
// Of history it looks at hello, error, stopped, finished, endTime, lastTime and whether there is a step.
RunState stateOf(const RunSigns& signs, const RunHistory& history, double now);

// A run that goes on elsewhere is unreachable where nobody has told of it for so long.
constexpr double UnreachableAfterSeconds = 8;

struct RunSummary {
    std::string id, name; // name: experiment.name
    RunState state = RunState::Prepared;
    bool canResume = false;
    bool hasCheckpoint = false;                   // that a resume goes on from
    bool killedForMemory = false;                 // of a lost run: by the kernel
    std::string headline = headlineOfProtocol1(); // the metric that tells the best epoch
    std::optional<double> best;                   // its value there
    std::vector<Metric> metrics;                  // of all classes, there; an older engine tells the headline alone
    std::optional<double> metric(const std::string& named) const; // there
    Direction headlineDirection() const { return Metrics{metrics, headline}.headlineDirection(); }
    double imagesPerSecond = 0, imagesPerSecondDeviation = 0; // Throughput
    std::optional<double> trainingSecondsPerEpoch;
    int64_t epoch = 0, epochs = 0, step = 0, totalSteps = 0;
    int ranks = 1, threadsPerRank = 1;
    double startTime = 0; // seconds since 1970; 0 where it has not started
    double elapsedSeconds = 0;
    std::optional<double> remainingSeconds;
    std::string errorLine; // of a failed run; of a lost one what it was killed for, or why its supervisor ended it
    bool diverged = false; // of a failed run: by the guard against divergence
    std::string errorWhat; // of a failed run: errorLine without what to do
    // Of a finished run "epochs" or "early_stop", of a stopped one "checkpoint" or "now"; empty: its last event does
    // not say, or it left none.
    std::string endReason;
    std::string host;
    // Of a run that goes on elsewhere (remote.json); empty and 0 otherwise.
    std::string target, problem; // problem: why it cannot be reached now
    double unreachableSince = 0; // when it was last heard of, while it is unreachable
    std::string job, queueState, queueReason;
    double queueStart = 0;
};

// Those that these runs have, the first one's headline first; never none.
std::vector<std::string> metricNames(const std::vector<const RunSummary*>& runs);

// name: of the experiment.
RunSummary summarizeRun(const RunFolder& run, const std::string& name, const RunHistory& history, RunState state,
                        double now);

// Ids of the folders of a workspace's runs/ that hold an experiment.toml, newest first.
std::vector<std::string> listRunIds(const std::string& workspace);

} // namespace roentgen
