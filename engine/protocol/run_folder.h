// A run's folder: names of its files, and its process record. Complete in itself, copyable.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roentgen {

// What lies in a run's folder, by its name there (docs/run-folder.md). No other code spells these.
namespace run_files {
// From whoever starts the run.
inline constexpr char experiment[] = "experiment.toml", target[] = "target.toml", hosts[] = "hostfile",
                      slurmScript[] = "submit.sbatch", control[] = "control", log[] = "log.txt",
                      process[] = "process.json", job[] = "job", remote[] = "remote.json",
                      remoteCommand[] = "command.json";
// From the run itself.
inline constexpr char events[] = "events.jsonl", checkpoints[] = "checkpoints", lastWeights[] = "last.safetensors";
// Its results.
inline constexpr char bestWeights[] = "best.safetensors", metrics[] = "metrics.csv", predictions[] = "predictions.csv",
                      ensemblePredictions[] = "ensemble_predictions.csv", modelCard[] = "model_card.md",
                      initialWeights[] = "initial_weights.json", snapshots[] = "snapshots";
// From those who look at it.
inline constexpr char digest[] = "events.digest", syncLock[] = ".sync.lock";
} // namespace run_files

struct RunFolder {
    std::string path; // runs/ID

    std::string id() const; // the folder's own name
    std::string file(const std::string& name) const { return path + "/" + name; }

    std::string experimentFile() const { return file(run_files::experiment); }
    std::string targetFile() const { return file(run_files::target); }
    std::string hostFile() const { return file(run_files::hosts); }
    std::string slurmScriptFile() const { return file(run_files::slurmScript); }
    std::string controlFile() const { return file(run_files::control); }
    std::string logFile() const { return file(run_files::log); }
    std::string processFile() const { return file(run_files::process); }
    std::string jobFile() const { return file(run_files::job); }
    std::string remoteFile() const { return file(run_files::remote); }
    std::string remoteCommandFile() const { return file(run_files::remoteCommand); }

    std::string eventsFile() const { return file(run_files::events); }
    std::string checkpointsFolder() const { return file(run_files::checkpoints); }
    std::string checkpointFolder() const { return checkpointsFolder() + "/last"; } // complete or absent
    std::string lastWeights() const { return file(run_files::lastWeights); }

    std::string bestWeights() const { return file(run_files::bestWeights); }
    std::string metricsFile() const { return file(run_files::metrics); }
    std::string predictionsFile() const { return file(run_files::predictions); }
    std::string ensemblePredictionsFile() const { return file(run_files::ensemblePredictions); }
    std::string modelCardFile() const { return file(run_files::modelCard); }
    std::string initialWeightsFile() const { return file(run_files::initialWeights); }
    std::string snapshotFolder() const { return file(run_files::snapshots); }
    std::string snapshotFile(int64_t number) const; // from 1: snapshots/0001.safetensors
};

bool isSnapshotName(const std::string& fileName); // "0001.safetensors"
// Whether a run leaves a file of this name, below its folder, for those who started it elsewhere: weights, snapshots,
// measures, predictions.
bool isResultName(const std::string& name);
std::vector<std::string> listResults(const RunFolder& run); // those that may be there, and the snapshots that are
// The snapshots that there are, oldest first.
std::vector<std::string> listSnapshots(const RunFolder& run);

// process.json: who runs this. A pid counts only with its boot id and start time, so that a reused pid is told apart.
struct ProcessRecord {
    std::string host, bootId;
    int64_t launcherPid = 0, launcherStartTicks = 0; // the supervisor; by hand: mpirun, or the trainer without mpirun
    int64_t rank0Pid = 0, rank0StartTicks = 0;       // 0 until rank 0 wrote them
    double started = 0;               // when the supervisor was, seconds since 1970; 0: it has none (older, or by hand)
    std::vector<std::string> command; // argument vector of what the supervisor runs
    bool operator==(const ProcessRecord& other) const;
};
Result<ProcessRecord> readProcessRecord(const RunFolder& run);
Status writeProcessRecord(const RunFolder& run, const ProcessRecord& record);

std::string thisHostName();
std::string thisBootId();               // /proc/sys/kernel/random/boot_id
int64_t processStartTicks(int64_t pid); // field 22 of /proc/PID/stat; 0 where there is no such process, or a zombie
// On this host, this boot:
bool isAlive(const ProcessRecord& record);      // launcher or rank 0 lives
bool hasLostRank0(const ProcessRecord& record); // rank 0 was there and is gone; its launcher may live on

enum class ControlCommand { Stop, StopNow, Checkpoint };
// Appends one line with one write.
Status appendControl(const RunFolder& run, ControlCommand command);

// Before a trainer is started: commands that come from now on are for it, although it reads them later.
Status openControl(const RunFolder& run);
// Likewise, but only where a trainer has begun since: what was asked of a run that waited in a queue stays.
Status reopenControl(const RunFolder& run);
// After a trainer has taken over (ControlReader): whether it is the first since openControl(), not one by hand.
bool isLaunchersTrainer(const RunFolder& run);
// What was asked did not reach the run: pendingStop() forgets it.
Status withdrawControl(const RunFolder& run);
// The stop that was asked of the attempt that was started last; StopNow where that was asked, too.
std::optional<ControlCommand> pendingStop(const RunFolder& run);

// Reads commands appended since the last call (rank 0, at every step or second).
class ControlReader {
public:
    explicit ControlReader(const RunFolder& run)
        : m_path(run.controlFile()) {}
    // On start and resume: what was asked of an earlier attempt is passed over, what was asked since openControl() is
    // not. From now on only what is added counts, also for the next attempt.
    void skipExisting();
    std::vector<ControlCommand> readNew();

private:
    std::string m_path;
    int64_t m_offset = 0;
};

// A name as a folder's: only [A-Za-z0-9._-], at most 80 letters.
std::string folderNameOf(const std::string& name);
// A free run id: NAME-YYYYMMDD-HHMMSS, with -2, -3 … where that is taken. Only [A-Za-z0-9._-].
std::string makeRunId(const std::string& experimentName, const std::string& runsFolder);

} // namespace roentgen
