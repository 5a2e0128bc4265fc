#include "engine/evaluation/predictions_table.h"

#include "engine/evaluation/csv_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <unordered_set>

namespace roentgen::evaluation {

namespace {

constexpr const char* imageColumn = "Image Index";
constexpr const char* patientColumn = "Patient ID";
constexpr const char* splitColumn = "Split";
constexpr const char* findingsColumn = "Finding Labels";
const std::string probabilityPrefix = "prob_";

std::string place(const std::string& path, int64_t line) {
    return path + ":" + std::to_string(line);
}

int columnOf(const std::vector<std::string>& header, const std::string& name) {
    const auto found = std::find(header.begin(), header.end(), name);
    return found == header.end() ? -1 : int(found - header.begin());
}

// Published tables end some lines in commas: empty fields past `keep` are dropped.
void dropTrailingEmpty(std::vector<std::string>& fields, size_t keep) {
    while (fields.size() > keep && fields.back().empty())
        fields.pop_back();
}

Status checkFieldCount(const CsvRow& row, size_t expected, const std::string& path) {
    if (row.fields.size() == expected)
        return Done{};
    return dataError("The row has " + std::to_string(row.fields.size()) + " fields, the header " +
                         std::to_string(expected),
                     place(path, row.line), "correct the row");
}

Error missingColumn(const std::string& path, int64_t line) {
    return dataError("The table has no column 'Image Index'", place(path, line),
                     "name the column of the file names so");
}

Error repeatedImage(const std::string& image, const std::string& path, int64_t line) {
    return dataError("The image '" + image + "' comes twice", place(path, line), "keep one row per image");
}

bool isProbabilityName(const std::string& name) {
    return name.compare(0, probabilityPrefix.size(), probabilityPrefix) == 0;
}

// The columns that hold classes; a header that names a class twice is refused.
Result<std::vector<size_t>> classColumns(const std::vector<std::string>& header, const std::string& where) {
    const bool prefixed = std::any_of(header.begin(), header.end(), isProbabilityName);
    std::vector<size_t> columns;
    std::unordered_set<std::string> seen;
    for (size_t i = 0; i < header.size(); ++i) {
        const std::string& name = header[i];
        if (prefixed ? !isProbabilityName(name)
                     : name == imageColumn || name == patientColumn || name == splitColumn || name.empty())
            continue;
        if (!seen.insert(name).second)
            return dataError("The column '" + name + "' comes twice", where, "keep one column per class");
        columns.push_back(i);
    }
    if (columns.empty())
        return dataError("The table has no column of a class", where, "add one column per class after 'Image Index'");
    return columns;
}

std::vector<std::string> namesOf(const std::vector<std::string>& header, const std::vector<size_t>& columns) {
    std::vector<std::string> names;
    for (size_t column : columns)
        names.push_back(isProbabilityName(header[column]) ? header[column].substr(probabilityPrefix.size())
                                                          : header[column]);
    return names;
}

class PredictionsReader {
public:
    explicit PredictionsReader(const std::string& path)
        : m_path(path) {}

    Status read(CsvRow&& row) {
        if (m_header.empty())
            return readHeader(std::move(row));
        dropTrailingEmpty(row.fields, m_header.size());
        if (auto status = checkFieldCount(row, m_header.size(), m_path); !status)
            return status;
        PredictionsTable::Row values;
        values.image = row.fields[size_t(m_image)];
        values.patient = m_patient < 0 ? "" : row.fields[size_t(m_patient)];
        values.split = m_split < 0 ? "" : row.fields[size_t(m_split)];
        if (!m_images.insert(values.image).second)
            return repeatedImage(values.image, m_path, row.line);
        for (size_t column : m_columns) {
            const std::string& text = row.fields[column];
            char* end = nullptr;
            const double value = std::strtod(text.c_str(), &end);
            if (text.empty() || *end != '\0' || !std::isfinite(value))
                return dataError("'" + text + "' is not a probability of " + m_header[column], place(m_path, row.line),
                                 "write a number between 0 and 1");
            values.probabilities.push_back(value);
        }
        table.rows.push_back(std::move(values));
        return Done{};
    }

    PredictionsTable table;

private:
    Status readHeader(CsvRow&& row) {
        m_header = std::move(row.fields);
        dropTrailingEmpty(m_header, 1);
        m_image = columnOf(m_header, imageColumn);
        if (m_image < 0)
            return missingColumn(m_path, row.line);
        m_patient = columnOf(m_header, patientColumn);
        m_split = columnOf(m_header, splitColumn);
        auto columns = classColumns(m_header, place(m_path, row.line));
        if (!columns)
            return columns.error();
        m_columns = columns.take();
        table.classes = namesOf(m_header, m_columns);
        return Done{};
    }

