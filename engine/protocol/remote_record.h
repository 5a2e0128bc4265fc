// remote.json: what this workspace knows of a run that goes on elsewhere (docs/run-folder.md). Written by whoever
// keeps the run's folder in step with the far one, read by everybody.
#pragma once

#include "engine/protocol/run_folder.h"

#include <optional>
#include <string>
#include <vector>

namespace roentgen {

struct RemoteRecord {
    std::string target;       // its name; target.toml beside is a copy of it
    std::string kind;         // "ssh" "slurm"
    std::string host;         // empty: a Slurm queue of this machine
    std::string workspace;    // there
    double checked = 0;       // when the far end last told how the run is; seconds since 1970 by this machine's clock
    std::string state;        // what it said, by name; empty before the first time
    std::string problem;      // why it cannot be asked now; empty while it can
    bool resultsHere = false; // the run has ended and its results have been brought
    std::string job;          // of Slurm: the job's number, and how it stands
    std::string queueState, queueReason;
    double queueStart = 0; // when Slurm expects it to start; 0 where it does not say
};

// nullopt: an ordinary run, or a damaged record.
std::optional<RemoteRecord> readRemoteRecord(const RunFolder& run);
Status writeRemoteRecord(const RunFolder& run, const RemoteRecord& record);

// command.json: what runs there, as its process.json or its script has it. A file of its own, because remote.json
// belongs to whoever keeps the run in step. Empty where there is none.
std::vector<std::string> readRemoteCommand(const RunFolder& run);
Status writeRemoteCommand(const RunFolder& run, const std::vector<std::string>& command);

} // namespace roentgen
