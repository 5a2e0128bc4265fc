// The launcher: makes run folders, starts trainers detached, tells how they are. Here or at the far end of ssh.
#include "engine/launch/run_launcher.h"
#include "engine/launch/run_sync.h"
#include "engine/launch/run_watch.h"
#include "engine/launch/workspace.h"
#include "engine/programs/plan_command.h"
#include "engine/programs/program_main.h"
#include "engine/programs/remote_command.h"
#include "engine/programs/run_table.h"
#include "engine/programs/sweep_command.h"
#include "engine/programs/target_command.h"
#include "engine/protocol/text_file.h"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

using namespace roentgen;
using namespace roentgen::launch;
using nlohmann::ordered_json;

namespace {

const char* const Program = "roentgen-run";

struct Options {
    std::string workspace = ".", experiment, run, id, target, script;
    std::vector<std::string> overrides;
    bool json = false, dryRun = false, now = false, wait = false, all = false, untilInputEnds = false, noSync = false;
    int64_t from = 1;
    programs::SweepArguments sweep;
    programs::TargetArguments targetVerb;
    FeedRequest feed;
    programs::PlanArguments plan;
};

int fail(const Error& error) {
    return programs::printError(Program, error);
}

// roentgen-train stands beside this program.
std::string trainerPath() {
    std::error_code error;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", error);
    return (self.parent_path() / "roentgen-train").string();
}

// RUN is an id of the workspace, or a run folder's path.
Result<RunFolder> findRun(const Options& options) {
    for (const std::string& path : {options.workspace + "/runs/" + options.run, options.run})
        if (std::filesystem::exists(path + "/experiment.toml"))
            return RunFolder{absolutePath(path)};
    return usageError("There is no such run", options.run, "see roentgen-run list --workspace DIR");
}

// Shows progress until it has ended, wherever that is.
int waitFor(const RunFolder& run) {
    std::fflush(stdout);
    const programs::SyncInBackground sync(run);
    return programs::waitForRun(run);
}

// --target, else what the experiment says.
int startThere(const Options& options, const Experiment& experiment, const std::string& name) {
    Result<Target> target = readTarget(absolutePath(options.workspace), name);
    if (!target)
        return fail(target.error());
    TargetStart start{experiment, target.take(), options.workspace, trainerPath(), options.id, {}, options.dryRun};
    if (!options.script.empty()) {
        Result<std::string> script = readTextFile(options.script);
        if (!script)
            return fail(script.error());
        start.script = script.take();
    }
    const Result<StartedRun> started = startOnTarget(std::move(start));
    if (!started)
        return fail(started.error());
    programs::printStarted(*started, name, options.dryRun, options.json);
    return options.wait && !options.dryRun ? waitFor(started->run) : int(ExitDone);
}

int start(const Options& options) {
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
        const Result<ProcessRecord> record = startRun(*plan);
        if (!record)
            return fail(record.error());
    }
    if (options.json)
        std::printf("%s\n", ordered_json{{"run", plan->run.id()},
                                         {"folder", plan->run.path},
                                         {"command", plan->command},
                                         {"command_line", quoteForShell(plan->command)},
                                         {"starts_from", plan->startsFrom},
                                         {"started", !options.dryRun}}
                                .dump()
                                .c_str());
    else
        std::printf("run      %s\nstarts   %s\ncommand  %s\n", plan->run.path.c_str(), plan->startsFrom.c_str(),
                    quoteForShell(plan->command).c_str());
    return options.wait && !options.dryRun ? waitFor(plan->run) : int(ExitDone);
}

