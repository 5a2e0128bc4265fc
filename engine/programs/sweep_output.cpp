#include "engine/programs/sweep_output.h"

#include "engine/protocol/csv_field.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace roentgen::programs {

namespace {

using nlohmann::ordered_json;
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

ordered_json toJson(const std::vector<std::pair<std::string, std::string>>& overrides) {
    ordered_json json = ordered_json::object();
    for (const auto& [key, value] : overrides)
        json[key] = value;
    return json;
}

ordered_json toJson(const Spread& spread) {
    ordered_json json = {{"mean", nullptr}, {"deviation", nullptr}, {"count", spread.count}};
    if (spread.count > 0)
        json["mean"] = spread.mean;
    if (spread.count > 1)
        json["deviation"] = spread.deviation;
    return json;
}

std::string dumped(const ordered_json& json) {
    return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

Rows summaryTable(const SweepSummary& summary, const std::vector<std::string>& keys) {
    Rows rows{keys};
    for (const char* head : {"runs", "best mean AUC", "images/s", "training s/epoch"})
        rows.front().emplace_back(head);
    for (size_t k = 0; k < summary.rows.size(); ++k) {
        const SweepRow& row = summary.rows[k];
        std::vector<std::string> cells;
        for (const auto& [key, value] : row.overrides)
            cells.push_back(value);
        cells.push_back(std::to_string(row.finished) + "/" + std::to_string(row.runIds.size()) +
                        (row.failed ? ", failed: " + std::to_string(row.failed) : ""));
        cells.push_back(spreadText(row.meanAuc, "%.4f") + (int64_t(k) == summary.bestRow ? "  best" : ""));
        cells.push_back(spreadText(row.imagesPerSecond, "%.1f"));
        cells.push_back(spreadText(row.trainingSecondsPerEpoch, "%.1f"));
        rows.push_back(std::move(cells));
    }
    return rows;
}

void addSpread(std::vector<std::string>& cells, const Spread& spread) {
    cells.push_back(spread.count > 0 ? number(spread.mean, "%.17g") : "");
    cells.push_back(spread.count > 1 ? number(spread.deviation, "%.17g") : "");
    cells.push_back(std::to_string(spread.count));
}

Rows summaryCsv(const SweepSummary& summary, const std::vector<std::string>& keys) {
    Rows rows{keys};
    for (const char* head :
         {"runs", "finished", "failed", "mean_auc", "mean_auc_deviation", "mean_auc_count", "images_per_second",
          "images_per_second_deviation", "images_per_second_count", "training_seconds_per_epoch",
          "training_seconds_per_epoch_deviation", "training_seconds_per_epoch_count"})
        rows.front().emplace_back(head);
    for (const SweepRow& row : summary.rows) {
        std::vector<std::string> cells;
        for (const auto& [key, value] : row.overrides)
            cells.push_back(value);
        for (int64_t count : {int64_t(row.runIds.size()), row.finished, row.failed})
            cells.push_back(std::to_string(count));
        addSpread(cells, row.meanAuc);
        addSpread(cells, row.imagesPerSecond);
        addSpread(cells, row.trainingSecondsPerEpoch);
        rows.push_back(std::move(cells));
    }
    return rows;
}

ordered_json summaryJson(const SweepSummary& summary, const SweepRecord& record) {
    ordered_json rows = ordered_json::array(), errors = ordered_json::object();
    for (const SweepRow& row : summary.rows)
        rows.push_back({{"overrides", toJson(row.overrides)},
                        {"runs", row.runIds},
                        {"finished", row.finished},
                        {"failed", row.failed},
                        {"mean_auc", toJson(row.meanAuc)},
                        {"images_per_second", toJson(row.imagesPerSecond)},
                        {"training_seconds_per_epoch", toJson(row.trainingSecondsPerEpoch)}});
    for (const SweepEntry& entry : record.runs)
        if (!entry.error.empty())
            errors[entry.runId] = entry.error;
    return {{"sweep", summary.name},    {"state", sweepStateName(summary.state)},
            {"runs", summary.runs},     {"finished", summary.finished},
            {"failed", summary.failed}, {"rows", rows},
            {"errors", errors}};
}

} // namespace

void printSweepPlan(const SweepRecord& record, const std::string& folder, SweepFormat format) {
    if (format == SweepFormat::Json) {
        ordered_json runs = ordered_json::array();
        for (const SweepEntry& entry : record.runs)
            runs.push_back({{"run", entry.runId},
                            {"overrides", toJson(entry.overrides)},
                            {"repeat", entry.repeat},
                            {"seed", entry.seed}});
        std::printf("%s\n", dumped({{"sweep", record.name}, {"folder", folder}, {"runs", runs}}).c_str());
        return;
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
    const std::vector<std::string> keys = keysOf(record);
    if (format == SweepFormat::Json)
        std::printf("%s\n", dumped(summaryJson(summary, record)).c_str());
    else if (format == SweepFormat::Csv)
        printCsv(summaryCsv(summary, keys));
    else
        printTable(summaryTable(summary, keys));
}

} // namespace roentgen::programs
