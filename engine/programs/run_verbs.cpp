#include "engine/programs/run_verbs.h"

#include "engine/launch/run_life.h"
#include "engine/launch/run_supervisor.h"
#include "engine/launch/run_sync.h"
#include "engine/launch/start_forecast.h"
#include "engine/launch/workspace.h"
#include "engine/programs/launch_notes.h"
#include "engine/programs/program_main.h"
#include "engine/programs/remote_command.h"
#include "engine/programs/run_lookup.h"
#include "engine/programs/run_table.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/shell_line.h"
#include "engine/protocol/text_file.h"

#include <filesystem>

namespace roentgen::programs {

using namespace launch;

namespace {

// A typing error makes no workspace.
Status checkWorkspace(const RunOptions& options) {
    if (std::filesystem::is_directory(options.workspace))
        return Done{};
    return dataError("The workspace is not there", options.workspace, "make the folder, or give --workspace DIR");
}

int fail(const Error& error) {
    return printError("roentgen-run", error);
}

// The other programs stand beside this one.
std::string programPath(const char* name) {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return (self.parent_path() / name).string();
}

std::string trainerPath() {
    return programPath("roentgen-train");
}

Result<RunFolder> findRun(const RunOptions& options) {
    return programs::findRun(options.workspace, options.run);
}

// Shows progress until it has ended, wherever that is.
int waitFor(const RunFolder& run) {
    std::fflush(stdout);
    const SyncInBackground sync(run);
    return waitForRun(run);
}

// Of a dry run that a program reads.
std::optional<ForecastAnswer> forecastOf(const RunOptions& options, const Experiment& experiment,
                                         ForecastQuestion::Place place) {
    if (!options.dryRun || !options.json || options.noForecast)
        return std::nullopt;
    return forecastStart({experiment, absolutePath(options.workspace), programPath("roentgen-data"), place});
}

// --target, else what the experiment says.
int startThere(const RunOptions& options, const Experiment& experiment, const std::string& name) {
    Result<Target> target = readTarget(absolutePath(options.workspace), name);
    if (!target)
        return fail(target.error());
    if (options.target.empty())
        if (Status fits = checkTargetKind(experiment, *target); !fits)
            return fail(fits.error());
    TargetStart start;
    start.experiment = experiment;
    start.target = target.take();
    start.workspace = options.workspace;
    start.trainer = trainerPath();
    start.id = options.id;
    start.dryRun = options.dryRun;
    start.force = options.force;
    if (!options.script.empty()) {
        Result<std::string> script = readTextFile(options.script);
        if (!script)
            return fail(script.error());
        start.script = script.take();
    }
    Experiment there = experiment;
    there.target.kind = start.target.kind;
    there.target.name = start.target.name;
    using Place = ForecastQuestion::Place;
    const Place place = start.target.isRemote() ? Place::Elsewhere : Place::DataHere;
    const Result<StartedRun> started = startOnTarget(std::move(start));
    if (!started)
        return fail(started.error());
    const LaunchNotes notes{started->memory, started->warnings, forecastOf(options, there, place)};
    printStarted(*started, name, options.dryRun, options.json, notes);
    printNotes(notes, experiment);
    return options.wait && !options.dryRun ? waitFor(started->run) : int(ExitDone);
}

StartAnswer resumed(const RunFolder& run, const std::vector<std::string>& command) {
    StartAnswer answer;
    answer.run = run.id();
    answer.folder = run.path;
    answer.command = command;
    answer.started = true;
    return answer;
}

ProbeAnswer answerOf(const Machine& machine, const std::string& workspace) {
    ProbeAnswer answer;
    answer.host = machine.host;
    answer.processor = machine.processor;
    answer.cores = machine.cores;
    answer.hardwareThreads = machine.topology.threads;
    answer.sockets = machine.topology.sockets;
    answer.numaNodes = machine.topology.numaNodes;
    answer.memoryBytes = machine.memoryBytes;
    answer.freeMemoryBytes = machine.freeMemoryBytes;
    answer.instructions = machine.instructions;
    answer.bf16 = machine.bf16;
    answer.mpirun = machine.mpirun;
    answer.mpiVersion = machine.mpiVersion;
    answer.gpus = machine.gpus;
    answer.freeDiskBytes = freeDiskBytes(workspace);
    answer.engineVersion = ROENTGEN_VERSION;
    return answer;
}

} // namespace

namespace verbs {

int start(const RunOptions& options) {
    if (Status there = checkWorkspace(options); !there)
        return fail(there.error());
    Result<Experiment> experiment = readExperiment(options.experiment);
    if (!experiment)
        return fail(experiment.error());
    for (const std::string& assignment : options.overrides)
        if (Status status = applyOverride(*experiment, assignment); !status)
            return fail(status.error());
    const std::string target = !options.target.empty()              ? options.target
                               : experiment->target.kind != "local" ? experiment->target.name
                                                                    : "";
    if (target.empty() && experiment->target.kind != "local")
        return fail(usageError("The experiment does not say which target", "target.name", "name it, or use --target"));
    if (!target.empty() && target != "local")
        return startThere(options, *experiment, target);
    experiment->target.kind = "local";
    Result<RunPlan> plan = planRun(*experiment, options.workspace, trainerPath(), options.id);
    if (!plan)
        return fail(plan.error());
    if (!options.dryRun) {
        if (Status enough = checkMemory(plan->memory, plan->experiment); !enough && !options.force)
            return fail(enough.error());
        const Result<ProcessRecord> record = startRun(*plan);
        if (!record)
            return fail(record.error());
    }
    const LaunchNotes notes{plan->memory, warningsOf(*plan),
                            forecastOf(options, *experiment, ForecastQuestion::Place::Here)};
    printNotes(notes, plan->experiment);
    if (options.json) {
        StartAnswer answer{plan->run.id(), plan->run.path, plan->command, quoteForShell(plan->command),
                           plan->startsFrom};
        answer.placement =
            PlacementAnswer{plan->placement.ranks, plan->placement.threadsPerRank,
                            bindingOf(plan->experiment, plan->placement), plan->placement.oversubscribed};
        answer.started = !options.dryRun;
        addNotes(answer, notes);
        printMessage(answer);
    } else
        std::printf("run      %s\nstarts   %s\ncommand  %s\n", plan->run.path.c_str(), plan->startsFrom.c_str(),
                    quoteForShell(plan->command).c_str());
    return options.wait && !options.dryRun ? waitFor(plan->run) : int(ExitDone);
}

int resume(const RunOptions& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (isElsewhere(*run)) {
        if (Status status = resumeElsewhere(*run); !status)
            return fail(status.error());
        if (options.json)
            printMessage(resumed(*run, {}));
        else
            std::printf("run      %s\n", run->path.c_str());
        return options.wait ? waitFor(*run) : int(ExitDone);
    }
    const Result<ProcessRecord> record = resumeRun(*run, trainerPath());
    if (!record)
        return fail(record.error());
    if (options.json)
        printMessage(resumed(*run, record->command));
    else
        std::printf("run      %s\ncommand  %s\n", run->path.c_str(), quoteForShell(record->command).c_str());
    return options.wait ? waitFor(*run) : int(ExitDone);
}

int sweep(const RunOptions& options) {
    if (Status there = checkWorkspace(options); !there)
        return fail(there.error());
    SweepArguments arguments = options.sweep;
    arguments.experiment = options.experiment;
    arguments.workspace = options.workspace;
    arguments.trainer = trainerPath();
    arguments.overrides = options.overrides;
    arguments.dryRun = options.dryRun;
    arguments.force = options.force;
    arguments.json = options.json;
    const Result<int> code = runSweep(arguments);
    return code ? *code : fail(code.error());
}

// A run, or a sweep: its folder has the same control and process record.
int stop(const RunOptions& options) {
    const ControlCommand command = options.now ? ControlCommand::StopNow : ControlCommand::Stop;
    const SweepFolder sweepOfName = sweepFolder(absolutePath(options.workspace), options.run);
    const Result<RunFolder> run = findRun(options);
    const bool isSweepName = !run && std::filesystem::exists(sweepOfName.recordFile());
    if (!run && !isSweepName)
        return fail(run.error());
    const RunFolder folder = isSweepName ? sweepOfName.files() : *run;
    if (!isSweepName && isElsewhere(folder)) {
        if (Status status = stopElsewhere(folder, command); !status)
            return fail(status.error());
        const SyncInBackground sync(folder);
        if (options.wait && !waitUntilEnded(folder, 120))
            return fail(environmentError("It has not ended within 120 s", folder.path, "see its log.txt"));
        std::printf(options.wait ? "stopped\n" : "asked to stop\n");
        return ExitDone;
    }
    if (Status status = isSweepName ? stopSweep(sweepOfName, options.workspace, command) : stopRun(folder, command);
        !status)
        return fail(status.error());
    if (options.wait && !waitUntilEnded(folder, 120))
        return fail(environmentError("It has not ended within 120 s", folder.path, "see its log.txt"));
    std::printf(options.wait ? "stopped\n" : "asked to stop\n");
    return ExitDone;
}

int list(const RunOptions& options) {
    if (Status there = checkWorkspace(options); !there)
        return fail(there.error());
    std::vector<RunFolder> folders;
    for (const std::string& id : listRunIds(options.workspace))
        folders.push_back({absolutePath(options.workspace) + "/runs/" + id});
    if (!options.noSync)
        bringUpToDate(folders);
    std::vector<RunSummary> runs;
    for (const RunFolder& folder : folders)
        runs.push_back(summaryOf(folder));
    printRuns(runs, options.json);
    return ExitDone;
}

int status(const RunOptions& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (!options.noSync)
        bringUpToDate({*run});
    const RunSummary summary = summaryOf(*run);
    if (options.json)
        printMessage(summary);
    else
        printRuns({summary}, false);
    return ExitDone;
}

int follow(const RunOptions& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    const SyncInBackground sync(*run);
    return followRun(*run, options.from);
}

int sync(const RunOptions& options) {
    SyncArguments arguments;
    arguments.workspace = absolutePath(options.workspace);
    arguments.follow = options.feed.follow;
    arguments.untilInputEnds = options.untilInputEnds;
    if (options.run.empty() != options.all)
        return fail(usageError("Name a run, or give --all", "sync"));
    if (!options.all) {
        const Result<RunFolder> run = findRun(options);
        if (!run)
            return fail(run.error());
        arguments.runs = {*run};
    }
    const Status status = runSync(arguments);
    return status ? int(ExitDone) : fail(status.error());
}

int fetch(const RunOptions& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (!isElsewhere(*run))
        return fail(usageError("This run is on this machine", run->path, "its files are there"));
    SyncArguments arguments;
    arguments.runs = {*run};
    arguments.resultsNow = true;
    if (Status status = runSync(arguments); !status)
        return fail(status.error());
    std::printf("%s\n", run->path.c_str());
    return ExitDone;
}

// The far end of start.
int receive(const RunOptions& options) {
    errorsAsJson() = true; // a program reads them
    std::string package;
    char buffer[65536];
    for (size_t got; (got = std::fread(buffer, 1, sizeof buffer, stdin)) > 0;)
        package.append(buffer, got);
    const Result<std::string> answer = receiveRun(package, options.workspace, trainerPath());
    if (!answer)
        return fail(answer.error());
    std::printf("%s\n", answer->c_str());
    return ExitDone;
}

// The far end of sync.
int feed(const RunOptions& options) {
    const Status status =
        feedRun({absolutePath(options.workspace) + "/runs/" + folderNameOf(options.run)}, options.feed, 1);
    return status ? int(ExitDone) : fail(status.error());
}

int target(const RunOptions& options) {
    TargetArguments arguments = options.targetVerb;
    arguments.workspace = absolutePath(options.workspace);
    arguments.binFolder = std::filesystem::path(trainerPath()).parent_path().string();
    const Result<int> code = runTargetVerb(arguments);
    return code ? *code : fail(code.error());
}

int probe(const RunOptions& options) {
    const ProbeAnswer answer = answerOf(probeMachine(), options.workspace);
    if (options.json)
        printMessage(answer);
    else
        std::printf("%s", writeMessageTable(answer).c_str());
    return ExitDone;
}

int plan(const RunOptions& options) {
    PlanArguments arguments = options.plan;
    arguments.trainer = trainerPath();
    const Result<int> code = runPlanVerb(arguments);
    return code ? *code : fail(code.error());
}

// Beside every run; started by start and resume, and by the scripts for Slurm.
int supervise(const RunOptions& options) {
    return superviseRun({absolutePath(options.run)}, options.command);
}

int deleteRuns(const RunOptions& options) {
    DeleteArguments arguments = options.deletion;
    arguments.workspace = absolutePath(options.workspace);
    const Result<int> code = runDeleteVerb(arguments);
    return code ? *code : fail(code.error());
}

int exportMetrics(const RunOptions& options) {
    ExportArguments arguments = options.exported;
    arguments.workspace = absolutePath(options.workspace);
    const Result<int> code = runExportVerb(arguments);
    return code ? *code : fail(code.error());
}

// The table of docs/experiment.md.
int keys(const RunOptions&) {
    std::string section;
    for (const ExperimentKey& key : experimentKeys()) {
        if (key.section != section) {
            section = key.section;
            std::printf("\n## [%s]\n\n| key | default | allowed | what |\n|---|---|---|---|\n", section.c_str());
        }
        const std::string value = formatKeyValue(key.defaultValue());
        std::printf("| `%s` | %s | %s | %s |\n", key.name.c_str(), value.empty() ? "" : ("`" + value + "`").c_str(),
                    allowedValues(key).c_str(), key.help.c_str());
    }
    return ExitDone;
}

} // namespace verbs

} // namespace roentgen::programs
