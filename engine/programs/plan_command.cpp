#include "engine/programs/plan_command.h"

#include "engine/launch/child_process.h"
#include "engine/launch/command_line.h"
#include "engine/launch/scaling_plan.h"
#include "engine/protocol/experiment.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace roentgen::programs {

namespace {

using namespace launch;

Result<Experiment> readPlanned(const PlanArguments& arguments) {
    Result<Experiment> experiment = readExperiment(arguments.experiment);
    if (!experiment)
        return experiment;
    for (const std::string& assignment : arguments.overrides)
        if (Status status = applyOverride(*experiment, assignment); !status)
            return status.error();
    if (Status status = checkExperiment(*experiment); !status)
        return status.error();
    return experiment;
}

// "1,2,4" ascending; one host is always among them.
Result<std::vector<int>> readHosts(const std::string& text) {
    std::vector<int> hosts = {1};
    const char *at = text.data(), *const end = at + text.size();
    while (at < end) {
        int count = 0;
        const auto [next, error] = std::from_chars(at, end, count);
        if (error != std::errc() || count < 1 || count > 100000 || (next != end && *next != ','))
            return usageError("These are no numbers of hosts", "--hosts " + text, "write them like 1,2,4,8");
        hosts.push_back(count);
        at = next == end ? end : next + 1;
    }
    std::sort(hosts.begin(), hosts.end());
    hosts.erase(std::unique(hosts.begin(), hosts.end()), hosts.end());
    return hosts;
}

// One benchmark of the experiment's model with this local batch, on this host, with its ranks and threads.
Result<std::string> benchmark(const PlanArguments& arguments, const Experiment& experiment, int64_t localBatch) {
    std::vector<std::string> command = benchmarkCommand(experiment, probeMachine(), arguments.trainer);
    command.push_back(arguments.experiment);
    for (const std::string& assignment : arguments.overrides)
        command.insert(command.end(), {"--set", assignment});
    command.insert(command.end(), {"--set", "training.local_batch=" + std::to_string(localBatch)});
    std::fprintf(stderr, "measuring: %s\n", quoteForShell(command).c_str());
    ChildOptions options;
    options.seconds = 1800;
    Result<ChildOutcome> outcome = runChild(command, options);
    if (!outcome)
        return outcome.error();
    if (!outcome->good()) {
        const std::string& said = outcome->errors;
        const size_t last = said.find_last_not_of('\n');
        const size_t begin = last == std::string::npos ? last : said.rfind('\n', last);
        return environmentError("The benchmark did not end well",
                                begin == std::string::npos ? said : said.substr(begin + 1, last - begin),
                                "run the command above");
    }
    return outcome->output;
}

Result<std::vector<std::string>> benchmarksOf(const PlanArguments& arguments, const Experiment& experiment) {
    std::vector<std::string> benchmarks;
    for (const std::string& path : arguments.measurements) {
        Result<std::string> text = readTextFile(path);
        if (!text)
            return text.error();
        benchmarks.push_back(text.take());
    }
    if (!benchmarks.empty())
        return benchmarks;
    const int64_t local = experiment.training.localBatch;
    std::vector<int64_t> batches = {local};
    if (local > 1) // what does not grow with the batch shows itself
        batches.insert(batches.begin(), local / 2);
    for (int64_t batch : batches) {
        Result<std::string> text = benchmark(arguments, experiment, batch);
        if (!text)
            return text.error();
        benchmarks.push_back(text.take());
    }
    return benchmarks;
}

nlohmann::ordered_json toJson(const ScalingPoint& p) {
    return {{"hosts", p.hosts},
            {"ranks", p.ranks},
            {"local_batch", p.localBatch},
            {"global_batch", p.globalBatch},
            {"step_seconds", p.stepSeconds},
            {"images_per_second", p.imagesPerSecond},
            {"sum_seconds", p.sumSeconds},
            {"exposed_seconds", p.exposedSeconds},
            {"speedup", p.speedup},
            {"efficiency", p.efficiency}};
}

void printPlan(const PlanArguments& arguments, const ScalingMeasurement& measured,
               const std::vector<ScalingPoint>& points) {
    if (arguments.json) {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const ScalingPoint& point : points)
            rows.push_back(toJson(point));
        std::printf("%s\n", nlohmann::ordered_json{{"architecture", measured.architecture},
                                                   {"precision", measured.precision},
                                                   {"ranks_per_host", measured.ranksPerHost},
                                                   {"threads_per_rank", measured.threadsPerRank},
                                                   {"scaling", arguments.scaling},
                                                   {"latency_us", arguments.latencyMicroseconds},
                                                   {"bandwidth_gbit", arguments.gigabits},
                                                   {"points", rows}}
                                .dump()
                                .c_str());
        return;
    }
    std::printf("%s, %s, %d rank(s) of %d thread(s) a host, link of %g us and %g Gbit/s, %s scaling; predicted\n",
                measured.architecture.c_str(), measured.precision.c_str(), measured.ranksPerHost,
                measured.threadsPerRank, arguments.latencyMicroseconds, arguments.gigabits, arguments.scaling.c_str());
    std::printf("%6s %6s %6s %8s %9s %11s %9s %9s %8s %10s\n", "hosts", "ranks", "local", "global", "step s",
                "images/s", "sums s", "waited s", "speedup", "efficiency");
    for (const ScalingPoint& p : points)
        std::printf("%6d %6d %6lld %8lld %9.3f %11.1f %9.3f %9.3f %8.2f %9.1f%%\n", p.hosts, p.ranks,
                    static_cast<long long>(p.localBatch), static_cast<long long>(p.globalBatch), p.stepSeconds,
                    p.imagesPerSecond, p.sumSeconds, p.exposedSeconds, p.speedup, 100 * p.efficiency);
}

} // namespace

