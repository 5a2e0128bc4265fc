#include "engine/protocol/run_watch.h"

namespace roentgen {

namespace {

constexpr double HeartbeatCountsFor = 30; // seconds: of a run whose processes this machine cannot see
constexpr double LauncherCountsFor = 10;  // likewise: of a launcher whose rank 0 is gone
constexpr int MostLooks = 50;             // at a record that is written anew again and again

std::optional<ProcessRecord> recordOf(const RunFolder& run) {
    Result<ProcessRecord> record = readProcessRecord(run);
    return record ? std::optional<ProcessRecord>(record.take()) : std::nullopt;
}

struct Life {
    bool isHere = false, isAlive = false, hasLostRank0 = false, isSupervised = false;
};

Life lifeOf(const ProcessRecord& record) {
    return {record.host == thisHostName(), isAlive(record), hasLostRank0(record), record.started > 0};
}

RunPulse pulseOf(const Life& life, const RunHistory& history, double now) {
    const double silent = now - history.lastTime;
    if (!life.isHere)
        return history.hello && silent < HeartbeatCountsFor ? RunPulse::Beating : RunPulse::Gone;
    // A supervisor ends such a run itself, and then says why.
    if (life.hasLostRank0 && !life.isSupervised && silent > LauncherCountsFor)
        return RunPulse::Gone;
    return life.isAlive ? RunPulse::Beating : RunPulse::Gone;
}

// Elsewhere: what was last told, and how long ago.
RunState remoteState(const RemoteRecord& remote, bool stopAsked, double now) {
    const std::optional<RunState> told = runStateFromName(remote.state);
    if (told && !isGoingOn(*told) && *told != RunState::Prepared)
        return *told;
    if (now - remote.checked > UnreachableAfterSeconds)
        return RunState::Unreachable;
    return stopAsked && told != RunState::Queued ? RunState::Stopping : told.value_or(RunState::Starting);
}

} // namespace

RunWatch::RunWatch(RunFolder run, RunLog::Depth depth)
    : m_log(std::move(run), depth) {}

RunWatch::RunWatch(RunFolder run, RunHistory known, EventReader rest)
    : m_log(std::move(run), std::move(known), std::move(rest)) {}

void RunWatch::readEvents() {
    m_log.readNew(m_listener);
}

RunState RunWatch::look() {
    return look(secondsSince1970());
}

RunState RunWatch::look(double now) {
    readEvents();
    if (history().finished) // nothing comes after that
        return m_state = RunState::Finished;
    const std::optional<RemoteRecord> remote = readRemoteRecord(run());
    if (!remote)
        return m_state = lookAtProcesses(now);
    readEvents();
    m_state = history().finished ? RunState::Finished : remoteState(*remote, pendingStop(run()).has_value(), now);
    return m_state;
}

// First the processes, then the events: all that a process had to say is in the log once it is gone. A record that was
// written anew meanwhile tells of another attempt, which the events may tell of, too: then from the start.
RunState RunWatch::lookAtProcesses(double now) {
    for (int turn = 0;; ++turn) {
        const std::optional<ProcessRecord> record = recordOf(run());
        const Life life = record ? lifeOf(*record) : Life{};
        readEvents();
        if (turn < MostLooks && !(record == recordOf(run())))
            continue;
        RunSigns signs;
        signs.pulse = record ? pulseOf(life, history(), now) : RunPulse::None;
        signs.started = record ? record->started : 0;
        const bool isSilent = signs.pulse == RunPulse::Gone && !hasSaidItsLast(history(), signs.started);
        if (signs.pulse == RunPulse::Beating || isSilent)
            signs.stop = pendingStop(run());
        return stateOf(signs, history(), now);
    }
}

RunSummary RunWatch::summary() const {
    return summary(secondsSince1970());
}

RunSummary summaryOf(const RunFolder& run) {
    RunWatch watch(run);
    watch.look();
    return watch.summary();
}

} // namespace roentgen
