#include "engine/launch/run_life.h"

#include "engine/launch/job_watch.h"
#include "engine/launch/run_processes.h"
#include "engine/launch/run_supervisor.h"
#include "engine/launch/slurm.h"
#include "engine/launch/slurm_script.h"
#include "engine/launch/workspace.h"
#include "engine/protocol/dataset_place.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace roentgen::launch {

namespace {

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
Result<ProcessRecord> startDetached(const RunFolder& run, const std::vector<std::string>& command,
                                    const std::string& supervisor) {
    if (::access(command.front().c_str(), X_OK) != 0 && findProgram(command.front()).empty())
        return environmentError("Could not start " + command.front(), command.front(), "install it");
    if (Status opened = openControl(run); !opened)
        return opened.error();
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
            becomeCommand(run.logFile(), supervisedCommand(supervisor, run, command), goPipe[0], errorPipe[1]);
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
    record.started = secondsSince1970();
    record.command = command;
    Status written =
        gotPid ? writeProcessRecord(run, record) : Status(environmentError("Could not start a process", run.path));
    int number = 0;
    if (written && ::write(goPipe[1], "g", 1) == 1 && ::read(errorPipe[0], &number, sizeof number) > 0)
        written = environmentError("Could not start " + supervisor + ": " + std::strerror(number), run.path);
    for (int file : {pidPipe[0], goPipe[1], errorPipe[0]})
        ::close(file);
    if (!written)
        return written.error();
    return record;
}

// A launcher leads the session that it was started in; 0 where it was not started by startDetached().
pid_t sessionOf(const ProcessRecord& record) {
    const pid_t launcher = pid_t(record.launcherPid);
    const bool isIt = launcher > 0 && processStartTicks(launcher) == record.launcherStartTicks;
    return isIt && ::getsid(launcher) == launcher ? launcher : 0;
}

Status checkPrograms(const Experiment& experiment, const Machine& machine, const std::string& trainer,
                     const Target* target) {
    if (::access(trainer.c_str(), X_OK) != 0)
        return environmentError("roentgen-train is missing", trainer, "build it, or run ./run");
    if (::access(supervisorBeside(trainer).c_str(), X_OK) != 0)
        return environmentError("roentgen-run is missing", supervisorBeside(trainer), "build it, or run ./run");
    if (experiment.distributed.ranks > 1 && machine.mpirun.empty())
        return environmentError("mpirun is missing", "PATH", "install the package openmpi-bin, or train with 1 rank");
    if (target && target->isSlurm() && findProgram("sbatch").empty())
        return environmentError("Slurm is missing", "PATH", "install slurm-client, or add the target's prelude");
    return Done{};
}

// Submits, and keeps the job's number for those who ask how the run is.
Result<ProcessRecord> submitRun(const RunFolder& run, const std::string& targetName,
                                const std::vector<std::string>& command) {
    // Before there is a job: what follows is its number alone.
    for (Status status : {openControl(run), writeRemoteCommand(run, command)})
        if (!status)
            return status.error();
    const Result<std::string> job = submitToSlurm(run);
    if (!job)
        return job.error();
    RemoteRecord record;
    record.target = targetName;
    record.kind = "slurm";
    record.job = *job;
    record.state = runStateName(RunState::Queued);
    record.checked = secondsSince1970();
    ::unlink(run.jobFile().c_str());
    if (Status kept = writeRemoteRecord(run, record); !kept) {
        (void)cancelSlurmJob(*job); // nobody could find it
        return kept.error();
    }
    ProcessRecord submitted;
    submitted.command = command;
    return submitted;
}

// What mpirun, Slurm and a later resume read.
Status writeTargetFiles(const RunPlan& plan, const std::string& script) {
    if (!plan.target)
        return Done{};
    if (Status status = writeFileAtomically(plan.run.targetFile(), writeTarget(*plan.target)); !status)
        return status;
    std::string hosts;
    for (const std::string& line : plan.target->hosts)
        hosts += line + "\n";
    if (!hosts.empty())
        if (Status status = writeFileAtomically(plan.run.hostFile(), hosts); !status)
            return status;
    if (!plan.target->isSlurm())
        return Done{};
    if (!script.empty() && script.find(plan.run.path) == std::string::npos)
        return usageError("This script is of another run", plan.run.path,
                          "give the --id that --dry-run was given, or whose folder the script names");
    Result<std::string> text = script.empty() ? slurmScript(plan) : Result<std::string>(script);
    return text ? writeFileAtomically(plan.run.slurmScriptFile(), *text) : Status(text.error());
}

// The target that the run was started with; its name stands in remote.json or in the experiment.
Result<std::optional<Target>> targetOf(const RunFolder& run, const Experiment& experiment) {
    const Result<std::string> text = readTextFile(run.targetFile());
    if (!text)
        return std::optional<Target>();
    Result<Target> target = parseTarget(*text, folderNameOf(experiment.target.name), run.targetFile());
    if (!target)
        return target.error();
    return std::optional<Target>(target.take());
}

} // namespace

