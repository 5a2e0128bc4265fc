// The launcher: makes run folders, starts trainers detached, tells how they are. Here or at the far end of ssh.
#include "engine/launch/run_launcher.h"
#include "engine/launch/workspace.h"
#include "engine/programs/program_main.h"
#include "engine/programs/run_table.h"
#include "engine/programs/sweep_command.h"

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
    std::string workspace = ".", experiment, run, id;
    std::vector<std::string> overrides;
    bool json = false, dryRun = false, now = false, wait = false;
    int64_t from = 1;
    programs::SweepArguments sweep;
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

int start(const Options& options) {
    Result<Experiment> experiment = readExperiment(options.experiment);
    if (!experiment)
        return fail(experiment.error());
    for (const std::string& assignment : options.overrides)
        if (Status status = applyOverride(*experiment, assignment); !status)
            return fail(status.error());
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
    if (!options.wait || options.dryRun)
        return ExitDone;
    std::fflush(stdout);
    return programs::waitForRun(plan->run);
}

int resume(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
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
    std::fflush(stdout);
    return options.wait ? programs::waitForRun(*run) : int(ExitDone);
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
    std::vector<RunSummary> runs;
    for (const std::string& id : listRunIds(options.workspace))
        runs.push_back(programs::summaryOf({absolutePath(options.workspace) + "/runs/" + id}));
    programs::printRuns(runs, options.json);
    return ExitDone;
}

int status(const Options& options) {
    const Result<RunFolder> run = findRun(options);
    if (!run)
        return fail(run.error());
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
    return programs::followRun(*run, options.from);
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
        CLI::App* const statusVerb = ofRun(verb("status", "One run's state", "status chexnet-20260101-120000"));
        statusVerb->add_flag("--json", options.json, "Print JSON");
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
        CLI::App* const keysVerb = verb("keys", "The keys of an experiment, as a table in Markdown", "keys");
        CLI::App* const probeVerb = verb("probe", "What this machine has", "probe --json");
        probeVerb->add_flag("--json", options.json, "Print JSON");

        if (const auto code = programs::parseCommandLine(app, argc, argv))
            return *code;
        const std::pair<CLI::App*, int (*)(const Options&)> verbs[] = {
            {startVerb, start}, {sweepVerb, sweep},   {listVerb, list},   {statusVerb, status}, {followVerb, follow},
            {stopVerb, stop},   {resumeVerb, resume}, {probeVerb, probe}, {keysVerb, keys}};
        for (const auto& [sub, action] : verbs)
            if (sub->parsed())
                return action(options);
        return int(ExitUsage);
    });
}
