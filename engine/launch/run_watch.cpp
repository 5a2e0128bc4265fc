#include "engine/launch/run_watch.h"

#include "engine/launch/slurm.h"

namespace roentgen::launch {

namespace {

constexpr double StalledAfterSeconds = 30; // as of a run of this machine

// What a job in the queue means for the run that its events tell of.
RunState stateOfJob(const SlurmJob& job, const RunHistory& history, double now) {
    if (history.finished)
        return RunState::Finished;
    if (job.phase == SlurmJob::Phase::Waiting)
        return RunState::Queued;
    if (job.phase == SlurmJob::Phase::Running) {
        if (history.error || history.stopped || history.steps.empty())
            return RunState::Starting;
        return now - history.lastTime > StalledAfterSeconds ? RunState::Stalled : RunState::Running;
    }
    if (history.error)
        return RunState::Failed;
    return history.stopped || job.state == "CANCELLED" ? RunState::Stopped : RunState::Lost;
}

} // namespace

double secondsSince1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

RunState RunWatch::look() {
    const double now = secondsSince1970();
    const auto record = readRemoteRecord(m_run);
    const auto readEvents = [this] {
        for (const RunEvent& event : m_events.readNew())
            m_history.apply(event);
    };
    if (record && record->kind == "slurm" && record->host.empty()) {
        const RunState state = lookAtJob(*record, now);
        readEvents();
        return state;
    }
    readEvents();
    const RunState first = deriveRunState(m_run, m_history, now);
    // What the trainer wrote between that reading and its end counts.
    readEvents();
    return isGoingOn(first) ? first : deriveRunState(m_run, m_history, now);
}

RunState RunWatch::lookAtJob(RemoteRecord record, double now) {
    const std::optional<RunState> told = runStateFromName(record.state);
    const bool ended = told && !isGoingOn(*told) && *told != RunState::Prepared;
    const auto since = std::chrono::steady_clock::now() - m_asked;
    if (ended || record.job.empty() || since < std::chrono::seconds(3))
        return deriveRunState(m_run, m_history, now);
    m_asked = std::chrono::steady_clock::now();
    record.job = currentJob(m_run, record.job);
    const Result<SlurmJob> job = askSlurm(record.job);
    for (const RunEvent& event : m_events.readNew())
        m_history.apply(event);
    if (job) {
        record.state = runStateName(stateOfJob(*job, m_history, now));
        record.queueState = job->state;
        record.queueReason = job->reason;
        record.queueStart = job->start;
        record.problem.clear();
        record.checked = now;
        record.resultsHere = !isGoingOn(*runStateFromName(record.state)); // they were here all the time
    } else {
        record.problem = job.error().toLine();
        // The events may go on while nobody answers for the queue.
        if (m_history.hello && now - m_history.lastTime < UnreachableAfterSeconds)
            record.checked = now;
    }
    if (Status written = writeRemoteRecord(m_run, record); !written && job)
        return *runStateFromName(record.state);
    return deriveRunState(m_run, m_history, now);
}

} // namespace roentgen::launch
