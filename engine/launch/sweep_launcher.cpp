#include "engine/launch/sweep_launcher.h"

#include "engine/launch/sweep_worker.h"
#include "engine/launch/workspace.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

// Why a run could not be started the last time is kept, as long as it is the same run.
void keepErrors(const SweepFolder& folder, SweepRecord& record) {
    const Result<SweepRecord> earlier = readSweepRecord(folder);
    if (!earlier)
        return;
    for (SweepEntry& entry : record.runs)
        for (const SweepEntry& before : earlier->runs)
            if (before.runId == entry.runId)
                entry.error = before.error;
}

Status nameThisProcess(const SweepFolder& folder) {
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = ::getpid();
    record.launcherStartTicks = processStartTicks(record.launcherPid);
    return writeProcessRecord(folder.files(), record);
}

} // namespace

Result<SweepLock> SweepLock::take(const SweepFolder& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder.path, error);
    const int file = error ? -1 : ::open(folder.lockFile().c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (file < 0)
        return environmentError("Could not make the sweep's folder: " +
                                    (error ? error.message() : std::string(std::strerror(errno))),
                                folder.path, "choose a workspace that you may write to");
    if (::flock(file, LOCK_EX | LOCK_NB) == 0)
        return SweepLock(file);
    const bool held = errno == EWOULDBLOCK;
    ::close(file);
    return held ? usageError("This sweep is being worked through already", folder.path,
                             "wait for it, or roentgen-run stop " + folder.name())
                : environmentError("The sweep's folder cannot be locked", folder.lockFile());
}

SweepLock::SweepLock(SweepLock&& other) noexcept
    : m_file(std::exchange(other.m_file, -1)) {}

SweepLock::~SweepLock() {
    if (m_file >= 0)
        ::close(m_file);
}

Status checkSweepCanStart(const SweepPlan& plan, const std::string& workspace, const std::string& trainer) {
    const Result<RunPlan> first = planRun(plan.experiments.front(), workspace, trainer, plan.record.runs.front().runId);
    return first ? Status(Done{}) : Status(first.error());
}

Status openSweep(const SweepFolder& folder, const Experiment& experiment, SweepPlan& plan) {
    keepErrors(folder, plan.record);
    if (Status status = writeFileAtomically(folder.files().experimentFile(), writeExperiment(experiment)); !status)
        return status;
    if (Status status = writeSweepRecord(folder, plan.record); !status)
        return status;
    return nameThisProcess(folder);
}

Result<SweepEnd> workThroughSweep(const SweepFolder& folder, const std::string& workspace, SweepPlan& plan,
                                  const SweepOptions& options) {
    return SweepWorker(folder, workspace, plan, options).work();
}

Status stopSweep(const SweepFolder& folder, const std::string& workspace, ControlCommand command) {
    if (isWorkedOn(folder))
        return appendControl(folder.files(), command);
    const Result<SweepRecord> record = readSweepRecord(folder);
    if (!record)
        return record.error();
    bool any = false;
    for (const SweepEntry& entry : record->runs)
        any = bool(stopRun({absolutePath(workspace) + "/runs/" + entry.runId}, command)) || any;
    return any ? Status(Done{}) : usageError("This sweep is not going on", folder.path, "see its runs");
}

SweepSummary readSweepSummary(const SweepFolder& folder, const SweepRecord& record, const std::string& workspace) {
    std::map<std::string, RunSummary> runs;
    for (const SweepEntry& entry : record.runs) {
        const RunFolder run{absolutePath(workspace) + "/runs/" + entry.runId};
        if (std::filesystem::exists(run.experimentFile()))
            runs[entry.runId] = summaryOf(run);
    }
    return summarizeSweep(record, runs, isWorkedOn(folder));
}

} // namespace roentgen::launch
