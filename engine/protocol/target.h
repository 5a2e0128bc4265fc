// Where a run goes: this machine, another one through ssh, or a Slurm queue here or behind ssh. A workspace keeps
// them as targets/NAME.toml; docs/targets.md describes the keys.
#pragma once

#include "engine/protocol/experiment.h"

#include <string>
#include <vector>

namespace roentgen {

// Plain values; every field is documented by its TargetKey (target_keys.cpp).
struct Target {
    std::string name; // of the file; only [A-Za-z0-9._-]
    std::string kind = "ssh";
    std::string host; // [user@]host; empty: this machine
    int64_t port = 0; // 0: as ssh's own configuration says
    std::vector<std::string> sshOptions;
    std::string workFolder = "roentgen"; // the workspace there; a relative one stands below the home folder
    std::string engineFolder;            // of the programs there; empty: where `target install` puts them
    std::vector<std::string> prelude;
    std::vector<std::string> hosts;
    std::vector<std::string> mpirunOptions;
    struct {
        std::string partition, account, timeLimit;
        int64_t nodes = 1;
        int64_t tasksPerNode = 0; // 0: the ranks shared over the nodes
        int64_t cpusPerTask = 0;  // 0: threads_per_rank
        int64_t gpus = 0;         // a node
        int64_t signalSeconds = 120;
        std::vector<std::string> extra;
    } slurm;

    bool isRemote() const { return !host.empty(); }
    bool isSlurm() const { return kind == "slurm"; }
    // Folder of the programs there, with its default: WORK/engine/VERSION/bin.
    std::string enginePath(const std::string& version) const;
};

// All values, and what concerns several (ssh needs a host, …).
Status checkTarget(const Target& target);
// Whether the target that an experiment names is of the kind that it says. Usage error: target.kind.
Status checkTargetKind(const Experiment& experiment, const Target& target);

// Unknown keys are refused and the nearest one suggested. Usage errors name file, line, key.
Result<Target> parseTarget(const std::string& tomlText, const std::string& name, const std::string& fileName);
std::string writeTarget(const Target& target); // TOML, keys at their defaults left out

std::string targetFile(const std::string& workspace, const std::string& name);
Result<Target> readTarget(const std::string& workspace, const std::string& name);
Status saveTarget(const std::string& workspace, const Target& target);  // checked first; makes targets/
std::vector<std::string> listTargetNames(const std::string& workspace); // sorted
Status checkTargetName(const std::string& name);

} // namespace roentgen