Result<RunPlan> planRun(const Experiment& asked, const std::string& workspace, const std::string& trainer,
                        const std::string& runId, const std::optional<Target>& target) {
    RunPlan plan;
    plan.experiment = asked;
    plan.target = target;
    const Target* const where = target ? &*target : nullptr;
    if (!where && asked.target.kind != "local")
        return usageError("This runs on this machine only", "target.kind", "use local, or start it as a single run");
    for (Status status : {checkSingleRun(asked), checkExperiment(asked)})
        if (!status)
            return status.error();
    const Machine machine = probeMachine();
    if (Status status = checkPrograms(asked, machine, trainer, where); !status)
        return status.error();
    const Result<DatasetPlace> dataset = findDataset(asked.data.dataset, workspace);
    if (!dataset)
        return dataset.error();
    plan.experiment.data.dataset = dataset->path;
    plan.warning = shadowWarning(*dataset);
    Result<std::string> records = findRecordsFolder(asked, workspace);
    if (!records)
        return records.error();
    if (!records->empty())
        plan.experiment.pipeline.records = records.take();
    Result<ResolvedWeights> weights = resolveWeights(asked, workspace);
    if (!weights)
        return weights.error();
    plan.experiment.model.weights = weights->file;
    plan.startsFrom = weights->says;
    const std::string runs = absolutePath(workspace) + "/runs";
    plan.run.path = runs + "/" + (runId.empty() ? makeRunId(asked.experiment.name, runs) : runId);
    if (where && (where->isSlurm() || !where->hosts.empty()))
        plan.experiment.distributed.ranksPerHost = ranksOfOneHost(plan.experiment, where);
    if (Status status = checkPlacement(plan.experiment, machine, where); !status)
        return status.error();
    plan.placement = choosePlacement(plan.experiment, machine, where);
    plan.supervisor = supervisorBeside(trainer);
    plan.command = trainCommand(plan.experiment, machine, trainer, plan.run, Start::Fresh, where);
    if (!where || !where->isSlurm())
        plan.memory = memoryNeed(plan.experiment, ranksOfOneHost(plan.experiment, where), memoryOf(machine));
    return plan;
}

MachineMemory memoryOf(const Machine& machine) {
    return {double(machine.memoryBytes), double(machine.freeMemoryBytes), machine.bf16};
}

Status checkMemory(const std::optional<MemoryNeed>& need, const Experiment& experiment) {
    if (!need || need->fits())
        return Done{};
    Error error = tooLittleMemory(*need, experiment);
    error.hint += ", or start it all the same with --force";
    return error;
}

std::vector<std::string> warningsOf(const RunPlan& plan) {
    std::vector<std::string> warnings;
    if (!plan.warning.empty())
        warnings.push_back(plan.warning);
    if (plan.placement.oversubscribed)
        warnings.push_back(std::to_string(plan.placement.ranks) + " ranks with " +
                           std::to_string(plan.placement.threadsPerRank) +
                           " threads each share fewer cores: slower than ranks that have cores of their own");
    return warnings;
}

std::vector<std::string> shownCommand(const RunPlan& plan, const std::string& script) {
    return script.empty() ? plan.command : submitCommand(plan.run);
}

Result<ProcessRecord> startRun(const RunPlan& plan, const std::string& script) {
    const std::string runs = plan.run.path.substr(0, plan.run.path.find_last_of('/'));
    if (Status status = makeWorkspace(runs.substr(0, runs.find_last_of('/'))); !status)
        return status.error();
    if (::mkdir(plan.run.path.c_str(), 0755) != 0) {
        if (errno == EEXIST)
            return usageError("The run folder exists already", plan.run.path, "choose another id, or resume that run");
        return environmentError(std::string("Could not make the run folder: ") + std::strerror(errno), plan.run.path);
    }
    Status written = writeTargetFiles(plan, script);
    if (written)
        written = writeFileAtomically(plan.run.experimentFile(), writeExperiment(plan.experiment, WriteKeys::All));
    if (written && !plan.warning.empty()) // the trainer, which is given the path that was found, cannot know
        written = writeFileAtomically(plan.run.logFile(), "warning: " + plan.warning + "\n");
    Result<ProcessRecord> record = !written ? Result<ProcessRecord>(written.error())
                                   : plan.target && plan.target->isSlurm()
                                       ? submitRun(plan.run, plan.target->name, shownCommand(plan, script))
                                       : startDetached(plan.run, plan.command, plan.supervisor);
    // What was never submitted leaves nothing; what could not be started keeps its log.
    if (!record && (!written || (plan.target && plan.target->isSlurm()))) {
        for (const std::string& file :
             {plan.run.targetFile(), plan.run.hostFile(), plan.run.slurmScriptFile(), plan.run.experimentFile(),
              plan.run.controlFile(), plan.run.logFile(), plan.run.remoteCommandFile()})
            ::unlink(file.c_str());
        ::rmdir(plan.run.path.c_str());
    }
    return record;
}

