#include "engine/protocol/sweep_summary.h"

#include "engine/protocol/csv_field.h"
#include "engine/protocol/short_number.h"

#include <algorithm>
#include <cmath>

namespace roentgen {

namespace {

std::string csvOf(const Spread& spread) {
    return "," + (spread.count > 0 ? shortNumber(spread.mean) : "") + "," +
           (spread.count > 1 ? shortNumber(spread.deviation) : "") + "," + std::to_string(spread.count);
}

// What a row is made from.
struct Gathered {
    std::map<std::string, std::vector<double>> metrics;
    std::vector<double> imagesPerSecond, trainingSecondsPerEpoch;
};

// Of which a sweep's table is.
std::vector<const RunSummary*> finishedRuns(const SweepRecord& record, const std::map<std::string, RunSummary>& runs) {
    std::vector<const RunSummary*> finished;
    for (const SweepEntry& entry : record.runs)
        if (const auto run = runs.find(entry.runId); run != runs.end() && run->second.state == RunState::Finished)
            finished.push_back(&run->second);
    return finished;
}

void take(const SweepEntry& entry, const RunSummary* run, SweepSummary& sweep, SweepRow& row, Gathered& gathered) {
    row.runIds.push_back(entry.runId);
    if (run && run->state == RunState::Finished) {
        ++sweep.finished;
        ++row.finished;
        for (const std::string& name : sweep.metrics)
            if (const auto value = run->metric(name))
                gathered.metrics[name].push_back(*value);
        if (run->imagesPerSecond > 0)
            gathered.imagesPerSecond.push_back(run->imagesPerSecond);
        if (run->trainingSecondsPerEpoch)
            gathered.trainingSecondsPerEpoch.push_back(*run->trainingSecondsPerEpoch);
    } else if (!entry.error.empty() || (run && run->state == RunState::Failed)) {
        ++sweep.failed;
        ++row.failed;
    } else if (run) {
        sweep.going +=
            run->state == RunState::Starting || run->state == RunState::Running || run->state == RunState::Stalled;
        if (run->totalSteps > 0)
            sweep.progress += double(run->step) / double(run->totalSteps);
    }
}

} // namespace

Spread spreadOf(const std::vector<double>& values) {
    Spread spread;
    spread.count = int64_t(values.size());
    for (double value : values)
        spread.mean += value / double(values.size());
    double squares = 0;
    for (double value : values)
        squares += (value - spread.mean) * (value - spread.mean);
    if (values.size() > 1)
        spread.deviation = std::sqrt(squares / double(values.size() - 1));
    return spread;
}

const char* sweepStateName(SweepState state) {
    return state == SweepState::Running ? "running" : state == SweepState::Finished ? "finished" : "interrupted";
}

SweepSummary summarizeSweep(const SweepRecord& record, const std::map<std::string, RunSummary>& runs, bool working) {
    SweepSummary sweep;
    sweep.name = record.name;
    sweep.runs = int64_t(record.runs.size());
    const std::vector<const RunSummary*> finished = finishedRuns(record, runs);
    sweep.metrics = metricNames(finished);
    const Direction direction = finished.empty() ? Direction::Higher : finished.front()->headlineDirection();
    std::map<int64_t, size_t> rowOf; // of a combination
    std::vector<Gathered> gathered;
    for (const SweepEntry& entry : record.runs) {
        const auto [place, isNew] = rowOf.emplace(entry.combination, sweep.rows.size());
        if (isNew) {
            sweep.rows.emplace_back();
            sweep.rows.back().overrides = entry.overrides;
            gathered.emplace_back();
        }
        const auto run = runs.find(entry.runId);
        take(entry, run == runs.end() ? nullptr : &run->second, sweep, sweep.rows[place->second],
             gathered[place->second]);
    }
    for (size_t k = 0; k < sweep.rows.size(); ++k) {
        SweepRow& row = sweep.rows[k];
        for (const std::string& name : sweep.metrics)
            row.metrics.emplace_back(name, spreadOf(gathered[k].metrics[name]));
        row.imagesPerSecond = spreadOf(gathered[k].imagesPerSecond);
        row.trainingSecondsPerEpoch = spreadOf(gathered[k].trainingSecondsPerEpoch);
        if (row.headline().count > 0 &&
            (sweep.bestRow < 0 ||
             isBetter(row.headline().mean, sweep.rows[size_t(sweep.bestRow)].headline().mean, direction)))
            sweep.bestRow = int64_t(k);
    }
    sweep.progress = (sweep.progress + double(sweep.finished + sweep.failed)) / std::max<double>(1, double(sweep.runs));
    if (working)
        sweep.state = SweepState::Running;
    else if (sweep.finished + sweep.failed == sweep.runs)
        sweep.state = SweepState::Finished;
    return sweep;
}

bool isWorkedOn(const SweepFolder& folder) {
    const Result<ProcessRecord> record = readProcessRecord(folder.files());
    return record && isAlive(*record);
}

std::string sweepCsv(const SweepSummary& summary, const std::vector<size_t>& order) {
    std::string csv;
    if (!summary.rows.empty())
        for (const auto& [key, value] : summary.rows.front().overrides)
            csv += csvField(key) + ",";
    csv += "runs,finished,failed";
    std::vector<std::string> measures = summary.metrics;
    measures.insert(measures.end(), {"images_per_second", "training_seconds_per_epoch"});
    for (const std::string& measure : measures)
        csv += "," + measure + "," + measure + "_deviation," + measure + "_count";
    csv += "\n";
    for (const size_t place : order) {
        const SweepRow& row = summary.rows[place];
        for (const auto& [key, value] : row.overrides)
            csv += csvField(value) + ",";
        csv +=
            std::to_string(row.runIds.size()) + "," + std::to_string(row.finished) + "," + std::to_string(row.failed);
        for (const auto& [name, spread] : row.metrics)
            csv += csvOf(spread);
        csv += csvOf(row.imagesPerSecond) + csvOf(row.trainingSecondsPerEpoch) + "\n";
    }
    return csv;
}

} // namespace roentgen
