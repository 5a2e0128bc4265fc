// Whether a run ended because the kernel killed one of its processes for lack of memory: the kernel's counters before
// and after, and an end by SIGKILL between them. Its supervisor judges, in the run's own control group.
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

// Whether mpirun says in the log, behind its first `from` bytes, that signal 9 ended a rank.
bool tellsOfSigkill(const std::string& logFile, int64_t from);

// The error of such an end, and what to lower.
Error memoryKillError(const RunFolder& run);

} // namespace roentgen
