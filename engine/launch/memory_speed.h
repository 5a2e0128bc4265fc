// How fast this machine's memory is, for sums over ranks that share it.
#pragma once

namespace roentgen::launch {

// Bytes a second that `threads` (at least 1) read and write together when each adds one array to another (STREAM's
// manner, McCalpin 1995: best of several passes over arrays that no cache holds; 3 bytes moved for one added). About a
// fifth of a second, 128 MB. 0: no memory for it.
double measureMemory(int threads);

} // namespace roentgen::launch
