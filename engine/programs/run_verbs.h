// The verbs of roentgen-run, each after its command line has been read: they print, and return the exit code.
#pragma once

#include "engine/launch/run_feed.h"
#include "engine/programs/delete_command.h"
#include "engine/programs/export_command.h"
#include "engine/programs/plan_command.h"
#include "engine/programs/sweep_command.h"
#include "engine/programs/target_command.h"

namespace roentgen::programs {

// What the command line said; each verb uses what it knows.
struct RunOptions {
    std::string workspace = ".", experiment, run, id, target, script;
    std::vector<std::string> overrides, command;
    bool json = false, dryRun = false, noForecast = false, force = false, now = false, wait = false, all = false,
         untilInputEnds = false, noSync = false;
    int64_t from = 1;
    SweepArguments sweep;
    TargetArguments targetVerb;
    launch::FeedRequest feed;
    PlanArguments plan;
    DeleteArguments deletion;
    ExportArguments exported;
};

namespace verbs {

int start(const RunOptions& options);
int resume(const RunOptions& options);
int sweep(const RunOptions& options);
int stop(const RunOptions& options);
int list(const RunOptions& options);
int status(const RunOptions& options);
int follow(const RunOptions& options);
int sync(const RunOptions& options);
int fetch(const RunOptions& options);
int receive(const RunOptions& options);
int feed(const RunOptions& options);
int target(const RunOptions& options);
int probe(const RunOptions& options);
int keys(const RunOptions& options);
int plan(const RunOptions& options);
int supervise(const RunOptions& options);
int deleteRuns(const RunOptions& options);
int exportMetrics(const RunOptions& options);

} // namespace verbs

} // namespace roentgen::programs
