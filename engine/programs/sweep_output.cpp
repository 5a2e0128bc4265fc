#include "engine/programs/sweep_output.h"

#include "engine/programs/error_output.h"
#include "engine/protocol/csv_field.h"
#include "engine/protocol/messages/sweep_messages.h"

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace roentgen::programs {

namespace {

using Rows = std::vector<std::vector<std::string>>;

std::vector<std::string> keysOf(const SweepRecord& record) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : record.runs.front().overrides)
        keys.push_back(key);
    return keys;
}

std::string number(double value, const char* format) {
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string spreadText(const Spread& spread, const char* format) {
    if (spread.count == 0)
        return "-";
    const std::string mean = number(spread.mean, format);
    return spread.count > 1 ? mean + " ± " + number(spread.deviation, format) : mean;
}

// ± is two bytes and one column.
size_t widthOf(const std::string& text) {
    return size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xc0) != 0x80; }));
}

// Left-aligned columns, two blanks between.
void printTable(const Rows& rows) {
    std::vector<size_t> widths(rows.front().size(), 0);
    for (const auto& row : rows)
        for (size_t c = 0; c < row.size(); ++c)
            widths[c] = std::max(widths[c], widthOf(row[c]));
    for (const auto& row : rows) {
        std::string line;
        for (size_t c = 0; c < row.size(); ++c)
            line += row[c] + (c + 1 < row.size() ? std::string(widths[c] + 2 - widthOf(row[c]), ' ') : "");
        std::printf("%s\n", line.c_str());
    }
}

void printCsv(const Rows& rows) {
    for (const auto& row : rows) {
        std::string line;
        for (size_t c = 0; c < row.size(); ++c)
            line += (c ? "," : "") + csvField(row[c]);
        std::printf("%s\n", line.c_str());
    }
}

SpreadAnswer answerOf(const Spread& spread) {
    SpreadAnswer answer;
    answer.count = spread.count;
    if (spread.count > 0)
        answer.mean = spread.mean;
    if (spread.count > 1)
        answer.deviation = spread.deviation;
    return answer;
}

Rows summaryTable(const SweepSummary& summary, const std::vector<std::string>& keys) {
    Rows rows{keys};
    rows.front().emplace_back("runs");
    rows.front().insert(rows.front().end(), summary.metrics.begin(), summary.metrics.end());
    for (const char* head : {"images/s", "training s/epoch"})
        rows.front().emplace_back(head);
    for (size_t k = 0; k < summary.rows.size(); ++k) {
        const SweepRow& row = summary.rows[k];
        std::vector<std::string> cells;
        for (const auto& [key, value] : row.overrides)
            cells.push_back(value);
        cells.push_back(std::to_string(row.finished) + "/" + std::to_string(row.runIds.size()) +
                        (row.failed ? ", failed: " + std::to_string(row.failed) : ""));
        const size_t headline = cells.size();
        for (const auto& [name, spread] : row.metrics)
            cells.push_back(spreadText(spread, "%.4f"));
        cells[headline] += int64_t(k) == summary.bestRow ? "  best" : "";
        cells.push_back(spreadText(row.imagesPerSecond, "%.1f"));
        cells.push_back(spreadText(row.trainingSecondsPerEpoch, "%.1f"));
        rows.push_back(std::move(cells));
    }
    return rows;
}

SweepSummaryAnswer answerOf(const SweepSummary& summary, const SweepRecord& record) {
    SweepSummaryAnswer answer{
        summary.name, sweepStateName(summary.state), summary.runs, summary.finished, summary.failed, {}, {}};
    for (const SweepRow& row : summary.rows) {
        answer.rows.push_back({row.overrides,
                               row.runIds,
                               row.finished,
                               row.failed,
                               {},
                               answerOf(row.imagesPerSecond),
                               answerOf(row.trainingSecondsPerEpoch)});
        for (const auto& [name, spread] : row.metrics)
            answer.rows.back().metrics.emplace_back(name, answerOf(spread));
    }
    for (const SweepEntry& entry : record.runs)
        if (!entry.error.empty())
            answer.errors.emplace_back(entry.runId, entry.error);
    return answer;
}

} // namespace

void printSweepPlan(const SweepRecord& record, const std::string& folder, SweepFormat format) {
    if (format == SweepFormat::Json) {
        SweepPlanAnswer answer{record.name, folder, {}};
        for (const SweepEntry& entry : record.runs)
            answer.runs.push_back({entry.runId, entry.overrides, entry.repeat, entry.seed});
        return printMessage(answer);
    }
    Rows rows{keysOf(record)};
    rows.front().insert(rows.front().begin(), "run");
    rows.front().insert(rows.front().end(), {"repeat", "seed"});
    for (const SweepEntry& entry : record.runs) {
        std::vector<std::string> cells{entry.runId};
        for (const auto& [key, value] : entry.overrides)
            cells.push_back(value);
        cells.push_back(std::to_string(entry.repeat));
        cells.push_back(std::to_string(entry.seed));
        rows.push_back(std::move(cells));
    }
    format == SweepFormat::Csv ? printCsv(rows) : printTable(rows);
}

void printSweepSummary(const SweepSummary& summary, const SweepRecord& record, SweepFormat format) {
    std::vector<size_t> order(summary.rows.size());
    std::iota(order.begin(), order.end(), size_t(0));
    if (format == SweepFormat::Json)
        printMessage(answerOf(summary, record));
    else if (format == SweepFormat::Csv)
        std::printf("%s", sweepCsv(summary, order).c_str());
    else
        printTable(summaryTable(summary, keysOf(record)));
}

} // namespace roentgen::programs
