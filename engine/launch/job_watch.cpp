#include "engine/launch/job_watch.h"

#include "engine/launch/slurm.h"

namespace roentgen::launch {

namespace {

RunPulse pulseOf(const SlurmJob& job) {
    if (job.phase == SlurmJob::Phase::Waiting)
        return RunPulse::Waiting;
    if (job.phase == SlurmJob::Phase::Running)
        return RunPulse::Beating;
    return job.state == "CANCELLED" ? RunPulse::Cancelled : RunPulse::Gone;
}

} // namespace

RunState JobWatch::look() {
    const auto record = readRemoteRecord(m_watch.run());
    if (record && record->kind == "slurm" && record->host.empty())
        if (const std::optional<RunState> state = askQueue(*record))
            return *state;
    return m_watch.look();
}

std::optional<RunState> JobWatch::askQueue(RemoteRecord record) {
    const std::optional<RunState> told = runStateFromName(record.state);
    const bool ended = told && !isGoingOn(*told) && *told != RunState::Prepared;
    const auto since = std::chrono::steady_clock::now() - m_asked;
    if (ended || record.job.empty() || since < std::chrono::seconds(3))
        return std::nullopt;
    m_asked = std::chrono::steady_clock::now();
    record.job = currentJob(m_watch.run(), record.job);
    const Result<SlurmJob> job = askSlurm(record.job);
    // The events after the queue: what an ended job had to say is among them.
    m_watch.readEvents();
    const RunHistory& history = m_watch.history();
    const double now = secondsSince1970();
    if (job) {
        RunSigns signs;
        signs.pulse = pulseOf(*job);
        signs.stop = pendingStop(m_watch.run());
        if (const auto process = readProcessRecord(m_watch.run()))
            signs.started = process->started;
        const RunState state = stateOf(signs, history, now);
        record.state = runStateName(state);
        record.queueState = job->state;
        record.queueReason = job->reason;
        record.queueStart = job->start;
        record.problem.clear();
        record.checked = now;
        record.resultsHere = !isGoingOn(state); // they were here all the time
    } else {
        record.problem = job.error().toLine();
        // The events may go on while nobody answers for the queue.
        if (history.hello && now - history.lastTime < UnreachableAfterSeconds)
            record.checked = now;
    }
    if (Status written = writeRemoteRecord(m_watch.run(), record); !written && job)
        return runStateFromName(record.state);
    return std::nullopt;
}

} // namespace roentgen::launch
