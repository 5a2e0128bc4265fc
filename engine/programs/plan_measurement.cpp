#include "engine/programs/plan_measurement.h"

#include "engine/launch/child_process.h"
#include "engine/launch/command_line.h"
#include "engine/launch/memory_speed.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/messages/error_message.h"
#include "engine/protocol/messages/message_text.h"
#include "engine/protocol/shell_line.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <future>
#include <optional>

namespace roentgen::programs {

namespace {

using namespace launch;

// What a measurement depends on; the link's compression and the batch sizes of other hosts do not count.
constexpr const char* measuredKeys[] = {"data.image_size",
                                        "model.architecture",
                                        "model.normalization",
                                        "model.head",
                                        "model.channels",
                                        "training.local_batch",
                                        "training.accumulation",
                                        "training.optimizer",
                                        "training.precision",
                                        "training.device",
                                        "distributed.ranks",
                                        "distributed.ranks_per_host",
                                        "distributed.bucket_mb",
                                        "distributed.bind",
                                        "distributed.threads_per_rank",
                                        "distributed.wait_policy",
                                        "distributed.spin_ms",
                                        "distributed.thread_binding"};

auto settingsOf(const Experiment& experiment) {
    decltype(PlanMeasurement::settings) settings;
    for (const char* path : measuredKeys)
        if (const ExperimentKey* key = findExperimentKey(path))
            settings.emplace_back(path, formatKeyValue(key->get(experiment)));
    return settings;
}

struct Turn {
    int64_t localBatch = 1;
    int copies = 1; // at the same time, each for itself
};

std::vector<Turn> turnsOf(int64_t localBatch, int copies) {
    std::vector<Turn> turns = {{localBatch, 1}};
    if (localBatch > 1) // what does not grow with the batch shows itself
        turns.insert(turns.begin(), {localBatch / 2, 1});
    if (copies > 1)
        turns.push_back({localBatch, copies});
    return turns;
}

Error benchmarkError(const std::string& said) {
    return environmentError("The benchmark did not end well", lastLine(said), "run the command above");
}

Result<BenchmarkReport> runOnce(const std::vector<std::string>& command) {
    ChildOptions options;
    options.seconds = 1800;
    Result<ChildOutcome> outcome = runChild(command, options);
    if (!outcome)
        return outcome.error();
    if (!outcome->good())
        return benchmarkError(outcome->errors);
    Result<BenchmarkReport> report = readMessage<BenchmarkReport>(outcome->output);
    return report ? std::move(report) : Result<BenchmarkReport>(benchmarkError(report.error().message));
}

// The slowest of the copies.
Result<BenchmarkReport> runTurn(const std::vector<std::string>& command, int copies) {
    std::vector<std::future<Result<BenchmarkReport>>> running;
    for (int k = 0; k < copies; ++k)
        running.push_back(std::async(std::launch::async, runOnce, command));
    std::optional<BenchmarkReport> slowest;
    std::optional<Error> failed;
    for (auto& copy : running) {
        Result<BenchmarkReport> report = copy.get();
        if (!report)
            failed = report.error();
        else if (!slowest || report->stepSeconds > slowest->stepSeconds)
            slowest = report.take();
    }
    if (failed)
        return *failed;
    slowest->copies = copies;
    return *slowest;
}

std::vector<std::string> commandOf(const MeasureTask& task, const Machine& machine, const Experiment& measured,
                                   const Turn& turn) {
    Experiment placed = measured;
    if (turn.copies > 1)
        placed.distributed.threadBinding = "none"; // else all copies would be on the first cores
    std::vector<std::string> command = benchmarkCommand(placed, machine, task.trainer);
    command.push_back(task.experimentFile);
    for (const std::string& assignment : task.overrides)
        command.insert(command.end(), {"--set", assignment});
    const auto set = [&](const char* key, int64_t value) {
        command.insert(command.end(), {"--set", std::string(key) + "=" + std::to_string(value)});
    };
    set("training.local_batch", turn.localBatch);
    set("distributed.ranks", ranksOfOneHost(measured, nullptr));
    if (!task.ranksPerHost.empty())
        set("distributed.threads_per_rank", measured.distributed.threadsPerRank);
    return command;
}

} // namespace

Result<PlanMeasurement> readPlanMeasurement(const std::vector<std::string>& paths) {
    PlanMeasurement measurement;
    for (const std::string& path : paths) {
        const Result<std::string> text = readTextFile(path);
        if (!text)
            return text.error();
        auto benchmark = readMessage<BenchmarkReport>(*text);
        if (benchmark) {
            measurement.benchmarks.push_back(benchmark.take());
            continue;
        }
        auto kept = readMessage<KeptMeasurement>(*text);
        if (!kept) {
            const bool isKept = text->find("\"measurement\"") != std::string::npos;
            return dataError("This measurement is damaged: " + (isKept ? kept.error() : benchmark.error()).message,
                             path, "measure again");
        }
        std::vector<BenchmarkReport> benchmarks = std::move(measurement.benchmarks);
        measurement = std::move(kept->measurement);
        measurement.benchmarks.insert(measurement.benchmarks.begin(), benchmarks.begin(), benchmarks.end());
    }
    return measurement;
}

Result<PlanMeasurement> measureForPlan(const MeasureTask& task) {
    const Machine machine = probeMachine();
    Experiment measured = task.experiment;
    int copies = 1;
    if (!task.ranksPerHost.empty()) {
        const int most = *std::max_element(task.ranksPerHost.begin(), task.ranksPerHost.end());
        auto& threads = measured.distributed.threadsPerRank;
        threads = threads > 0 ? threads : std::max(1, machine.cores / most);
        measured.distributed.ranks = 1;
        copies = std::min(most, std::max(1, machine.cores / int(threads)));
    }
    PlanMeasurement measurement;
    measurement.host = machine.host;
    measurement.time = double(std::time(nullptr));
    measurement.cores = machine.cores;
    ::getloadavg(&measurement.load, 1);
    measurement.settings = settingsOf(task.experiment);
    const std::vector<Turn> turns = turnsOf(measured.training.localBatch, copies);
    for (size_t k = 0; k < turns.size(); ++k) {
        const std::vector<std::string> command = commandOf(task, machine, measured, turns[k]);
        const std::string doing = "measuring " + std::to_string(k + 1) + " of " + std::to_string(turns.size()) + ": " +
                                  quoteForShell(command) +
                                  (turns[k].copies > 1 ? ", " + std::to_string(turns[k].copies) + " at once" : "");
        const Progress progress{double(k) / double(turns.size()), doing, int64_t(k + 1), int64_t(turns.size())};
        std::fprintf(stderr, "%s\n", (task.sayProgress ? writeMessage(progress) : doing).c_str());
        Result<BenchmarkReport> report = runTurn(command, turns[k].copies);
        if (!report)
            return report.error();
        measurement.benchmarks.push_back(report.take());
    }
    measurement.memoryBytesPerSecond = measureMemory(machine.cores);
    return measurement;
}

} // namespace roentgen::programs
