#include "engine/programs/plan_measurement.h"

#include "engine/launch/child_process.h"
#include "engine/launch/command_line.h"
#include "engine/launch/memory_speed.h"
#include "engine/protocol/key_values.h"
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
using Json = nlohmann::ordered_json;

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

Json settingsOf(const Experiment& experiment) {
    Json settings = Json::object();
    for (const char* path : measuredKeys)
        if (const ExperimentKey* key = findExperimentKey(path))
            settings[path] = formatKeyValue(key->get(experiment));
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

Result<std::string> runOnce(const std::vector<std::string>& command) {
    ChildOptions options;
    options.seconds = 1800;
    Result<ChildOutcome> outcome = runChild(command, options);
    if (!outcome)
        return outcome.error();
    if (!outcome->good())
        return benchmarkError(outcome->errors);
    return outcome->output;
}

// The slowest of the copies.
Result<std::string> runTurn(const std::vector<std::string>& command, int copies) {
    std::vector<std::future<Result<std::string>>> running;
    for (int k = 0; k < copies; ++k)
        running.push_back(std::async(std::launch::async, runOnce, command));
    Json slowest;
    std::optional<Error> failed;
    for (auto& copy : running) {
        const Result<std::string> text = copy.get();
        const Json json = text ? Json::parse(*text, nullptr, false) : Json();
        if (!text || !json.is_object())
            failed = text ? benchmarkError(*text) : text.error();
        else if (slowest.is_null() || json.value("step_seconds", 0.0) > slowest.value("step_seconds", 0.0))
            slowest = json;
    }
    if (failed)
        return *failed;
    if (copies > 1)
        slowest["copies"] = copies;
    return slowest.dump();
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

Json toJson(const PlanMeasurement& measurement) {
    Json benchmarks = Json::array();
    for (const std::string& text : measurement.benchmarks)
        benchmarks.push_back(Json::parse(text, nullptr, false));
    return {{"host", measurement.host},   {"time", measurement.time},
            {"cores", measurement.cores}, {"memory_bytes_per_second", measurement.memoryBytesPerSecond},
            {"load", measurement.load},   {"settings", measurement.settings},
            {"benchmarks", benchmarks}};
}

Result<PlanMeasurement> readPlanMeasurement(const std::vector<std::string>& paths) {
    PlanMeasurement measurement;
    for (const std::string& path : paths) {
        Result<std::string> text = readTextFile(path);
        if (!text)
            return text.error();
        const Json json = Json::parse(*text, nullptr, false);
        if (!json.is_object() || !json.contains("measurement")) {
            measurement.benchmarks.push_back(text.take());
            continue;
        }
        try {
            const Json& kept = json.at("measurement");
            for (const Json& benchmark : kept.at("benchmarks"))
                measurement.benchmarks.push_back(benchmark.dump());
            measurement.host = kept.at("host");
            measurement.time = kept.at("time");
            measurement.cores = kept.at("cores");
            measurement.load = kept.at("load");
            measurement.memoryBytesPerSecond = kept.at("memory_bytes_per_second");
            measurement.settings = kept.at("settings");
        } catch (const Json::exception&) {
            return dataError("This measurement is damaged", path, "measure again");
        }
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
        std::fprintf(stderr, "measuring %zu of %zu: %s%s\n", k + 1, turns.size(), quoteForShell(command).c_str(),
                     turns[k].copies > 1 ? (", " + std::to_string(turns[k].copies) + " at once").c_str() : "");
        Result<std::string> text = runTurn(command, turns[k].copies);
        if (!text)
            return text.error();
        measurement.benchmarks.push_back(text.take());
    }
    measurement.memoryBytesPerSecond = measureMemory(machine.cores);
    return measurement;
}

} // namespace roentgen::programs