int resume(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (isElsewhere(*run)) {
        if (Status status = resumeElsewhere(*run); !status)
            return fail(status.error());
        if (options.json)
            std::printf("%s\n",
                        ordered_json{{"run", run->id()}, {"folder", run->path}, {"started", true}}.dump().c_str());
        else
            std::printf("run      %s\n", run->path.c_str());
        return options.wait ? waitFor(*run) : int(ExitDone);
    }
    const Result<ProcessRecord> record = resumeRun(*run, trainerPath());
    if (!record)
        return fail(record.error());
    if (options.json)
        std::printf(
            "%s\n",
            ordered_json{{"run", run->id()}, {"folder", run->path}, {"command", record->command}, {"started", true}}
                .dump()
                .c_str());
    else
        std::printf("run      %s\ncommand  %s\n", run->path.c_str(), quoteForShell(record->command).c_str());
    return options.wait ? waitFor(*run) : int(ExitDone);
}

int sweep(const Options& options) {
    programs::SweepArguments arguments = options.sweep;
    arguments.experiment = options.experiment;
    arguments.workspace = options.workspace;
    arguments.trainer = trainerPath();
    arguments.overrides = options.overrides;
    arguments.dryRun = options.dryRun;
    arguments.json = options.json;
    const Result<int> code = programs::runSweep(arguments);
    return code ? *code : fail(code.error());
}

