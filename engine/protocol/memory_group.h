// The control group of this process, as Linux tells of its memory: cgroup v2 (memory.max, memory.events) or v1
// (memory.limit_in_bytes, memory.oom_control), see the kernel's Documentation/admin-guide/cgroup-v2.rst.
#pragma once

#include <cstdint>
#include <string>

namespace roentgen {

// The smallest limit of the group and of those above it; 0: none. root: before /proc and /sys.
int64_t memoryLimitOfGroup(const std::string& root = {});
// Processes of the group that the kernel has killed for lack of memory so far; 0 where it does not say.
int64_t oomKillsOfGroup(const std::string& root = {});

} // namespace roentgen
