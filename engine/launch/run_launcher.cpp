#include "engine/launch/run_launcher.h"

#include "engine/launch/workspace.h"
#include "engine/protocol/sweep.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace roentgen::launch {

namespace {

double secondsSince1970() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

// In the child: own session, output to the log, wait for the parent's word, become the command.
[[noreturn]] void becomeCommand(const std::string& logFile, const std::vector<std::string>& command, int goPipe,
                                int errorPipe) {
    const auto fail = [errorPipe] {
        const int number = errno;
        if (::write(errorPipe, &number, sizeof number) < 0)
            ::_exit(126);
        ::_exit(127);
    };
    ::setsid();
    const int input = ::open("/dev/null", O_RDONLY);
    const int log = ::open(logFile.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
    if (input < 0 || log < 0 || ::dup2(input, 0) < 0 || ::dup2(log, 1) < 0 || ::dup2(log, 2) < 0)
        fail();
    char go = 0;
    if (::read(goPipe, &go, 1) != 1)
        ::_exit(125); // the parent gave up
    std::vector<char*> arguments;
    for (const std::string& argument : command)
        arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    ::execvp(arguments[0], arguments.data());
    fail();
    ::_exit(127);
}

// A grandchild, so that init and not the caller is left with it.
Result<ProcessRecord> startDetached(const RunFolder& run, const std::vector<std::string>& command) {
    int pidPipe[2], goPipe[2], errorPipe[2];
    if (::pipe2(pidPipe, O_CLOEXEC) != 0 || ::pipe2(goPipe, O_CLOEXEC) != 0 || ::pipe2(errorPipe, O_CLOEXEC) != 0)
        return environmentError(std::string("Could not make a pipe: ") + std::strerror(errno), run.path);
    const pid_t child = ::fork();
    if (child < 0)
        return environmentError(std::string("Could not start a process: ") + std::strerror(errno), run.path);
    if (child == 0) {
        const pid_t grandchild = ::fork();
        if (grandchild == 0) {
            ::close(goPipe[1]);
            becomeCommand(run.logFile(), command, goPipe[0], errorPipe[1]);
        }
        const int64_t pid = grandchild;
        ::_exit(::write(pidPipe[1], &pid, sizeof pid) == ssize_t(sizeof pid) ? 0 : 1);
    }
    ::close(pidPipe[1]);
    ::close(goPipe[0]);
    ::close(errorPipe[1]);
    int64_t pid = -1;
    const bool gotPid = ::read(pidPipe[0], &pid, sizeof pid) == ssize_t(sizeof pid) && pid > 0;
    ::waitpid(child, nullptr, 0);

    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = pid;
    record.launcherStartTicks = processStartTicks(pid);
    record.command = command;
    Status written =
        gotPid ? writeProcessRecord(run, record) : Status(environmentError("Could not start a process", run.path));
    int number = 0;
    if (written && ::write(goPipe[1], "g", 1) == 1 && ::read(errorPipe[0], &number, sizeof number) > 0)
        written = environmentError("Could not start " + command.front() + ": " + std::strerror(number), run.path);
    for (int file : {pidPipe[0], goPipe[1], errorPipe[0]})
        ::close(file);
    if (!written)
        return written.error();
    return record;
}

Status checkPrograms(const Experiment& experiment, const Machine& machine, const std::string& trainer) {
    if (::access(trainer.c_str(), X_OK) != 0)
        return environmentError("roentgen-train is missing", trainer, "build it, or run ./run");
    if (experiment.distributed.ranks > 1 && machine.mpirun.empty())
        return environmentError("mpirun is missing", "PATH", "install the package openmpi-bin, or train with 1 rank");
    if (experiment.target.kind != "local")
        return usageError("Only this machine can be a target yet", "target.kind", "use local");
    return Done{};
}

} // namespace

Result<RunPlan> planRun(const Experiment& asked, const std::string& workspace, const std::string& trainer,
                        const std::string& runId) {
    RunPlan plan;
    plan.experiment = asked;
    for (Status status : {checkSingleRun(asked), checkExperiment(asked)})
        if (!status)
            return status.error();
    const Machine machine = probeMachine();
    if (Status status = checkPrograms(asked, machine, trainer); !status)
        return status.error();
    Result<std::string> dataset = resolveDataset(asked.data.dataset, workspace);
    if (!dataset)
        return dataset.error();
    plan.experiment.data.dataset = dataset.take();
    Result<ResolvedWeights> weights = resolveWeights(asked, workspace);
    if (!weights)
        return weights.error();
    plan.experiment.model.weights = weights->file;
    plan.startsFrom = weights->says;
    const std::string runs = absolutePath(workspace) + "/runs";
    plan.run.path = runs + "/" + (runId.empty() ? makeRunId(asked.experiment.name, runs) : runId);
    plan.command = trainCommand(plan.experiment, machine, trainer, plan.run, Start::Fresh);
    return plan;
}

Result<ProcessRecord> startRun(const RunPlan& plan) {
    const std::string runs = plan.run.path.substr(0, plan.run.path.find_last_of('/'));
    if (Status status = makeWorkspace(runs.substr(0, runs.find_last_of('/'))); !status)
        return status.error();
    if (::mkdir(plan.run.path.c_str(), 0755) != 0) {
        if (errno == EEXIST)
            return usageError("The run folder exists already", plan.run.path, "choose another id, or resume that run");
        return environmentError(std::string("Could not make the run folder: ") + std::strerror(errno), plan.run.path);
    }
    Status written = writeFileAtomically(plan.run.experimentFile(), writeExperiment(plan.experiment, WriteKeys::All));
    if (!written) {
        ::rmdir(plan.run.path.c_str());
        return written.error();
    }
    return startDetached(plan.run, plan.command);
}

Result<ProcessRecord> resumeRun(const RunFolder& run, const std::string& trainer) {
    Result<Experiment> experiment = readExperiment(run.experimentFile());
    if (!experiment)
        return experiment.error();
    const RunState state = deriveRunState(run, readHistory(run), secondsSince1970());
    if (state == RunState::Finished)
        return usageError("This run has finished", run.path, "clone its experiment to train again");
    if (state == RunState::Starting || state == RunState::Running || state == RunState::Stalled)
        return usageError("This run is going on", run.path, "follow it, or stop it first");
    const Machine machine = probeMachine();
    if (Status status = checkPrograms(*experiment, machine, trainer); !status)
        return status.error();
    return startDetached(run, trainCommand(*experiment, machine, trainer, run, Start::Resume));
}

Status stopRun(const RunFolder& run, ControlCommand command) {
    Result<ProcessRecord> record = readProcessRecord(run);
    if (!record || !isAlive(*record))
        return usageError("This run is not going on", run.path, "see roentgen-run status");
    return appendControl(run, command);
}

bool waitUntilEnded(const RunFolder& run, double seconds) {
    const double end = secondsSince1970() + seconds;
    for (;;) {
        const Result<ProcessRecord> record = readProcessRecord(run);
        if (!record || !isAlive(*record))
            return true;
        if (secondsSince1970() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
}

RunHistory readHistory(const RunFolder& run) {
    RunHistory history;
    EventReader reader(run.eventsFile());
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    return history;
}

} // namespace roentgen::launch
