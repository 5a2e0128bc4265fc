// A run's folder: names of its files, and its process record. Complete in itself, copyable.
#pragma once

#include "engine/protocol/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace roentgen {

struct RunFolder {
    std::string path; // runs/ID

    std::string id() const; // the folder's own name
    std::string experimentFile() const { return path + "/experiment.toml"; }
    std::string eventsFile() const { return path + "/events.jsonl"; }
    std::string controlFile() const { return path + "/control"; }
    std::string logFile() const { return path + "/log.txt"; }
    std::string processFile() const { return path + "/process.json"; }
    std::string checkpointFolder() const { return path + "/checkpoints/last"; } // complete or absent
    std::string bestWeights() const { return path + "/best.safetensors"; }
    std::string lastWeights() const { return path + "/last.safetensors"; }
    std::string metricsFile() const { return path + "/metrics.csv"; }
    std::string predictionsFile() const { return path + "/predictions.csv"; }
    std::string snapshotFolder() const { return path + "/snapshots"; }
    std::string snapshotFile(int64_t number) const; // from 1: snapshots/0001.safetensors
    std::string ensemblePredictionsFile() const { return path + "/ensemble_predictions.csv"; }
};

bool isSnapshotName(const std::string& fileName); // "0001.safetensors"
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
