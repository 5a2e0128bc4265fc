#include "engine/launch/remote_launcher.h"

#include "engine/launch/remote_shell.h"
#include "engine/launch/run_sync.h"
#include "engine/launch/slurm_script.h"
#include "engine/launch/workspace.h"
#include "engine/protocol/run_watch.h"
#include "engine/protocol/sha256.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/text_file.h"

#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

namespace roentgen::launch {

namespace {

using nlohmann::json;

// $1: the file, $2: its SHA-256; the bytes on standard input.
const char* const receiveScript = R"sh(set -e
sum() { sha256sum <"$1" | cut -c1-64; }
if [ -f "$1" ] && [ "$(sum "$1")" = "$2" ]; then exit 0; fi
mkdir -p -- "$(dirname -- "$1")"
part=$1.part-$$
trap 'rm -f -- "$part"' EXIT
cat >"$part"
[ "$(sum "$part")" = "$2" ] || { echo "the bytes came damaged" >&2; exit 4; }
mv -- "$part" "$1"
)sh";

std::string baseName(const std::string& path) {
    return path.substr(path.find_last_of('/') + 1);
}

Result<StartedRun> startHere(const TargetStart& start) {
    Target target = start.target;
    target.host.clear();
    Experiment experiment = start.experiment;
    const bool coming = start.dryRun && !start.comingWeights.empty();
    if (coming)
        experiment.model.weights.clear();
    Result<RunPlan> plan = planRun(experiment, start.workspace, start.trainer, start.id, target);
    if (!plan)
        return plan.error();
    if (coming)
        plan->startsFrom = "from " + absolutePath(start.workspace) + "/" + start.comingWeights;
    if (!start.dryRun && !start.force)
        if (Status enough = checkMemory(plan->memory, plan->experiment); !enough)
            return enough.error();
    StartedRun started{
        plan->run, shownCommand(*plan, start.script), plan->startsFrom, start.script, plan->memory, warningsOf(*plan)};
    if (target.isSlurm() && start.script.empty()) {
        Result<std::string> script = slurmScript(*plan);
        if (!script)
            return script.error();
        started.script = script.take();
    }
    if (start.dryRun)
        return started;
    if (const Result<ProcessRecord> record = startRun(*plan, start.script); !record)
        return record.error();
    return started;
}

// Sends weights that are a file here; a name that only the far workspace knows stays as it is.
Status sendWeights(TargetStart& start) {
    const Result<ResolvedWeights> weights = resolveWeights(start.experiment, start.workspace);
    if (!weights || weights->file.empty())
        return Done{};
    const Result<std::string> bytes = readTextFile(weights->file);
    if (!bytes)
        return bytes.error();
    const std::string name = "weights/" + sha256Hex(*bytes).substr(0, 12) + "-" + folderNameOf(baseName(weights->file));
    start.experiment.model.weights = start.comingWeights = name;
    return start.dryRun ? Status(Done{}) : sendBytes(start.target, *bytes, name);
}

void removeFolder(const RunFolder& run) {
    for (const std::string& file :
         {run.targetFile(), run.remoteFile(), run.remoteCommandFile(), run.experimentFile(), run.controlFile()})
        ::unlink(file.c_str());
    ::rmdir(run.path.c_str());
}

Status makeFolder(const TargetStart& start, const RunFolder& run) {
    if (Status status = makeWorkspace(start.workspace); !status)
        return status;
    if (::mkdir(run.path.c_str(), 0755) != 0)
        return errno == EEXIST
                   ? usageError("The run folder exists already", run.path, "choose another id")
                   : environmentError(std::string("Could not make the run folder: ") + std::strerror(errno), run.path);
    RemoteRecord record;
    record.target = start.target.name;
    record.kind = start.target.kind;
    record.host = start.target.host;
    record.workspace = start.target.workFolder;
    record.checked = secondsSince1970();
    for (Status status :
         {writeFileAtomically(run.targetFile(), writeTarget(start.target)), writeRemoteRecord(run, record),
          writeFileAtomically(run.experimentFile(), writeExperiment(start.experiment, WriteKeys::All)),
          openControl(run)})
        if (!status) {
            removeFolder(run);
            return status;
        }
    return Done{};
}

// After an error: the far end may have started the run nevertheless.
Status settle(const TargetStart& start, const RunFolder& run, const Error& error) {
    const Result<std::string> there =
        askEngine(start.target, {"status", run.id(), "--workspace", start.target.workFolder, "--json"});
    if (there)
        return Done{};
    if (there.error().code == ErrorCode::Environment)
        return environmentError("It is not known whether the run started: " + error.message, run.path,
                                "roentgen-run status " + run.id() + " tells when the target can be reached");
    removeFolder(run);
    return error;
}

} // namespace

