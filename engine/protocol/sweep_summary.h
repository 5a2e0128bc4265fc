// What a sweep has come to: its runs' summaries, gathered by combination.
#pragma once

#include "engine/protocol/run_state.h"
#include "engine/protocol/sweep_record.h"

#include <map>

namespace roentgen {

struct Spread {
    int64_t count = 0;
    double mean = 0, deviation = 0; // of the sample (n - 1); 0 below two values
};
Spread spreadOf(const std::vector<double>& values);

struct SweepRow { // a combination
    std::vector<std::pair<std::string, std::string>> overrides;
    std::vector<std::string> runIds; // of its repeats
    int64_t finished = 0, failed = 0;
    // Of the finished ones. Metrics: of all classes, after the best epoch of each run; first the headline.
    std::vector<std::pair<std::string, Spread>> metrics;
    Spread imagesPerSecond, trainingSecondsPerEpoch;
    const Spread& headline() const { return metrics.front().second; }
};

enum class SweepState { Running, Interrupted, Finished }; // Finished: nothing is left to do, though some have failed
const char* sweepStateName(SweepState state);             // "running" …

struct SweepSummary {
    std::string name;
    SweepState state = SweepState::Interrupted;
    int64_t runs = 0, finished = 0, failed = 0, going = 0;
    double progress = 0;              // 0 to 1: finished and failed runs, and the part of those under way
    std::vector<std::string> metrics; // that the rows have, in their order
    std::vector<SweepRow> rows;
    int64_t bestRow = -1; // with the best mean of the headline
};
// runs: of the folders that are there, by id. working: a process works through the sweep.
SweepSummary summarizeSweep(const SweepRecord& record, const std::map<std::string, RunSummary>& runs, bool working);

// A header and a line a combination, in this order of summary.rows; numbers with all their digits, nothing of none.
std::string sweepCsv(const SweepSummary& summary, const std::vector<size_t>& order);

// True where its process lives, on this machine.
bool isWorkedOn(const SweepFolder& folder);

} // namespace roentgen