CLI::App* addPlanVerb(CLI::App& app, PlanArguments& arguments) {
    CLI::App* const verb = app.add_subcommand("plan", "Predict images/s and efficiency on more hosts");
    verb->add_option("EXPERIMENT", arguments.experiment, "Experiment file (TOML)")->required();
    verb->add_option("--set", arguments.overrides, "section.key=value, may be repeated")->allow_extra_args(false);
    verb->add_option("--hosts", arguments.hosts, "Numbers of hosts (default 1,2,4,8,16,32)");
    verb->add_option("--scaling", arguments.scaling, "weak: the local batch stays; strong: the global batch stays")
        ->check(CLI::IsMember({"weak", "strong"}));
    verb->add_option("--latency-us", arguments.latencyMicroseconds, "Of a message between hosts (default 50)")
        ->check(CLI::Range(0.0, 1e6));
    verb->add_option("--bandwidth-gbit", arguments.gigabits, "Of the link, each way (default 10)")
        ->check(CLI::Range(1e-3, 1e5));
    verb->add_option("--measurement", arguments.measurements,
                     "Benchmark of one host (roentgen-train --benchmark --json), may be repeated; else measured now")
        ->allow_extra_args(false);
    verb->add_flag("--json", arguments.json, "Print JSON");
    verb->footer("Example: roentgen-run plan experiments/chexnet.toml --hosts 1,2,4,8 --bandwidth-gbit 100");
    return verb;
}

Result<int> runPlanVerb(const PlanArguments& arguments) {
    const Result<Experiment> experiment = readPlanned(arguments);
    if (!experiment)
        return experiment.error();
    const Result<std::vector<int>> hosts = readHosts(arguments.hosts);
    if (!hosts)
        return hosts.error();
    const Result<std::vector<std::string>> benchmarks = benchmarksOf(arguments, *experiment);
    if (!benchmarks)
        return benchmarks.error();
    const Result<ScalingMeasurement> measured = readMeasurement(*benchmarks);
    if (!measured)
        return measured.error();
    Link link;
    link.latencySeconds = arguments.latencyMicroseconds * 1e-6;
    link.bytesPerSecond = arguments.gigabits * 1e9 / 8;
    link.wireBytes = experiment->distributed.compression == "bf16" ? 2 : 4;
    const Scaling scaling = arguments.scaling == "weak" ? Scaling::Weak : Scaling::Strong;
    printPlan(arguments, *measured, planScaling(*measured, link, scaling, experiment->training.localBatch, *hosts));
    return int(ExitDone);
}

} // namespace roentgen::programs
