// Whether a run ended because the kernel killed one of its processes for lack of memory: the kernel's counters before
// and after, and an end by SIGKILL between them.
#pragma once

#include "engine/protocol/run_folder.h"

namespace roentgen {

// Processes killed for lack of memory so far: in this process's control group, and (/proc/vmstat) on this machine.
struct OomKills {
    int64_t group = 0, machine = 0;
};
OomKills readOomKills(const std::string& root = {}); // root: before /proc and /sys

// endedBySigkill: exit code 137, signal 9, or a launcher's word of it.
bool isMemoryKill(const OomKills& before, const OomKills& after, bool endedBySigkill);

// Before a run's processes are started: keeps what the counters say then in its folder.
Status noteOomKills(const RunFolder& run);
// After a run's processes are gone without a word, by what its folder keeps of the start, mpirun's words in its log,
// and the counters now. It errs where another process was killed for memory since a run without mpirun was killed
// otherwise.
bool wasKilledForMemory(const RunFolder& run);

// The error of such an end, and what to lower.
Error memoryKillError(const RunFolder& run);

} // namespace roentgen
