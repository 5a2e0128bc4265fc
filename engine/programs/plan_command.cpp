#include "engine/programs/plan_command.h"

#include "engine/launch/scaling_plan.h"
#include "engine/programs/error_output.h"
#include "engine/programs/plan_measurement.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <charconv>
#include <cstdio>

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

// "1,2,4", ascending.
Result<std::vector<int>> readNumbers(const std::string& option, const std::string& text) {
    std::vector<int> numbers;
    const char *at = text.data(), *const end = at + text.size();
    while (at < end) {
        int count = 0;
        const auto [next, error] = std::from_chars(at, end, count);
        if (error != std::errc() || count < 1 || count > 100000 || (next != end && *next != ','))
            return usageError("These are no numbers from 1 to 100000", option + " " + text, "write them like 1,2,4,8");
        numbers.push_back(count);
        at = next == end ? end : next + 1;
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

struct Plan {
    ScalingMeasurement measured;
    Link link;
    Memory memory;
    std::vector<ScalingPoint> weak, strong; // those that were asked for
};

PlanPoint pointOf(const ScalingPoint& p, const char* scaling) {
    return {scaling,          p.hosts,       p.ranksPerHost, p.ranks,           p.oversubscribed,
            p.localBatch,     p.globalBatch, p.stepSeconds,  p.imagesPerSecond, p.sumSeconds,
            p.exposedSeconds, p.speedup,     p.efficiency};
}

PlanAnswer answerOf(const PlanArguments& arguments, const PlanMeasurement& measurement, const Plan& plan) {
    PlanAnswer answer;
    answer.architecture = plan.measured.architecture;
    answer.precision = plan.measured.precision;
    answer.ranksPerHost = plan.measured.ranksPerHost;
    answer.threadsPerRank = plan.measured.threadsPerRank;
    answer.scaling = arguments.scaling;
    answer.latencyUs = plan.link.latencySeconds * 1e6;
    answer.bandwidthGbit = plan.link.bytesPerSecond * 8 / 1e9;
    answer.memoryGbyte = plan.memory.bytesPerSecond / 1e9;
    for (const ScalingPoint& point : plan.weak)
        answer.points.push_back(pointOf(point, "weak"));
    for (const ScalingPoint& point : plan.strong)
        answer.points.push_back(pointOf(point, "strong"));
    answer.measurement = measurement;
    return answer;
}

void printTable(const char* scaling, const std::vector<ScalingPoint>& points) {
    std::printf("%s scaling, predicted\n%6s %6s %6s %8s %9s %11s %9s %9s %8s %10s\n", scaling, "hosts", "ranks",
                "local", "global", "step s", "images/s", "sums s", "waited s", "speedup", "efficiency");
    for (const ScalingPoint& p : points)
        std::printf("%6d %6d %6lld %8lld %9.3f %11.1f %9.3f %9.3f %8.2f %9.1f%%%s\n", p.hosts, p.ranks,
                    static_cast<long long>(p.localBatch), static_cast<long long>(p.globalBatch), p.stepSeconds,
                    p.imagesPerSecond, p.sumSeconds, p.exposedSeconds, p.speedup, 100 * p.efficiency,
                    p.oversubscribed ? "  more threads than cores" : "");
}

void printPlan(const Plan& plan) {
    std::printf("%s, %s, measured with %d rank(s) of %d thread(s), link of %g us and %g Gbit/s, memory of %.1f GB/s\n",
                plan.measured.architecture.c_str(), plan.measured.precision.c_str(), plan.measured.ranksPerHost,
                plan.measured.threadsPerRank, plan.link.latencySeconds * 1e6, plan.link.bytesPerSecond * 8 / 1e9,
                plan.memory.bytesPerSecond / 1e9);
    if (!plan.weak.empty())
        printTable("weak", plan.weak);
    if (!plan.strong.empty())
        printTable("strong", plan.strong);
}

Result<PlanMeasurement> measurementOf(const PlanArguments& arguments, const Experiment& experiment,
                                      const std::vector<int>& ranksPerHost) {
    if (!arguments.measurements.empty())
        return readPlanMeasurement(arguments.measurements);
    return measureForPlan(
        {arguments.experiment, arguments.trainer, arguments.overrides, experiment, ranksPerHost, arguments.progress});
}

Status setCosts(const PlanArguments& arguments, const Experiment& experiment, const PlanMeasurement& measurement,
                Plan& plan) {
    plan.link.latencySeconds = arguments.latencyMicroseconds * 1e-6;
    plan.link.bytesPerSecond = arguments.gigabits * 1e9 / 8;
    plan.link.wireBytes = experiment.distributed.compression == "bf16" ? 2 : 4;
    if (!arguments.linkMeasurement.empty()) {
        const Result<std::string> text = readTextFile(arguments.linkMeasurement);
        if (!text)
            return text.error();
        const auto benchmark = readMessage<BenchmarkReport>(*text, arguments.linkMeasurement);
        if (!benchmark)
            return dataError("This is no benchmark: " + benchmark.error().message, arguments.linkMeasurement,
                             "measure again, with --json");
        const Result<double> measured = linkBytesPerSecond(*benchmark, plan.link.latencySeconds);
        if (!measured)
            return measured.error();
        plan.link.bytesPerSecond = *measured;
    }
    if (arguments.memoryGigabytes > 0)
        plan.memory.bytesPerSecond = arguments.memoryGigabytes * 1e9;
    else if (measurement.memoryBytesPerSecond > 0)
        plan.memory.bytesPerSecond = measurement.memoryBytesPerSecond;
    return Done{};
}

void predict(const PlanArguments& arguments, const Experiment& experiment, const std::vector<int>& hosts,
             std::vector<int> ranksPerHost, Plan& plan) {
    if (ranksPerHost.empty())
        ranksPerHost = {plan.measured.ranksPerHost};
    std::vector<RankLayout> layouts;
    for (int count : hosts)
        for (int ranks : ranksPerHost)
            layouts.push_back({count, ranks});
    const RankLayout base{1, ranksPerHost.front()};
    const int64_t local = experiment.training.localBatch;
    if (arguments.scaling != "strong")
        plan.weak = planScaling(plan.measured, plan.link, plan.memory, Scaling::Weak, local, base, layouts);
    if (arguments.scaling != "weak")
        plan.strong = planScaling(plan.measured, plan.link, plan.memory, Scaling::Strong, local, base, layouts);
}

} // namespace

CLI::App* addPlanVerb(CLI::App& app, PlanArguments& arguments) {
    CLI::App* const verb = app.add_subcommand("plan", "Predict images/s and efficiency on more hosts");
    verb->add_option("EXPERIMENT", arguments.experiment, "Experiment file (TOML)")->required();
    verb->add_option("--set", arguments.overrides, "section.key=value, may be repeated")->allow_extra_args(false);
    verb->add_option("--hosts", arguments.hosts, "Numbers of hosts (default 1,2,4,8,16,32)");
    verb->add_option("--ranks-per-host", arguments.ranksPerHost,
                     "Ranks that share a host, like 1,2,4 (default: the experiment's); one is measured alone, and as "
                     "many at once as there are cores for");
    verb->add_option("--scaling", arguments.scaling,
                     "weak: the local batch stays; strong: the global batch stays; both")
        ->check(CLI::IsMember({"weak", "strong", "both"}));
    verb->add_option("--latency-us", arguments.latencyMicroseconds, "Of a message between hosts (default 50)")
        ->check(CLI::Range(0.0, 1e6));
    verb->add_option("--bandwidth-gbit", arguments.gigabits, "Of the link, each way (default 10)")
        ->check(CLI::Range(1e-3, 1e5));
    verb->add_option("--link-measurement", arguments.linkMeasurement,
                     "Benchmark over several hosts, one rank on each and --set distributed.bucket_mb=1024: its sum "
                     "says the bandwidth");
    verb->add_option("--memory-gbyte", arguments.memoryGigabytes,
                     "Bytes a second through which the ranks of one host sum, in 10^9 (default: measured)")
        ->check(CLI::Range(1e-3, 1e5));
    verb->add_option(
            "--measurement", arguments.measurements,
            "Benchmark of one host (roentgen-train --benchmark --json), may be repeated, or what --json printed "
            "earlier; else measured now")
        ->allow_extra_args(false);
    verb->add_flag("--json", arguments.json, "Print JSON");
    verb->add_flag("--progress", arguments.progress, "Say on standard error in JSON how far it is");
    verb->footer("Example: roentgen-run plan experiments/chexnet.toml --hosts 1,2,4,8 --bandwidth-gbit 100");
    return verb;
}

Result<int> runPlanVerb(const PlanArguments& arguments) {
    const Result<Experiment> experiment = readPlanned(arguments);
    if (!experiment)
        return experiment.error();
    const Result<std::vector<int>> hosts = readNumbers("--hosts", "1," + arguments.hosts); // one to compare with
    if (!hosts)
        return hosts.error();
    const Result<std::vector<int>> ranksPerHost = readNumbers("--ranks-per-host", arguments.ranksPerHost);
    if (!ranksPerHost)
        return ranksPerHost.error();
    const Result<PlanMeasurement> measurement = measurementOf(arguments, *experiment, *ranksPerHost);
    if (!measurement)
        return measurement.error();
    Result<ScalingMeasurement> measured = launch::measurementOf(measurement->benchmarks);
    if (!measured)
        return measured.error();
    Plan plan;
    plan.measured = measured.take();
    plan.measured.cores = measurement->cores;
    plan.measured.overlaps = plan.measured.overlaps && experiment->model.normalization != "sync_batch";
    if (const Status set = setCosts(arguments, *experiment, *measurement, plan); !set)
        return set.error();
    predict(arguments, *experiment, *hosts, *ranksPerHost, plan);
    if (arguments.json)
        printMessage(answerOf(arguments, *measurement, plan));
    else
        printPlan(plan);
    return int(ExitDone);
}

} // namespace roentgen::programs
