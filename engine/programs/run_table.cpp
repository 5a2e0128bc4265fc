#include "engine/programs/run_table.h"

#include "engine/programs/error_output.h"
#include "engine/protocol/messages/run_messages.h"
#include "engine/protocol/run_watch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <thread>

namespace roentgen::programs {

namespace {

std::string minutes(double seconds) {
    char text[32];
    std::snprintf(text, sizeof text, "%d:%02d", int(seconds) / 60, int(seconds) % 60);
    return text;
}

// Prints whole lines from offset on whose seq is at least `from`; returns the new offset.
std::streamoff printEvents(const RunFolder& run, std::streamoff offset, int64_t from) {
    std::ifstream file(run.eventsFile(), std::ios::binary);
    file.seekg(offset);
    for (std::string line; std::getline(file, line) && !file.eof();) {
        offset += std::streamoff(line.size()) + 1;
        // Unknown kinds are passed on too: whoever reads this skips them, and sees no gap.
        const size_t at = line.find("\"seq\":");
        if (at != std::string::npos && std::strtoll(line.c_str() + at + 6, nullptr, 10) >= from)
            std::printf("%s\n", line.c_str());
    }
    std::fflush(stdout);
    return offset;
}

// Those of all classes.
std::string metricsText(const Metrics& metrics) {
    std::string text;
    for (const Metric& metric : metrics.list)
        if (metric.of.empty())
            text += "  " + metric.name + " " +
                    (metric.value ? std::to_string(*metric.value).substr(0, 6) : std::string("undefined"));
    return text;
}

void printProgress(const RunEvent& event) {
    if (const auto* v = std::get_if<ValidationEvent>(&event.body))
        std::fprintf(stderr, "epoch %lld  validation loss %.4f%s%s\n", (long long)v->epoch, v->loss,
                     metricsText(v->metrics).c_str(), v->best ? "  best" : "");
    else if (const auto* warning = std::get_if<WarningEvent>(&event.body))
        std::fprintf(stderr, "warning: %s\n", warning->message.c_str());
}

// Of a run that has not finished: why not.
Error endOf(const RunFolder& run, const RunWatch& watch) {
    if (watch.state() == RunState::Stopped)
        return {ErrorCode::Stopped, "the run was stopped on request", run.path, "roentgen-run resume goes on with it"};
    const auto& error = watch.history().error;
    const std::string& why = watch.summary().errorLine;
    return {error ? errorCodeFromName(error->code) : ErrorCode::Internal,
            std::string("the run ended as ") + runStateName(watch.state()) + (why.empty() ? "" : ": " + why), run.path,
            "see " + run.logFile()};
}

int columnOf(const std::string& metric) {
    return std::max(9, int(metric.size()));
}

} // namespace

void printRuns(const std::vector<RunSummary>& runs, bool json) {
    if (json) {
        std::printf("[");
        for (size_t i = 0; i < runs.size(); ++i)
            std::printf("%s%s", i ? ",\n " : "", writeMessage(runs[i]).c_str());
        std::printf("]\n");
        return;
    }
    if (runs.empty()) {
        std::printf("No runs yet. Start one: roentgen-run start EXPERIMENT\n");
        return;
    }
    std::vector<const RunSummary*> all;
    for (const RunSummary& one : runs)
        all.push_back(&one);
    const std::vector<std::string> metrics = metricNames(all);
    std::printf("%-36s %-11s", "run", "state");
    for (const std::string& name : metrics)
        std::printf(" %*s", columnOf(name), name.c_str());
    std::printf(" %9s %15s %9s %9s\n", "epoch", "images/s", "elapsed", "left");
    for (const RunSummary& s : runs) {
        std::printf("%-36s %-11s", s.id.c_str(), runStateName(s.state));
        for (const std::string& name : metrics) {
            char text[24] = "-";
            if (const auto value = s.metric(name))
                std::snprintf(text, sizeof text, "%.4f", *value);
            std::printf(" %*s", columnOf(name), text);
        }
        const std::string epoch = std::to_string(s.epoch) + "/" + std::to_string(s.epochs);
        char speed[48];
        std::snprintf(speed, sizeof speed, "%.1f ± %.1f", s.imagesPerSecond, s.imagesPerSecondDeviation);
        // ± is two bytes and one column.
        std::printf(" %9s %16s %9s %9s\n", epoch.c_str(), speed, minutes(s.elapsedSeconds).c_str(),
                    s.remainingSeconds ? minutes(*s.remainingSeconds).c_str() : "-");
        if (!s.errorLine.empty())
            std::printf("    %s\n", s.errorLine.c_str());
        if (s.state == RunState::Queued)
            std::printf("    job %s %s %s\n", s.job.c_str(), s.queueState.c_str(), s.queueReason.c_str());
        if (!s.problem.empty())
            std::printf("    %s\n", s.problem.c_str());
    }
}

int followRun(const RunFolder& run, int64_t from) {
    std::streamoff offset = 0;
    RunWatch watch(run);
    for (;;) {
        // The state first: what was written before the end is then printed for certain.
        const bool going = isGoingOn(watch.look());
        offset = printEvents(run, offset, from);
        if (!going)
            return ExitDone;
        std::this_thread::sleep_for(std::chrono::milliseconds(250));
    }
}

int waitForRun(const RunFolder& run) {
    RunWatch watch(run);
    watch.listen(printProgress);
    while (isGoingOn(watch.look()))
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    if (watch.state() == RunState::Finished)
        return ExitDone;
    return printError("roentgen-run", endOf(run, watch));
}

} // namespace roentgen::programs
