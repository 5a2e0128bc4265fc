// The processes of a run on this machine, told by what they inherit and never by a name: a mark in their environment.
#pragma once

#include "engine/protocol/run_folder.h"

#include <sys/types.h>
#include <vector>

namespace roentgen::launch {

// Of this process and of all that it starts from now on.
void markAsProcessOf(const RunFolder& run);

// Those that live: with the mark, or in the session that this leads (0: none). Without the caller.
std::vector<pid_t> processesOf(const RunFolder& run, pid_t session = 0);

// SIGKILL to them, again and again until none is left; false where some are after so many seconds.
bool killProcessesOf(const RunFolder& run, pid_t session = 0, double seconds = 5);

// The children of one process.
struct Children {
    int alive = 0, zombies = 0; // a zombie has ended, and its parent has not asked how
};
Children childrenOf(pid_t parent);

} // namespace roentgen::launch