// A run, or a sweep: its folder has the same control and process record.
int stop(const Options& options) {
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
        const programs::SyncInBackground sync(folder);
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

int list(const Options& options) {
    if (!std::filesystem::is_directory(options.workspace))
        return fail(dataError("The workspace is not there", options.workspace, "give --workspace DIR"));
    std::vector<RunFolder> folders;
    for (const std::string& id : listRunIds(options.workspace))
        folders.push_back({absolutePath(options.workspace) + "/runs/" + id});
    if (!options.noSync)
        programs::bringUpToDate(folders);
    std::vector<RunSummary> runs;
    for (const RunFolder& folder : folders)
        runs.push_back(programs::summaryOf(folder));
    programs::printRuns(runs, options.json);
    return ExitDone;
}

int status(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (!options.noSync)
        programs::bringUpToDate({*run});
    const RunSummary summary = programs::summaryOf(*run);
    if (options.json)
        std::printf("%s\n", writeRunSummary(summary).c_str());
    else
        programs::printRuns({summary}, false);
    return ExitDone;
}

int follow(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    const programs::SyncInBackground sync(*run);
    return programs::followRun(*run, options.from);
}

int sync(const Options& options) {
    programs::SyncArguments arguments;
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
    const Status status = programs::runSync(arguments);
    return status ? int(ExitDone) : fail(status.error());
}

int fetch(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
    if (!isElsewhere(*run))
        return fail(usageError("This run is on this machine", run->path, "its files are there"));
    programs::SyncArguments arguments;
    arguments.runs = {*run};
    arguments.resultsNow = true;
    if (Status status = programs::runSync(arguments); !status)
        return fail(status.error());
    std::printf("%s\n", run->path.c_str());
    return ExitDone;
}

// The far end of start.
int receive(const Options& options) {
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
int feed(const Options& options) {
    const Status status =
        feedRun({absolutePath(options.workspace) + "/runs/" + folderNameOf(options.run)}, options.feed, 1);
    return status ? int(ExitDone) : fail(status.error());
}

int target(const Options& options) {
    programs::TargetArguments arguments = options.targetVerb;
    arguments.workspace = absolutePath(options.workspace);
    arguments.binFolder = std::filesystem::path(trainerPath()).parent_path().string();
    const Result<int> code = programs::runTargetVerb(arguments);
    return code ? *code : fail(code.error());
}

int probe(const Options& options) {
    const Machine machine = probeMachine();
    const ordered_json json = {{"host", machine.host},
                               {"processor", machine.processor},
                               {"cores", machine.cores},
                               {"memory_bytes", machine.memoryBytes},
                               {"free_memory_bytes", machine.freeMemoryBytes},
                               {"instructions", machine.instructions},
                               {"bf16", machine.bf16},
                               {"mpirun", machine.mpirun},
                               {"mpi_version", machine.mpiVersion},
                               {"gpus", machine.gpus},
                               {"free_disk_bytes", freeDiskBytes(options.workspace)},
                               {"engine_version", ROENTGEN_VERSION}};
    if (options.json) {
        std::printf("%s\n", json.dump().c_str());
        return ExitDone;
    }
    for (const auto& [name, value] : json.items())
        std::printf("%-18s %s\n", name.c_str(),
                    value.is_string() ? value.get<std::string>().c_str() : value.dump().c_str());
    return ExitDone;
}

int plan(const Options& options) {
    programs::PlanArguments arguments = options.plan;
    arguments.trainer = trainerPath();
    const Result<int> code = programs::runPlanVerb(arguments);
    return code ? *code : fail(code.error());
}

// The table of docs/experiment.md.
int keys(const Options&) {
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

} // namespace

int main(int argc, char** argv) {
    return programs::runProgram(Program, [&] {
        CLI::App app("Starts, follows and stops training runs", Program);
        programs::describeProgram(app);
        app.require_subcommand(1);
        app.footer("Example: roentgen-run start experiments/chexnet.toml --workspace ~/roentgen");
        Options options;
        if (const char* workspace = std::getenv("ROENTGEN_WORKSPACE"))
            options.workspace = workspace;

        const auto verb = [&](const char* name, const char* help, const char* example) {
            CLI::App* const sub = app.add_subcommand(name, help);
            sub->add_option("--workspace", options.workspace, "Workspace folder (else $ROENTGEN_WORKSPACE, else .)");
            sub->footer(std::string("Example: roentgen-run ") + example);
            return sub;
        };
        const auto ofRun = [&](CLI::App* sub) {
            sub->add_option("RUN", options.run, "A run's id, or its folder")->required();
            return sub;
        };

        CLI::App* const startVerb = verb("start", "Make a run folder and train, detached",
                                         "start experiments/chexnet.toml --set distributed.ranks=2");
        startVerb->add_option("EXPERIMENT", options.experiment, "Experiment file (TOML)")->required();
        startVerb->add_option("--set", options.overrides, "section.key=value, may be repeated")
            ->allow_extra_args(false);
        startVerb->add_option("--id", options.id, "The run's id (default: from name and time)");
        startVerb->add_flag("--dry-run", options.dryRun, "Print the command, start nothing");
        startVerb->add_option("--target", options.target, "Where it runs: targets/NAME.toml, or local");
        startVerb->add_option("--script", options.script, "Submit this edited sbatch script (see --dry-run)");
        startVerb->add_flag("--wait", options.wait, "Show progress until it ends, exit with its code");
        startVerb->add_flag("--json", options.json, "Print JSON");

        CLI::App* const sweepVerb = verb("sweep", "Work through all runs of a sweep, or go on with it",
                                         "sweep experiments/batch-size.toml --workspace ~/roentgen --dry-run");
        sweepVerb->add_option("EXPERIMENT", options.experiment, "Experiment file, or the name of a sweep that began")
            ->required();
        sweepVerb->add_option("--set", options.overrides, "section.key=value, may be repeated")
            ->allow_extra_args(false);
        sweepVerb->add_option("--parallel", options.sweep.parallel, "Runs at a time (default 1)")
            ->check(CLI::Range(1, 1024));
        sweepVerb->add_flag("--dry-run", options.dryRun, "Print the runs, start nothing");
        sweepVerb->add_flag("--detach", options.sweep.detach, "Go on in the background, output in its log.txt");
        sweepVerb->add_flag("--retry-failed", options.sweep.retryFailed, "Run again what failed");
        sweepVerb->add_flag("--report", options.sweep.reportOnly, "Print the table of what is there, start nothing");
        sweepVerb->add_flag("--json", options.json, "Print JSON");
        sweepVerb->add_flag("--csv", options.sweep.csv, "Print CSV")->excludes("--json");

        CLI::App* const listVerb = verb("list", "The runs of a workspace", "list --workspace ~/roentgen --json");
        listVerb->add_flag("--json", options.json, "Print JSON");
        listVerb->add_flag("--no-sync", options.noSync, "As last heard, without asking elsewhere");
        CLI::App* const statusVerb = ofRun(verb("status", "One run's state", "status chexnet-20260101-120000"));
        statusVerb->add_flag("--json", options.json, "Print JSON");
        statusVerb->add_flag("--no-sync", options.noSync, "As last heard, without asking elsewhere");
        CLI::App* const followVerb =
            ofRun(verb("follow", "Print a run's events until it ends", "follow chexnet-20260101-120000 --from 17"));
        followVerb->add_option("--from", options.from, "First sequence number")->check(CLI::PositiveNumber);
        CLI::App* const stopVerb =
            ofRun(verb("stop", "Stop a run or a sweep with a checkpoint", "stop chexnet-20260101-120000 --wait"));
        stopVerb->add_flag("--now", options.now, "Without a checkpoint");
        stopVerb->add_flag("--wait", options.wait, "Return when it has ended");
        CLI::App* const resumeVerb = ofRun(verb("resume", "Continue a stopped run", "resume chexnet-20260101-120000"));
        resumeVerb->add_flag("--wait", options.wait, "Show progress until it ends, exit with its code");
        resumeVerb->add_flag("--json", options.json, "Print JSON");
        CLI::App* const syncVerb =
            verb("sync", "Bring what is new of runs that go on elsewhere", "sync --all --follow");
        syncVerb->add_option("RUN", options.run, "A run's id, or its folder");
        syncVerb->add_flag("--all", options.all, "All runs of the workspace");
        syncVerb->add_flag("--follow", options.feed.follow, "Until it has ended; with --all for ever");
        syncVerb->add_flag("--until-input-ends", options.untilInputEnds, "End when standard input does");
        CLI::App* const fetchVerb =
            ofRun(verb("fetch", "Bring best weights, metrics and predictions", "fetch chexnet-20260101-120000"));
        CLI::App* const receiveVerb = verb("receive", "The far end of start: a package on standard input", "receive");
        CLI::App* const feedVerb = ofRun(verb("feed", "The far end of sync", "feed chexnet-20260101-120000 --follow"));
        feedVerb->add_option("--events-offset", options.feed.eventsOffset, "Bytes of events.jsonl that are there");
        feedVerb->add_option("--events-tail", options.feed.eventsTail, "SHA-256 of their end");
        feedVerb->add_option("--log-offset", options.feed.logOffset, "Bytes of log.txt that are there");
        feedVerb->add_option("--file", options.feed.file, "Send this result instead");
        feedVerb->add_option("--file-offset", options.feed.fileOffset, "From this byte on");
        feedVerb->add_flag("--follow", options.feed.follow, "Until the run has ended");
        CLI::App* const targetVerb = programs::addTargetVerb(app, options.targetVerb, options.workspace);
        CLI::App* const planVerb = programs::addPlanVerb(app, options.plan);
        CLI::App* const keysVerb = verb("keys", "The keys of an experiment, as a table in Markdown", "keys");
        CLI::App* const probeVerb = verb("probe", "What this machine has", "probe --json");
        probeVerb->add_flag("--json", options.json, "Print JSON");

        if (const auto code = programs::parseCommandLine(app, argc, argv))
            return *code;
        const std::pair<CLI::App*, int (*)(const Options&)> verbs[] = {
            {startVerb, start}, {sweepVerb, sweep},     {listVerb, list},   {statusVerb, status}, {followVerb, follow},
            {stopVerb, stop},   {resumeVerb, resume},   {probeVerb, probe}, {keysVerb, keys},     {syncVerb, sync},
            {fetchVerb, fetch}, {receiveVerb, receive}, {feedVerb, feed},   {targetVerb, target}, {planVerb, plan}};
        for (const auto& [sub, action] : verbs)
            if (sub->parsed())
                return action(options);
        return int(ExitUsage);
    });
}