Status sendBytes(const Target& target, const std::string& bytes, const std::string& name) {
    ChildOptions options;
    options.input = bytes;
    options.seconds = 0;
    options.silence = 60;
    const Result<ChildOutcome> sent =
        runThere(target, {"sh", "-c", receiveScript, "sh", target.workFolder + "/" + name, sha256Hex(bytes)}, options);
    if (!sent)
        return sent.error();
    return sent->good() ? Status(Done{})
                        : Status(environmentError("Could not write at the target: " + lastLine(sent->errors),
                                                  target.workFolder + "/" + name, "check its disk"));
}

Result<StartedRun> startOnTarget(TargetStart start) {
    start.experiment.target.kind = start.target.kind;
    start.experiment.target.name = start.target.name;
    for (Status status :
         {checkTarget(start.target), checkSingleRun(start.experiment), checkExperiment(start.experiment)})
        if (!status)
            return status.error();
    if (!start.target.isRemote())
        return startHere(start);
    // The first word with the target: whatever stands in the way is said before anything is made.
    if (Status same = checkEngineVersion(start.target); !same)
        return same.error();
    const std::string runs = absolutePath(start.workspace) + "/runs";
    const RunFolder run{runs + "/" + (start.id.empty() ? makeRunId(start.experiment.experiment.name, runs) : start.id)};
    if (run.id() != folderNameOf(run.id()))
        return usageError("\"" + start.id + "\" cannot be a run's id", "--id", "use letters, digits and ._- only");
    if (Status status = sendWeights(start); !status)
        return status.error();
    if (!start.dryRun)
        if (Status status = makeFolder(start, run); !status)
            return status.error();
    Target there = start.target;
    there.host.clear();
    there.kind = there.isSlurm() ? "slurm" : "local";
    there.sshOptions.clear();
    there.port = 0;
    const json package = {{"experiment", writeExperiment(start.experiment, WriteKeys::All)},
                          {"target", writeTarget(there)},
                          {"target_name", there.name},
                          {"id", run.id()},
                          {"script", start.script},
                          {"coming_weights", start.comingWeights},
                          {"dry_run", start.dryRun},
                          {"force", start.force}};
    ChildOptions options;
    options.input = package.dump();
    const Result<std::string> said = askEngine(start.target, {"receive", "--workspace", there.workFolder}, options);
    if (!said) {
        if (start.dryRun)
            return said.error();
        if (Status settled = settle(start, run, said.error()); !settled)
            return settled.error();
    }
    const json answer = json::parse(said ? lastJsonLine(*said) : "{}", nullptr, false);
    if (!answer.is_object())
        return environmentError("The target gave no answer that fits", "target " + start.target.name,
                                "roentgen-run status " + run.id());
    StartedRun started{run,
                       answer.value("command", std::vector<std::string>{}),
                       answer.value("starts_from", ""),
                       answer.value("script", ""),
                       std::nullopt,
                       answer.value("warnings", std::vector<std::string>{})};
    if (const json memory = answer.value("memory", json()); memory.is_object())
        started.memory = MemoryNeed{memory.value("needed_bytes", 0.0), memory.value("machine_bytes", 0.0)};
    if (!start.dryRun)
        if (Status status = writeRemoteCommand(run, started.command); !status)
            return status.error();
    // As it runs there, with what was resolved.
    if (const std::string text = answer.value("experiment", "");
        !start.dryRun && parseExperiment(text) && !text.empty())
        if (Status status = writeFileAtomically(run.experimentFile(), text); !status)
            return status.error();
    return started;
}

