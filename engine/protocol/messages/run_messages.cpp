#include "engine/protocol/messages/run_messages.h"

namespace roentgen {

namespace {

void describeOrNull(Fields& f, const char* name, std::string& value, const char* meaning) {
    std::optional<std::string> said;
    if (!value.empty())
        said = value;
    f.optional(name, said, meaning);
    if (f.isReading())
        value = said.value_or("");
}

// A time that is 0 where it is not known.
void describeOrNull(Fields& f, const char* name, double& value, const char* meaning) {
    std::optional<double> said;
    if (value > 0)
        said = value;
    f.optional(name, said, meaning);
    if (f.isReading())
        value = said.value_or(0);
}

struct Override {
    std::string key, value;
};

} // namespace

static void describe(Fields& f, Override& one) {
    f.required("key", one.key, "section.key");
    f.required("value", one.value, "");
}

std::vector<const char*> wordsOf(RunState) {
    std::vector<const char*> words;
    for (int state = 0; state <= int(RunState::Unreachable); ++state)
        words.push_back(runStateName(RunState(state)));
    return words;
}

std::vector<const char*> wordsOf(Direction) {
    return {directionName(Direction::Higher), directionName(Direction::Lower), directionName(Direction::None)};
}

void describe(Fields& f, Metric& metric) {
    f.required("name", metric.name, "");
    f.required("value", metric.value, "null: not defined");
    f.optional("direction", metric.direction, "which values are better");
    f.unlessEmpty("of", metric.of, "the class that it is of");
}

void describe(Fields& f, RunSummary& s) {
    f.required("id", s.id, "");
    f.required("name", s.name, "of the experiment");
    f.required("state", s.state, "");
    f.required("can_resume", s.canResume, "");
    f.optional("has_checkpoint", s.hasCheckpoint, "that a resume goes on from");
    f.optional("killed_for_memory", s.killedForMemory, "of a lost run: by the kernel");
    f.optional("headline", s.headline, "the metric that tells the best epoch");
    f.required(("best_" + s.headline).c_str(), s.best, "`best_` and the headline's name: its value there");
    f.optional("metrics", s.metrics, "of all classes, there");
    f.required("images_per_second", s.imagesPerSecond, "of all steps after the warm-up", fromZero);
    f.optional("images_per_second_deviation", s.imagesPerSecondDeviation, "", fromZero);
    f.optional("training_seconds_per_epoch", s.trainingSecondsPerEpoch, "", fromZero);
    f.required("epoch", s.epoch, "", fromZero);
    f.required("epochs", s.epochs, "", fromZero);
    f.required("step", s.step, "", fromZero);
    f.required("total_steps", s.totalSteps, "", fromZero);
    f.required("ranks", s.ranks, "");
    f.required("threads_per_rank", s.threadsPerRank, "");
    f.required("start_time", s.startTime, "seconds since 1970; 0: not started", fromZero);
    f.required("elapsed_seconds", s.elapsedSeconds, "", fromZero);
    f.required("remaining_seconds", s.remainingSeconds, "null: not known");
    f.optional("host", s.host, "");
    describeOrNull(f, "end_reason", s.endReason, "`epochs` `early_stop` `checkpoint` `now`, where its end says one");
    describeOrNull(f, "error", s.errorLine, "of a failed run, or why it was lost");
    f.unlessEmpty("target", s.target, "of a run that goes on elsewhere, like all below");
    if (!s.target.empty() || f.isReading()) {
        f.optional("problem", s.problem, "why it cannot be reached now");
        describeOrNull(f, "unreachable_since", s.unreachableSince, "seconds since 1970");
    }
    f.unlessEmpty("job", s.job, "of Slurm: its number");
    if (!s.job.empty() || f.isReading()) {
        f.optional("queue_state", s.queueState, "");
        f.optional("queue_reason", s.queueReason, "");
        describeOrNull(f, "queue_start", s.queueStart, "when Slurm expects it to start");
    }
}

void describe(Fields& f, ProcessRecord& record) {
    f.optional("host", record.host, "");
    f.optional("boot_id", record.bootId, "with which a pid counts");
    f.optional("launcher_pid", record.launcherPid, "of the supervisor", fromZero);
    f.optional("launcher_start_ticks", record.launcherStartTicks, "", fromZero);
    f.optional("rank0_pid", record.rank0Pid, "0 until rank 0 wrote it", fromZero);
    f.optional("rank0_start_ticks", record.rank0StartTicks, "", fromZero);
    f.optional("started", record.started, "seconds since 1970; 0: without a supervisor", fromZero);
    f.optional("command", record.command, "an argument vector");
}

void describe(Fields& f, RemoteRecord& record) {
    f.optional("target", record.target, "its name");
    f.optional("kind", record.kind, "`ssh` `slurm`");
    f.optional("host", record.host, "empty: a queue of this machine");
    f.optional("workspace", record.workspace, "there");
    f.optional("checked", record.checked, "when the far end last told how the run is", fromZero);
    f.optional("state", record.state, "that it told");
    f.optional("problem", record.problem, "why it cannot be asked now");
    f.optional("results_here", record.resultsHere, "the run has ended and its results have been brought");
    if (record.kind == "slurm" || f.isReading()) {
        f.optional("job", record.job, "its number");
        f.optional("queue_state", record.queueState, "");
        f.optional("queue_reason", record.queueReason, "");
        f.optional("queue_start", record.queueStart, "when Slurm expects it to start; 0: it does not say");
    }
}

void describe(Fields& f, SweepEntry& entry) {
    f.required("run", entry.runId, "its id");
    f.required("combination", entry.combination, "from 0", fromZero);
    f.required("repeat", entry.repeat, "from 1", fromOne);
    f.required("seed", entry.seed, "");
    std::vector<Override> overrides;
    for (const auto& [key, value] : entry.overrides)
        overrides.push_back({key, value});
    f.required("overrides", overrides, "in the order of the axes");
    f.unlessEmpty("error", entry.error, "why it could not be started or was given up");
    if (!f.isReading())
        return;
    entry.overrides.clear();
    for (const Override& one : overrides)
        entry.overrides.emplace_back(one.key, one.value);
}

void describe(Fields& f, SweepRecord& record) {
    int64_t version = 1;
    f.optional("version", version, "");
    f.required("name", record.name, "");
    f.required("runs", record.runs, "in the order of work");
}

} // namespace roentgen
