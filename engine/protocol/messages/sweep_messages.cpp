#include "engine/protocol/messages/sweep_messages.h"

namespace roentgen {

void describe(Fields& f, PlannedRun& run) {
    f.required("run", run.run, "its id");
    f.required("overrides", run.overrides, "section.key → value");
    f.required("repeat", run.repeat, "from 1", fromOne);
    f.required("seed", run.seed, "");
}

void describe(Fields& f, SweepPlanAnswer& answer) {
    f.required("sweep", answer.sweep, "its name");
    f.required("folder", answer.folder, "");
    f.required("runs", answer.runs, "");
}

void describe(Fields& f, SweepStartAnswer& answer) {
    f.required("sweep", answer.sweep, "its name");
    f.required("folder", answer.folder, "");
    f.required("runs", answer.runs, "how many", fromZero);
    f.required("started", answer.started, "");
}

void describe(Fields& f, SpreadAnswer& spread) {
    f.required("mean", spread.mean, "null: of none");
    f.required("deviation", spread.deviation, "of the sample; null: of one or none");
    f.required("count", spread.count, "", fromZero);
}

void describe(Fields& f, SweepRowAnswer& row) {
    f.required("overrides", row.overrides, "section.key → value");
    f.required("runs", row.runs, "ids");
    f.required("finished", row.finished, "", fromZero);
    f.required("failed", row.failed, "", fromZero);
    f.optional("metrics", row.metrics,
               "name → of each run's best epoch; the first, which tells that, stands beside too");
    if (!row.metrics.empty() && !f.isReading())
        f.required(row.metrics.front().first.c_str(), row.metrics.front().second, "");
    f.required("images_per_second", row.imagesPerSecond, "");
    f.required("training_seconds_per_epoch", row.trainingSecondsPerEpoch, "");
}

void describe(Fields& f, SweepSummaryAnswer& answer) {
    f.required("sweep", answer.sweep, "its name");
    f.required("state", answer.state, "");
    f.required("runs", answer.runs, "", fromZero);
    f.required("finished", answer.finished, "", fromZero);
    f.required("failed", answer.failed, "", fromZero);
    f.required("rows", answer.rows, "a combination each");
    f.required("errors", answer.errors, "runs that could not be started, and why");
}

} // namespace roentgen
