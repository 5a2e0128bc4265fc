#include "engine/launch/sweep_worker.h"

#include "engine/launch/workspace.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <thread>

namespace roentgen::launch {

namespace {

namespace fs = std::filesystem;

constexpr int MostStarts = 3; // of a run whose process vanishes
constexpr auto LookEvery = std::chrono::milliseconds(50);

// What a start that was killed leaves: a folder without an experiment.
void clearDebris(const RunFolder& run) {
    std::error_code error;
    if (!fs::exists(run.experimentFile(), error))
        fs::remove_all(run.path, error);
}

std::string endOf(const std::string& file) {
    const Result<std::string> text = readTextFile(file);
    return text ? lastLine(*text).substr(0, 500) : "nothing";
}

// Several runs at a time share the cores, and none is bound to those of another.
Experiment shareCores(Experiment experiment, int parallel) {
    if (parallel == 1)
        return experiment;
    auto& d = experiment.distributed;
    if (d.threadsPerRank == 0)
        d.threadsPerRank = std::max<int64_t>(1, usableCores() / (int64_t(parallel) * d.ranks));
    if (d.bind == "auto")
        d.bind = "none";
    if (d.bind == "none") // each run's threads would lie on the same first cores
        d.threadBinding = "none";
    return experiment;
}

} // namespace

SweepWorker::SweepWorker(const SweepFolder& folder, std::string workspace, SweepPlan& plan, const SweepOptions& options)
    : m_folder(folder)
    , m_workspace(absolutePath(workspace))
    , m_plan(plan)
    , m_options(options)
    , m_control(folder.files()) {
    m_control.skipExisting();
    for (size_t index = plan.record.runs.size(); index-- > 0;)
        m_waiting.push_back({index, 0});
}

RunState SweepWorker::look(const Job& job) {
    return m_watches.try_emplace(job.index, folderOf(job)).first->second.look();
}

RunFolder SweepWorker::folderOf(const Job& job) const {
    return {m_workspace + "/runs/" + m_plan.record.runs[job.index].runId};
}

void SweepWorker::report(const Job& job, SweepOptions::Event event, RunState state) const {
    if (m_options.report)
        m_options.report(m_plan.record.runs[job.index], event, state);
}

bool SweepWorker::isLeftAlone(const Job& job) {
    const bool failed = !m_plan.record.runs[job.index].error.empty() || look(job) == RunState::Failed;
    return failed && job.starts == 0 && !m_options.retryFailed;
}

Status SweepWorker::giveUp(const Job& job, const std::string& why) {
    entryOf(job).error = why;
    report(job, SweepOptions::Event::Ended, RunState::Failed);
    return writeSweepRecord(m_folder, m_plan.record);
}

Result<SweepOptions::Event> SweepWorker::startOrResume(const Job& job) {
    const RunFolder run = folderOf(job);
    clearDebris(run);
    if (fs::exists(run.path)) {
        const Result<ProcessRecord> resumed = resumeRun(run, m_options.trainer);
        return resumed ? Result<SweepOptions::Event>(SweepOptions::Event::Resumed) : resumed.error();
    }
    const Result<RunPlan> plan = planRun(shareCores(m_plan.experiments[job.index], m_options.parallel), m_workspace,
                                         m_options.trainer, run.id());
    if (!plan)
        return plan.error();
    const Result<ProcessRecord> started = startRun(*plan);
    return started ? Result<SweepOptions::Event>(SweepOptions::Event::Started) : started.error();
}

Status SweepWorker::begin(Job job) {
    const RunState before = look(job);
    if (before == RunState::Finished || isLeftAlone(job))
        return Done{};
    ++job.starts;
    if (isGoingOn(before)) {
        m_going.push_back(job);
        report(job, SweepOptions::Event::Found, before);
        return Done{};
    }
    if (!entryOf(job).error.empty()) {
        entryOf(job).error.clear();
        if (Status status = writeSweepRecord(m_folder, m_plan.record); !status)
            return status;
    }
    const Result<SweepOptions::Event> event = startOrResume(job);
    if (!event)
        return giveUp(job, event.error().toLine());
    m_going.push_back(job);
    report(job, *event, RunState::Starting);
    return Done{};
}

Status SweepWorker::settleEnded() {
    for (size_t k = m_going.size(); k-- > 0;) {
        const Job job = m_going[k];
        const RunState state = look(job);
        if (isGoingOn(state))
            continue;
        m_going.erase(m_going.begin() + std::ptrdiff_t(k));
        const bool vanished = state == RunState::Lost || state == RunState::Prepared;
        if (vanished && !m_stop && job.starts >= MostStarts) {
            if (Status status = giveUp(job, "Its process vanished " + std::to_string(MostStarts) +
                                                " times; the log ends with: " + endOf(folderOf(job).logFile()));
                !status)
                return status;
            continue;
        }
        report(job, SweepOptions::Event::Ended, state);
        if (vanished)
            m_waiting.push_back(job);
    }
    return Done{};
}

void SweepWorker::passOnStop() {
    std::optional<ControlCommand> asked = m_options.stopAsked ? m_options.stopAsked() : std::nullopt;
    for (ControlCommand command : m_control.readNew())
        if (command != ControlCommand::Checkpoint)
            asked = command;
    // Once, and once more where "now" comes after.
    if (!asked || m_stop == asked || m_stop == ControlCommand::StopNow)
        return;
    m_stop = asked;
    for (const Job& job : m_going)
        (void)stopRun(folderOf(job), *asked); // one that has just ended needs no word
}

Result<SweepEnd> SweepWorker::work() {
    for (;;) {
        passOnStop();
        if (Status status = settleEnded(); !status)
            return status.error();
        if (m_stop && m_going.empty())
            return SweepEnd::Stopped;
        if (!m_stop && int(m_going.size()) < m_options.parallel && !m_waiting.empty()) {
            const Job job = m_waiting.back();
            m_waiting.pop_back();
            if (Status status = begin(job); !status)
                return status.error();
            continue;
        }
        if (m_going.empty() && m_waiting.empty())
            return SweepEnd::Finished;
        std::this_thread::sleep_for(LookEvery);
    }
}

} // namespace roentgen::launch
