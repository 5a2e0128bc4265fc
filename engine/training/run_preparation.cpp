#include "engine/training/run_preparation.h"

#include "engine/protocol/key_values.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <filesystem>
#include <unistd.h>

namespace roentgen::training {

namespace {

namespace fs = std::filesystem;

bool mayChange(const ExperimentKey& key) {
    static const std::vector<std::string> harmless = {"training.epochs",
                                                      "training.checkpoint_steps",
                                                      "experiment.name",
                                                      "distributed.bind",
                                                      "training.early_stop_epochs",
                                                      "training.on_divergence",
                                                      "training.divergence_factor",
                                                      "distributed.wait_policy",
                                                      "distributed.spin_ms",
                                                      "distributed.thread_binding",
                                                      "distributed.ranks_per_host"};
    return key.section == "pipeline" || key.section == "target" ||
           std::find(harmless.begin(), harmless.end(), key.path()) != harmless.end();
}

Status writeExperimentFile(const RunFolder& run, const Experiment& experiment) {
    return writeFileAtomically(run.experimentFile(), writeExperiment(experiment, WriteKeys::All));
}

} // namespace

std::string workspaceOf(const std::string& experimentFile, const std::string& runFolder) {
    std::error_code failed;
    fs::path run = fs::weakly_canonical(fs::absolute(runFolder, failed), failed);
    if (run.filename().empty())
        run = run.parent_path();
    if (run.parent_path().filename() == "runs")
        return run.parent_path().parent_path().string();
    const fs::path folder = fs::weakly_canonical(fs::absolute(experimentFile, failed), failed).parent_path();
    return (folder.filename() == "experiments" ? folder.parent_path() : folder).string();
}

Status prepareFreshRun(const RunFolder& run, const Experiment& experiment) {
    static const std::vector<std::string> launchers = {
        run_files::experiment, run_files::log,    run_files::process, run_files::control,     run_files::target,
        run_files::hosts,      run_files::remote, run_files::job,     run_files::slurmScript, run_files::remoteCommand};
    std::error_code failed;
    if (fs::exists(run.path, failed) && !fs::is_directory(run.path, failed))
        return usageError("the run folder's name is taken by a file", run.path, "choose another --run");
    fs::create_directories(run.path, failed);
    if (failed)
        return environmentError("cannot make the run folder: " + failed.message(), run.path,
                                "check the disk and its permissions");
    for (const auto& entry : fs::directory_iterator(run.path, failed)) {
        const std::string name = entry.path().filename().string();
        if (std::find(launchers.begin(), launchers.end(), name) == launchers.end() && name.front() != '.' &&
            name.find(".tmp-") == std::string::npos)
            return usageError("the run folder exists and holds '" + name + "'", run.path,
                              "go on with it by --resume, or choose another --run");
    }
    return writeExperimentFile(run, experiment);
}

Status prepareResumedRun(const RunFolder& run, const Experiment& experiment) {
    if (!fs::exists(run.experimentFile()))
        return usageError("there is no run to resume", run.path, "leave out --resume to start it");
    auto kept = readExperiment(run.experimentFile());
    if (!kept)
        return kept.error();
    for (const ExperimentKey& key : experimentKeys()) {
        const KeyValue before = key.get(*kept), now = key.get(experiment);
        if (before != now && !mayChange(key))
            return usageError("the experiment differs from the run's: " + key.path() + " was " +
                                  formatKeyValue(before) + ", now " + formatKeyValue(now),
                              run.experimentFile(), "resume with the run's own experiment.toml, or start a new run");
    }
    return writeExperimentFile(run, experiment);
}

Status writeRank0Process(const RunFolder& run, int ranks) {
    ProcessRecord record;
    if (auto kept = readProcessRecord(run))
        record = kept.take();
    // The supervisor's own record of this attempt, on another machine: process ids of this one say nothing there.
    if (record.started > 0 && record.host != thisHostName() && isLaunchersTrainer(run))
        return Done{};
    record.rank0Pid = getpid();
    record.rank0StartTicks = processStartTicks(record.rank0Pid);
    const bool launcherKnown = record.bootId == thisBootId() && record.host == thisHostName() &&
                               record.launcherPid > 0 &&
                               processStartTicks(record.launcherPid) == record.launcherStartTicks;
    if (!launcherKnown) {
        record.started = 0; // by hand: nobody supervises
        record.host = thisHostName();
        record.bootId = thisBootId();
        record.launcherPid = ranks > 1 ? getppid() : getpid();
        record.launcherStartTicks = processStartTicks(record.launcherPid);
        record.command.clear();
        if (auto arguments = readTextFile("/proc/self/cmdline")) {
            for (size_t begin = 0; begin < arguments->size();) {
                const size_t end = std::min(arguments->find('\0', begin), arguments->size());
                record.command.push_back(arguments->substr(begin, end - begin));
                begin = end + 1;
            }
        }
    }
    return writeProcessRecord(run, record);
}

} // namespace roentgen::training
