// What roentgen-run prints of a sweep.
#pragma once

#include "engine/protocol/sweep_summary.h"

namespace roentgen::programs {

enum class SweepFormat { Table, Json, Csv };

void printSweepPlan(const SweepRecord& record, const std::string& folder, SweepFormat format);
// CSV: a column a key, then runs, finished, failed, and mean, deviation and count of each metric and images/s.
void printSweepSummary(const SweepSummary& summary, const SweepRecord& record, SweepFormat format);

} // namespace roentgen::programs
