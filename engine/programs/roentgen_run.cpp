// The launcher: makes run folders, starts trainers detached, tells how they are. Here or at the far end of ssh.
#include "engine/programs/program_main.h"
#include "engine/programs/run_verbs.h"

#include <cstdlib>

using namespace roentgen;

namespace {

const char* const Program = "roentgen-run";

} // namespace

int main(int argc, char** argv) {
    return programs::runProgram(Program, [&] {
        CLI::App app("Starts, follows and stops training runs", Program);
        programs::describeProgram(app);
        app.require_subcommand(1);
        app.footer("Example: roentgen-run start experiments/chexnet.toml --workspace ~/roentgen");
        programs::RunOptions options;
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
        startVerb->add_flag("--no-forecast", options.noForecast,
                            "With --dry-run --json: without what it will come to, for which the data set is counted");
        startVerb->add_flag("--force", options.force, "Start although it needs more memory than the machine has");
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
        sweepVerb->add_flag("--force", options.force, "Begin although a run needs more memory than the machine has");
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
        feedVerb->add_flag("--results", options.feed.results, "Name the results although it goes on");
        CLI::App* const superviseVerb = // no verb for people: what start, resume and the scripts for Slurm begin with
            ofRun(verb("supervise", "Run a command as a run's and stay beside it", "supervise DIR -- COMMAND"));
        superviseVerb->add_option("COMMAND", options.command, "The command, after --")->required();
        superviseVerb->group("");
        CLI::App* const targetVerb = programs::addTargetVerb(app, options.targetVerb, options.workspace);
        CLI::App* const planVerb = programs::addPlanVerb(app, options.plan);
        CLI::App* const deleteVerb = programs::addDeleteVerb(app, options.deletion, options.workspace);
        CLI::App* const exportVerb = programs::addExportVerb(app, options.exported, options.workspace);
        CLI::App* const keysVerb = verb("keys", "The keys of an experiment, as a table in Markdown", "keys");
        CLI::App* const probeVerb = verb("probe", "What this machine has", "probe --json");
        probeVerb->add_flag("--json", options.json, "Print JSON");

        if (const auto code = programs::parseCommandLine(app, argc, argv))
            return *code;
        namespace verbs = programs::verbs;
        const std::pair<CLI::App*, int (*)(const programs::RunOptions&)> actions[] = {
            {startVerb, verbs::start},       {sweepVerb, verbs::sweep},          {listVerb, verbs::list},
            {statusVerb, verbs::status},     {followVerb, verbs::follow},        {stopVerb, verbs::stop},
            {resumeVerb, verbs::resume},     {probeVerb, verbs::probe},          {keysVerb, verbs::keys},
            {syncVerb, verbs::sync},         {fetchVerb, verbs::fetch},          {receiveVerb, verbs::receive},
            {feedVerb, verbs::feed},         {targetVerb, verbs::target},        {planVerb, verbs::plan},
            {deleteVerb, verbs::deleteRuns}, {exportVerb, verbs::exportMetrics}, {superviseVerb, verbs::supervise}};
        for (const auto& [sub, action] : actions)
            if (sub->parsed())
                return action(options);
        return int(ExitUsage);
    });
}
