// The records of a run that programs and window share, and what list and status say of it.
#pragma once

#include "engine/protocol/messages/fields.h"
#include "engine/protocol/remote_record.h"
#include "engine/protocol/run_state.h"
#include "engine/protocol/sweep_record.h"

namespace roentgen {

std::vector<const char*> wordsOf(RunState);
std::vector<const char*> wordsOf(Direction);
void describe(Fields& f, Metric& metric);
void describe(Fields& f, RunSummary& summary);   // roentgen-run status --json; list --json is a list of these
void describe(Fields& f, ProcessRecord& record); // process.json
void describe(Fields& f, RemoteRecord& record);  // remote.json
void describe(Fields& f, SweepEntry& entry);
void describe(Fields& f, SweepRecord& record); // sweep.json

} // namespace roentgen
