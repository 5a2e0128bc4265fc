// The metrics of several runs in one table.
#pragma once

#include "engine/protocol/run_folder.h"

namespace roentgen {

// Every row of every run's metrics.csv as CSV (RFC 4180), the run's id before it: "run", then the columns by their
// names, in the order in which they first appear; a cell is empty where a run has no such column. Runs in the order
// given. Data error, with the run's file, where a table is missing, empty, or a row has other columns than its header.
Result<std::string> joinMetrics(const std::vector<RunFolder>& runs);

} // namespace roentgen
