#include "engine/protocol/metrics_table.h"

#include "engine/protocol/csv_field.h"
#include "engine/protocol/csv_reader.h"
#include "engine/protocol/text_file.h"

#include <algorithm>

namespace roentgen {

namespace {

using Row = std::vector<std::string>;

std::vector<Row> rowsOf(const std::string& text) {
    std::vector<Row> rows;
    CsvReader reader(text);
    for (CsvRow row; reader.next(row);)
        rows.emplace_back(row.fields.begin(), row.fields.end());
    return rows;
}

struct RunTable {
    std::string run;
    std::vector<Row> rows;       // without the header
    std::vector<size_t> columns; // of the joined table, one a field
};

// Where a column of that name stands; a new name goes to the end.
size_t columnOf(const std::string& name, Row& header) {
    const auto found = std::find(header.begin(), header.end(), name);
    if (found != header.end())
        return size_t(found - header.begin());
    header.push_back(name);
    return header.size() - 1;
}

Result<RunTable> readMetrics(const RunFolder& run, Row& header) {
    const Result<std::string> text = readTextFile(run.metricsFile());
    if (!text)
        return dataError("This run has no metrics", run.metricsFile(), "leave it out, or wait for its first epoch");
    RunTable metrics{run.id(), rowsOf(*text), {}};
    if (metrics.rows.empty())
        return dataError("This table of metrics is empty", run.metricsFile(), "leave this run out");
    for (const std::string& name : metrics.rows.front())
        metrics.columns.push_back(columnOf(name, header));
    for (size_t i = 1; i < metrics.rows.size(); ++i)
        if (metrics.rows[i].size() != metrics.columns.size())
            return dataError("A row has " + std::to_string(metrics.rows[i].size()) + " cells where the header has " +
                                 std::to_string(metrics.columns.size()),
                             run.metricsFile() + ", row " + std::to_string(i), "leave this run out");
    metrics.rows.erase(metrics.rows.begin());
    return metrics;
}

std::string lineOf(const std::string& run, const Row& cells) {
    std::string line = csvField(run);
    for (const std::string& cell : cells)
        line += "," + csvField(cell);
    return line + "\n";
}

} // namespace

Result<std::string> joinMetrics(const std::vector<RunFolder>& runs) {
    Row header;
    std::vector<RunTable> tables;
    for (const RunFolder& run : runs) {
        Result<RunTable> metrics = readMetrics(run, header);
        if (!metrics)
            return metrics.error();
        tables.push_back(metrics.take());
    }
    std::string text = lineOf("run", header);
    for (const RunTable& table : tables)
        for (const Row& row : table.rows) {
            Row cells(header.size());
            for (size_t i = 0; i < row.size(); ++i)
                cells[table.columns[i]] = row[i];
            text += lineOf(table.run, cells);
        }
    return text;
}

} // namespace roentgen
