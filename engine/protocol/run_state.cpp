#include "engine/protocol/run_state.h"

#include "engine/protocol/memory_kill.h"

#include <algorithm>
#include <dirent.h>
#include <sys/stat.h>

namespace roentgen {

namespace {

constexpr double StalledAfterSeconds = 30; // six heartbeats

constexpr std::pair<RunState, const char*> stateNames[] = {
    {RunState::Prepared, "prepared"}, {RunState::Starting, "starting"},      {RunState::Running, "running"},
    {RunState::Stalled, "stalled"},   {RunState::Stopping, "stopping"},      {RunState::Stopped, "stopped"},
    {RunState::Finished, "finished"}, {RunState::Failed, "failed"},          {RunState::Lost, "lost"},
    {RunState::Queued, "queued"},     {RunState::Unreachable, "unreachable"}};

} // namespace

const char* runStateName(RunState state) {
    for (const auto& [known, name] : stateNames)
        if (known == state)
            return name;
    return "lost";
}

std::optional<RunState> runStateFromName(const std::string& name) {
    for (const auto& [state, known] : stateNames)
        if (name == known)
            return state;
    return std::nullopt;
}

bool isGoingOn(RunState state) {
    return state == RunState::Starting || state == RunState::Running || state == RunState::Stalled ||
           state == RunState::Stopping || state == RunState::Queued || state == RunState::Unreachable;
}

bool hasSaidItsLast(const RunHistory& history, double started) {
    return history.finished || ((history.error || history.stopped) && (started <= 0 || history.endTime >= started));
}

RunState stateOf(const RunSigns& signs, const RunHistory& history, double now) {
    if (history.finished)
        return RunState::Finished;
    if (signs.pulse == RunPulse::Waiting)
        return RunState::Queued;
    const bool saidItsLast = history.error || history.stopped;
    if (signs.pulse == RunPulse::Beating) {
        // A resumed trainer lives before it says hello: what the earlier attempt said last does not count.
        const bool ofThisAttempt = signs.started > 0 && hasSaidItsLast(history, signs.started);
        if (signs.stop || ofThisAttempt)
            return RunState::Stopping;
        if (saidItsLast || history.steps.empty())
            return RunState::Starting;
        return now - history.lastTime > StalledAfterSeconds ? RunState::Stalled : RunState::Running;
    }
    // One that died before its hello has said nothing either.
    const bool counts = signs.pulse != RunPulse::Gone || hasSaidItsLast(history, signs.started);
    if (counts && history.error)
        return RunState::Failed;
    if ((counts && history.stopped) || signs.pulse == RunPulse::Cancelled)
        return RunState::Stopped;
    if (signs.pulse == RunPulse::Gone && signs.stop == ControlCommand::StopNow) // without a word, as was asked
        return RunState::Stopped;
    return signs.pulse == RunPulse::None ? RunState::Prepared : RunState::Lost;
}

RunSummary summarizeRun(const RunFolder& run, const std::string& name, const RunHistory& history, RunState state,
                        double now) {
    RunSummary s;
    s.id = run.id();
    s.state = state;
    s.name = name;
    s.canResume = s.state == RunState::Stopped || s.state == RunState::Lost || s.state == RunState::Failed;
    s.hasCheckpoint = history.checkpoint.has_value();
    s.headline = history.headline();
    if (const auto* best = history.best()) {
        s.best = best->validation.metrics.headlineValue();
        for (const Metric& metric : best->validation.metrics.list)
            if (metric.of.empty())
                s.metrics.push_back(metric);
    }
    const Throughput throughput = history.throughput();
    s.imagesPerSecond = throughput.imagesPerSecond;
    s.imagesPerSecondDeviation = throughput.deviation;
    s.trainingSecondsPerEpoch = history.trainingSecondsPerEpoch();
    s.epoch = history.currentEpoch();
    s.step = history.currentStep();
    s.totalSteps = history.totalSteps();
    s.startTime = history.startTime;
    if (history.hello) {
        s.epochs = history.hello->epochs;
        s.ranks = history.hello->ranks;
        s.threadsPerRank = history.hello->threadsPerRank;
        s.host = history.hello->host;
    }
    if (const auto remote = readRemoteRecord(run)) {
        s.target = remote->target;
        s.problem = remote->problem;
        s.unreachableSince = s.state == RunState::Unreachable ? remote->checked : 0;
        s.job = remote->job;
        s.queueState = remote->queueState;
        s.queueReason = remote->queueReason;
        s.queueStart = remote->queueStart;
    }
    const bool going = isGoingOn(s.state) && s.state != RunState::Queued;
    // While nothing is heard of a run its pace is that of the time before.
    const bool unheard = s.state == RunState::Unreachable;
    s.elapsedSeconds = history.elapsedSeconds(going && !unheard ? now : history.lastTime);
    if (going)
        s.remainingSeconds = history.remainingSeconds(unheard || s.state == RunState::Stalled ? history.lastTime : now);
    if (s.state == RunState::Failed && history.error) {
        const ErrorEvent& e = *history.error;
        s.errorLine = Error{errorCodeFromName(e.code), e.message, e.where, e.hint}.toLine();
        s.errorWhat = Error{errorCodeFromName(e.code), e.message, e.where, {}}.toLine();
        s.diverged = e.cause == "divergence";
    }
    if (s.state == RunState::Stopped && history.stopped)
        s.endReason = history.stopped->how;
    if (s.state == RunState::Finished && history.finished)
        s.endReason = history.finished->reason;
    // A resumed attempt that was lost before its hello leaves what was said of the one before.
    const auto process = s.state == RunState::Lost ? readProcessRecord(run) : Result<ProcessRecord>(ProcessRecord());
    const bool isOfNewest = !process || history.endTime >= process->started;
    s.killedForMemory =
        s.state == RunState::Lost && (s.queueState == "OUT_OF_MEMORY" || (history.killedForMemory && isOfNewest));
    if (s.killedForMemory)
        s.errorLine = memoryKillError(run).toLine();
    else if (s.state == RunState::Lost && isOfNewest)
        s.errorLine = history.endedBecause;
    return s;
}

std::optional<double> RunSummary::metric(const std::string& named) const {
    return named == headline ? best : Metrics{metrics, headline}.value(named);
}

std::vector<std::string> metricNames(const std::vector<const RunSummary*>& runs) {
    std::vector<std::string> names;
    const auto add = [&](const std::string& name) {
        if (std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(name);
    };
    for (const RunSummary* run : runs) {
        add(run->headline);
        for (const Metric& metric : run->metrics)
            add(metric.name);
    }
    return names.empty() ? std::vector{headlineOfProtocol1()} : names;
}

std::vector<std::string> listRunIds(const std::string& workspace) {
    const std::string folder = workspace + "/runs";
    std::vector<std::pair<time_t, std::string>> found;
    DIR* const directory = ::opendir(folder.c_str());
    if (!directory)
        return {};
    while (const dirent* entry = ::readdir(directory)) {
        const std::string id = entry->d_name;
        const std::string experiment = RunFolder{folder + "/" + id}.experimentFile();
        struct stat status = {};
        if (id.front() != '.' && ::stat(experiment.c_str(), &status) == 0)
            found.emplace_back(status.st_mtime, id);
    }
    ::closedir(directory);
    std::sort(found.rbegin(), found.rend());
    std::vector<std::string> ids;
    for (auto& [time, id] : found)
        ids.push_back(std::move(id));
    return ids;
}

} // namespace roentgen
