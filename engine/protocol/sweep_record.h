// sweeps/NAME of a workspace: which runs a sweep consists of. How far it is follows from the runs' own folders.
#pragma once

#include "engine/protocol/experiment.h"
#include "engine/protocol/run_folder.h"

namespace roentgen {

struct SweepFolder {
    std::string path; // sweeps/NAME

    std::string name() const { return files().id(); }
    // experiment.toml, control, log.txt and process.json are named and used as a run's; process.json is the sweep's.
    RunFolder files() const { return {path}; }
    std::string recordFile() const { return path + "/sweep.json"; }
    std::string lockFile() const { return path + "/lock"; } // held (flock) by the one process that works through it
};
SweepFolder sweepFolder(const std::string& workspace, const std::string& name);
std::vector<std::string> listSweeps(const std::string& workspace); // names, sorted

struct SweepEntry {
    std::string runId;
    int64_t combination = 0, repeat = 1; // from 0; from 1
    int64_t seed = 0;
    std::vector<std::pair<std::string, std::string>> overrides; // key and value as text, in the order of the axes
    std::string error; // why it could not be started or was given up; what a run says itself is in its folder
};

struct SweepRecord {
    std::string name;
    std::vector<SweepEntry> runs; // in the order of work
};
// Data error where it is absent or damaged.
Result<SweepRecord> readSweepRecord(const SweepFolder& folder);
Status writeSweepRecord(const SweepFolder& folder, const SweepRecord& record); // atomically

struct SweepPlan {
    SweepRecord record;
    std::vector<Experiment> experiments; // of record.runs
};
// Names every run NAME-VALUES-rREPEAT-HASH, the hash that of its experiment: an equal experiment has the same id.
// Errors as expandSweep's.
Result<SweepPlan> planSweep(const Experiment& experiment);

} // namespace roentgen