    std::string m_path;
    std::vector<std::string> m_header;
    std::vector<size_t> m_columns;
    int m_image = -1, m_patient = -1, m_split = -1;
    std::unordered_set<std::string> m_images;
};

class LabelsReader {
public:
    explicit LabelsReader(const std::string& path)
        : m_path(path) {}

    Status read(CsvRow&& row) {
        if (m_header.empty())
            return readHeader(std::move(row));
        dropTrailingEmpty(row.fields, m_header.size());
        if (auto status = checkFieldCount(row, m_header.size(), m_path); !status)
            return status;
        const std::string image = row.fields[size_t(m_image)];
        if (table.rows.count(image) != 0)
            return repeatedImage(image, m_path, row.line);
        if (m_findings >= 0) {
            table.rows[image] = findingsOf(row.fields[size_t(m_findings)]);
            return Done{};
        }
        auto labels = wideLabels(row);
        if (!labels)
            return labels.error();
        table.rows[image] = labels.take();
        return Done{};
    }

    // NIH: classes turn up row by row, so earlier rows are filled up with "absent".
    void complete() {
        for (auto& entry : table.rows)
            entry.second.resize(table.classes.size(), 0);
    }

    LabelsTable table;

private:
    Status readHeader(CsvRow&& row) {
        m_header = std::move(row.fields);
        dropTrailingEmpty(m_header, 1);
        m_image = columnOf(m_header, imageColumn);
        if (m_image < 0)
            return missingColumn(m_path, row.line);
        m_findings = columnOf(m_header, findingsColumn);
        table.wide = m_findings < 0;
        if (!table.wide)
            return Done{};
        auto columns = classColumns(m_header, place(m_path, row.line));
        if (!columns)
            return columns.error();
        m_columns = columns.take();
        table.classes = namesOf(m_header, m_columns);
        return Done{};
    }

    std::vector<int> findingsOf(const std::string& text) {
        std::vector<int> labels(table.classes.size(), 0);
        for (size_t begin = 0; begin <= text.size();) {
            const size_t end = std::min(text.find('|', begin), text.size());
            const std::string name = text.substr(begin, end - begin);
            begin = end + 1;
            if (name.empty() || name == "No Finding")
                continue;
            const int known = columnOf(table.classes, name);
            if (known >= 0) {
                labels[size_t(known)] = 1;
            } else {
                table.classes.push_back(name);
                labels.push_back(1);
            }
        }
        return labels;
    }

    Result<std::vector<int>> wideLabels(const CsvRow& row) const {
        std::vector<int> labels;
        for (size_t column : m_columns) {
            const std::string& text = row.fields[column];
            if (text == "1" || text == "1.0")
                labels.push_back(1);
            else if (text == "0" || text == "0.0")
                labels.push_back(0);
            else if (text.empty())
                labels.push_back(-1);
            else
                return dataError("'" + text + "' is not a label of " + m_header[column], place(m_path, row.line),
                                 "write 1, 0 or nothing (unknown)");
        }
        return labels;
    }

    std::string m_path;
    std::vector<std::string> m_header;
    std::vector<size_t> m_columns;
    int m_image = -1, m_findings = -1;
};

} // namespace

int LabelsTable::label(const std::string& image, const std::string& className) const {
    const auto row = rows.find(image);
    if (row == rows.end())
        return -1;
    const int column = columnOf(classes, className);
    if (column < 0)
        return wide ? -1 : 0;
    return row->second[size_t(column)];
}

Result<PredictionsTable> readPredictions(const std::string& path) {
    PredictionsReader reader(path);
    if (auto status = readCsv(path, [&](CsvRow&& row) { return reader.read(std::move(row)); }); !status)
        return status.error();
    if (reader.table.rows.empty())
        return dataError("The table has no predictions", path, "give a table with a header and one row per image");
    return std::move(reader.table);
}

Result<LabelsTable> readLabels(const std::string& path) {
    LabelsReader reader(path);
    if (auto status = readCsv(path, [&](CsvRow&& row) { return reader.read(std::move(row)); }); !status)
        return status.error();
    if (reader.table.rows.empty())
        return dataError("The table has no labels", path, "give a table with a header and one row per image");
    reader.complete();
    return std::move(reader.table);
}

} // namespace roentgen::evaluation
