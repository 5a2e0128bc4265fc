// What a target has and what it lacks, asked at the target.
#pragma once

#include "engine/launch/host_key.h"

#include <optional>

namespace roentgen::launch {

struct TargetCheck {
    // "login" "work_folder" "disk" "cores" "memory" "gpus" "mpi" "engine" "slurm" "partition"; "libraries" where some
    // are missing
    std::string name;
    bool good = true;                    // false: runs will not start
    std::string value, hint;             // what is there; what to do
    std::optional<HostKey> hostKey = {}; // of "login": the one that ssh does not know and that stands in the way
};

// Never an error: what stands in the way is a check that is not good. Changes nothing there. workspace and binFolder:
// what stands for work folder and engine folder of a target without a host.
std::vector<TargetCheck> checkTargetThere(const Target& target, const std::string& workspace,
                                          const std::string& binFolder);

} // namespace roentgen::launch