Result<ProcessRecord> resumeRun(const RunFolder& run, const std::string& trainer) {
    Result<Experiment> experiment = readExperiment(run.experimentFile());
    if (!experiment)
        return experiment.error();
    const RunState state = JobWatch(run).look();
    if (state == RunState::Finished)
        return usageError("This run has finished", run.path, "clone its experiment to train again");
    if (isGoingOn(state))
        return usageError("This run is going on", run.path, "follow it, or stop it first");
    const Machine machine = probeMachine();
    const Result<std::optional<Target>> target = targetOf(run, *experiment);
    if (!target)
        return target.error();
    const Target* const where = *target ? &**target : nullptr;
    if (Status status = checkPrograms(*experiment, machine, trainer, where); !status)
        return status.error();
    if (where && where->isSlurm())
        return submitRun(run, where->name, submitCommand(run));
    // Of an attempt that was lost something may be left: a launcher that outlived its ranks, ranks that outlived it.
    const auto earlier = readProcessRecord(run);
    if (!killProcessesOf(run, earlier && isAlive(*earlier) ? sessionOf(*earlier) : 0))
        return environmentError("Processes of the earlier attempt cannot be ended", run.path, "see ps");
    return startDetached(run, trainCommand(*experiment, machine, trainer, run, Start::Resume, where),
                         supervisorBeside(trainer));
}

namespace {

// Seconds: of a run without a supervisor, and until Slurm is asked to do what a supervisor should have done.
constexpr double UnsupervisedGrace = 5, SupervisorCountsFor = 10;

Status stopJob(const RunFolder& run, ControlCommand command, const RemoteRecord& remote) {
    const RunState state = JobWatch(run).look();
    if (!isGoingOn(state))
        return usageError("This run is not going on", run.path, "see roentgen-run status");
    // One that waits has nothing to write.
    if (state == RunState::Queued)
        return cancelSlurmJob(currentJob(run, remote.job));
    if (Status asked = appendControl(run, command); !asked || command == ControlCommand::Stop)
        return asked;
    // Its supervisor ends it; where it has none, or its node does not answer, Slurm does.
    if (waitUntilEnded(run, SupervisorCountsFor))
        return Done{};
    const Status killed = killSlurmJob(currentJob(run, remote.job));
    // It may have ended just before, and Slurm refuses then.
    return killed || waitUntilEnded(run, 0) ? Status(Done{}) : killed;
}

// What neither the mark nor a session tells: a run that was started by hand, in a terminal.
bool killRecorded(const ProcessRecord& record) {
    for (const double end = secondsSince1970() + UnsupervisedGrace; isAlive(record);) {
        if (secondsSince1970() > end)
            return false;
        for (const auto& [pid, ticks] : {std::pair(record.rank0Pid, record.rank0StartTicks),
                                         std::pair(record.launcherPid, record.launcherStartTicks)})
            if (ticks != 0 && processStartTicks(pid) == ticks)
                ::kill(pid_t(pid), SIGKILL);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return true;
}

} // namespace

Status stopRun(const RunFolder& run, ControlCommand command) {
    if (const auto remote = readRemoteRecord(run); remote && remote->kind == "slurm" && remote->host.empty())
        return stopJob(run, command, *remote);
    Result<ProcessRecord> record = readProcessRecord(run);
    if (!record || !isAlive(*record))
        return usageError("This run is not going on", run.path, "see roentgen-run status");
    if (Status asked = appendControl(run, command); !asked)
        return asked;
    const bool isSupervised = record->started > 0;
    if (command != ControlCommand::StopNow || isSupervised || waitUntilEnded(run, UnsupervisedGrace))
        return Done{};
    if (record = readProcessRecord(run); !record)
        return record.error();
    if (!killProcessesOf(run, sessionOf(*record)) || !killRecorded(*record))
        return environmentError("Processes of the run cannot be ended", run.path, "see ps");
    return Done{};
}

bool waitUntilEnded(const RunFolder& run, double seconds) {
    const double end = secondsSince1970() + seconds;
    JobWatch watch(run);
    while (isGoingOn(watch.look())) {
        if (secondsSince1970() > end)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    return true;
}

} // namespace roentgen::launch
