#include "engine/programs/sweep_command.h"

#include "engine/launch/workspace.h"
#include "engine/programs/error_output.h"
#include "engine/programs/sweep_output.h"
#include "engine/protocol/messages/sweep_messages.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/wait.h>
#include <unistd.h>

namespace roentgen::programs {

namespace {

using namespace launch;

volatile std::sig_atomic_t stopSignals = 0;

void countStop(int) {
    stopSignals = stopSignals + 1;
}

// The first asks for checkpoints, the second does without.
std::optional<ControlCommand> stopAsked() {
    if (stopSignals == 0)
        return std::nullopt;
    return stopSignals == 1 ? ControlCommand::Stop : ControlCommand::StopNow;
}

void takeSignals() {
    struct sigaction action = {};
    action.sa_handler = countStop;
    action.sa_flags = SA_RESTART;
    for (int signal : {SIGINT, SIGTERM, SIGUSR1})
        ::sigaction(signal, &action, nullptr);
}

SweepFormat formatOf(const SweepArguments& arguments) {
    return arguments.json ? SweepFormat::Json : arguments.csv ? SweepFormat::Csv : SweepFormat::Table;
}

// EXPERIMENT is a file, or the name of a sweep that the workspace has.
Result<Experiment> readSweepExperiment(const SweepArguments& arguments) {
    const std::string known = sweepFolder(arguments.workspace, arguments.experiment).files().experimentFile();
    std::error_code error;
    const bool isFile = std::filesystem::exists(arguments.experiment, error);
    Result<Experiment> experiment =
        readExperiment(!isFile && std::filesystem::exists(known, error) ? known : arguments.experiment);
    if (!experiment)
        return experiment;
    for (const std::string& assignment : arguments.overrides)
        if (Status status = applyOverride(*experiment, assignment); !status)
            return status.error();
    return experiment;
}

const char* eventName(SweepOptions::Event event) {
    switch (event) {
    case SweepOptions::Event::Started:
        return "started";
    case SweepOptions::Event::Resumed:
        return "resumed";
    case SweepOptions::Event::Found:
        return "found";
    case SweepOptions::Event::Ended:
        break;
    }
    return "ended as";
}

void sayWhatHappens(const SweepRecord& record, const SweepEntry& entry, SweepOptions::Event event, RunState state) {
    const auto number = &entry - record.runs.data() + 1;
    const bool ended = event == SweepOptions::Event::Ended;
    std::fprintf(stderr, "%lld/%zu  %s  %s%s%s%s%s\n", (long long)number, record.runs.size(), entry.runId.c_str(),
                 eventName(event), ended ? " " : "", ended ? runStateName(state) : "", entry.error.empty() ? "" : ": ",
                 entry.error.c_str());
}

// The child goes on in its own session, its words in the log; the parent returns when the child has begun, or with
// what the child could not do.
enum class Side { Parent, Child };
Result<Side> detach(const SweepFolder& folder, int& begunPipe) {
    int ends[2];
    const int log = ::open(folder.files().logFile().c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    const int input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (log < 0 || input < 0 || ::pipe2(ends, O_CLOEXEC) != 0)
        return environmentError(std::string("Could not detach: ") + std::strerror(errno), folder.files().logFile());
    const pid_t child = ::fork();
    if (child < 0)
        return environmentError(std::string("Could not start a process: ") + std::strerror(errno), folder.path);
    if (child == 0) {
        ::setsid();
        if (::dup2(input, 0) < 0 || ::dup2(log, 1) < 0 || ::dup2(log, 2) < 0)
            ::_exit(ExitEnvironment);
        begunPipe = ends[1];
        return Side::Child;
    }
    ::close(ends[1]);
    char begun = 0;
    if (::read(ends[0], &begun, 1) != 1)
        return environmentError("The sweep could not begin", folder.files().logFile(), "see that file");
    return Side::Parent;
}

void printDetached(const SweepFolder& folder, const SweepRecord& record, bool json) {
    if (json)
        printMessage(SweepStartAnswer{folder.name(), folder.path, int64_t(record.runs.size()), true});
    else
        std::printf("sweep    %s\nruns     %zu\n", folder.path.c_str(), record.runs.size());
}

// Of the first run that failed; 0 where none has.
int exitCodeOf(const SweepRecord& record, const std::string& workspace) {
    for (const SweepEntry& entry : record.runs) {
        if (!entry.error.empty())
            return ExitEnvironment;
        RunWatch watch({absolutePath(workspace) + "/runs/" + entry.runId});
        if (watch.look() == RunState::Failed)
            return Error{errorCodeFromName(watch.history().error->code), {}, {}, {}}.exitCode();
    }
    return ExitDone;
}

// A sweep that has begun was started knowingly.
Status checkMemoryOf(const SweepArguments& arguments, const SweepFolder& folder, const SweepPlan& plan) {
    std::error_code error;
    if (arguments.force || std::filesystem::exists(folder.recordFile(), error) || plan.experiments.empty())
        return Done{};
    return checkMemory(memoryNeed(plan.experiments, arguments.parallel, memoryOf(probeMachine())),
                       plan.experiments.front());
}

Result<int> work(const SweepArguments& arguments, const SweepFolder& folder, const Experiment& experiment,
                 SweepPlan& plan, int begunPipe) {
    takeSignals();
    if (Status opened = openSweep(folder, experiment, plan); !opened)
        return opened.error();
    if (begunPipe >= 0 && ::write(begunPipe, "b", 1) == 1)
        ::close(begunPipe);
    SweepOptions options;
    options.trainer = arguments.trainer;
    options.parallel = arguments.parallel;
    options.retryFailed = arguments.retryFailed;
    options.stopAsked = stopAsked;
    options.report = [&plan](const SweepEntry& entry, SweepOptions::Event event, RunState state) {
        sayWhatHappens(plan.record, entry, event, state);
    };
    const Result<SweepEnd> end = workThroughSweep(folder, arguments.workspace, plan, options);
    if (!end)
        return end.error();
    SweepSummary summary = readSweepSummary(folder, plan.record, arguments.workspace);
    // This process lives, and is done all the same.
    summary.state = *end == SweepEnd::Stopped ? SweepState::Interrupted : SweepState::Finished;
    printSweepSummary(summary, plan.record, formatOf(arguments));
    return *end == SweepEnd::Stopped ? int(ExitStopped) : exitCodeOf(plan.record, arguments.workspace);
}

} // namespace

Result<int> runSweep(const SweepArguments& arguments) {
    const Result<Experiment> experiment = readSweepExperiment(arguments);
    if (!experiment)
        return experiment.error();
    Result<SweepPlan> plan = planSweep(*experiment);
    if (!plan)
        return plan.error();
    const SweepFolder folder = sweepFolder(absolutePath(arguments.workspace), experiment->experiment.name);
    if (arguments.dryRun) {
        printSweepPlan(plan->record, folder.path, formatOf(arguments));
        return int(ExitDone);
    }
    if (arguments.reportOnly) {
        printSweepSummary(readSweepSummary(folder, plan->record, arguments.workspace), plan->record,
                          formatOf(arguments));
        return int(ExitDone);
    }
    if (Status can = checkSweepCanStart(*plan, arguments.workspace, arguments.trainer); !can)
        return can.error();
    if (Status enough = checkMemoryOf(arguments, folder, *plan); !enough)
        return enough.error();
    if (Status made = makeWorkspace(arguments.workspace); !made)
        return made.error();
    const Result<SweepLock> lock = SweepLock::take(folder);
    if (!lock)
        return lock.error();
    int begunPipe = -1;
    if (arguments.detach) {
        const Result<Side> side = detach(folder, begunPipe);
        if (!side)
            return side.error();
        if (*side == Side::Parent) {
            printDetached(folder, plan->record, arguments.json);
            return int(ExitDone);
        }
    }
    return work(arguments, folder, *experiment, *plan, begunPipe);
}

} // namespace roentgen::programs
