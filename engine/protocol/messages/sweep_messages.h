// What roentgen-run sweep says.
#pragma once

#include "engine/protocol/messages/fields.h"

namespace roentgen {

using SweepValues = std::vector<std::pair<std::string, std::string>>; // section.key → value, in the sweep's order

struct PlannedRun {
    std::string run;
    SweepValues overrides;
    int64_t repeat = 1, seed = 0;
};
void describe(Fields& f, PlannedRun& run);

// sweep --dry-run --json
struct SweepPlanAnswer {
    std::string sweep, folder;
    std::vector<PlannedRun> runs;
};
void describe(Fields& f, SweepPlanAnswer& answer);

// sweep --detach --json
struct SweepStartAnswer {
    std::string sweep, folder;
    int64_t runs = 0;
    bool started = false;
};
void describe(Fields& f, SweepStartAnswer& answer);

struct SpreadAnswer {
    std::optional<double> mean, deviation;
    int64_t count = 0;
};
void describe(Fields& f, SpreadAnswer& spread);

struct SweepRowAnswer {
    SweepValues overrides;
    std::vector<std::string> runs;
    int64_t finished = 0, failed = 0;
    std::vector<std::pair<std::string, SpreadAnswer>> metrics; // of all classes; first the headline
    SpreadAnswer imagesPerSecond, trainingSecondsPerEpoch;
};
void describe(Fields& f, SweepRowAnswer& row);

// sweep --json, --report --json
struct SweepSummaryAnswer {
    std::string sweep, state;
    int64_t runs = 0, finished = 0, failed = 0;
    std::vector<SweepRowAnswer> rows;
    std::vector<std::pair<std::string, std::string>> errors; // run → why it could not be started
};
void describe(Fields& f, SweepSummaryAnswer& answer);

} // namespace roentgen