Result<std::string> receiveRun(const std::string& package, const std::string& workspace, const std::string& trainer) {
    const json asked = json::parse(package, nullptr, false);
    if (!asked.is_object())
        return usageError("This is no package of a run", "standard input");
    TargetStart start;
    try {
        Result<Experiment> experiment = parseExperiment(asked.value("experiment", ""), "experiment of the package");
        if (!experiment)
            return experiment.error();
        Result<Target> target =
            parseTarget(asked.value("target", ""), asked.value("target_name", ""), "target of the package");
        if (!target)
            return target.error();
        start.experiment = experiment.take();
        start.target = target.take();
        start.workspace = workspace;
        start.trainer = trainer;
        start.id = asked.value("id", "");
        start.script = asked.value("script", "");
        start.comingWeights = asked.value("coming_weights", "");
        start.dryRun = asked.value("dry_run", false);
        start.force = asked.value("force", false);
    } catch (const json::exception& e) {
        return usageError("This is no package of a run", "standard input", e.what());
    }
    if (start.id != folderNameOf(start.id) || start.target.isRemote())
        return usageError("The package's id or target will not do", "standard input");
    if (Status status = makeWorkspace(workspace); !status)
        return status.error();
    const Result<StartedRun> started = startHere(start);
    if (!started)
        return started.error();
    const Result<std::string> text = readTextFile(started->run.experimentFile());
    json answer = {{"run", started->run.id()},     {"folder", started->run.path},
                   {"command", started->command},  {"starts_from", started->startsFrom},
                   {"script", started->script},    {"experiment", text ? *text : ""},
                   {"warnings", started->warnings}};
    if (started->memory)
        answer["memory"] = {{"needed_bytes", started->memory->neededBytes},
                            {"machine_bytes", started->memory->machineBytes}};
    return answer.dump();
}

bool isElsewhere(const RunFolder& run) {
    const auto record = readRemoteRecord(run);
    return record && !record->host.empty();
}

namespace {

Status askAboutRun(const RunFolder& run, const std::vector<std::string>& verb, RemoteRecord& record) {
    const Result<Target> target = targetOfRun(run, record);
    if (!target)
        return target.error();
    std::vector<std::string> arguments = verb;
    arguments.insert(arguments.begin() + 1, {run.id(), "--workspace", record.workspace});
    const Result<std::string> said = askEngine(*target, arguments);
    return said ? Status(Done{}) : Status(said.error());
}

} // namespace

Status stopElsewhere(const RunFolder& run, ControlCommand command) {
    auto record = readRemoteRecord(run);
    if (!record)
        return usageError("This run is none of another machine", run.path);
    std::vector<std::string> verb = {"stop"};
    if (command == ControlCommand::StopNow)
        verb.emplace_back("--now");
    // Here, too, so that everybody who looks at this folder sees it at once.
    if (Status noted = appendControl(run, command); !noted)
        return noted;
    Status asked = askAboutRun(run, verb, *record);
    if (!asked)
        (void)withdrawControl(run);
    return asked;
}

Status resumeElsewhere(const RunFolder& run) {
    auto record = readRemoteRecord(run);
    if (!record)
        return usageError("This run is none of another machine", run.path);
    if (Status status = askAboutRun(run, {"resume"}, *record); !status)
        return status;
    if (Status opened = openControl(run); !opened)
        return opened;
    return changeRemoteRecord(run, [](RemoteRecord& now) {
        now.state = runStateName(RunState::Starting);
        now.problem.clear();
        now.checked = secondsSince1970();
        now.resultsHere = false;
    });
}

} // namespace roentgen::launch
