// What roentgen-run prints of runs.
#pragma once

#include "engine/launch/run_life.h"

namespace roentgen::programs {

void printRuns(const std::vector<RunSummary>& runs, bool json); // table, or a JSON array
// Event lines with seq >= from, as they stand in the file, until the run has ended. Always exit code 0.
int followRun(const RunFolder& run, int64_t from);
// A line per epoch on stderr until the run has ended; the exit code that its state stands for.
int waitForRun(const RunFolder& run);

} // namespace roentgen::programs
