#include "engine/evaluation/predictions_table.h"

#include "engine/evaluation/image_table.h"
#include "engine/protocol/text_file.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace roentgen::evaluation {

namespace {

class PredictionsReader {
public:
    explicit PredictionsReader(const std::string& path)
        : m_columns(path) {}

    Status read(CsvRow& row) {
        if (!m_columns.hasHeader())
            return readHeader(row);
        auto image = m_columns.takeImage(row);
        if (!image)
            return image.error();
        PredictionsTable::Row values;
        values.image = image.take();
        values.patient = m_patient < 0 ? std::string_view() : row.fields[size_t(m_patient)];
        values.split = m_split < 0 ? std::string_view() : row.fields[size_t(m_split)];
        for (const size_t column : m_columns.classColumns()) {
            const std::string text(row.fields[column]);
            char* end = nullptr;
            const double value = std::strtod(text.c_str(), &end);
            if (text.empty() || *end != '\0' || !std::isfinite(value))
                return m_columns.wrongField(row, column, "a probability", "write a number between 0 and 1");
            values.probabilities.push_back(value);
        }
        table.rows.push_back(std::move(values));
        return Done{};
    }

    void complete() {}
    PredictionsTable table;

private:
    Status readHeader(CsvRow& row) {
        if (auto status = m_columns.readHeader(row); !status)
            return status;
        m_patient = m_columns.column("Patient ID");
        m_split = m_columns.column("Split");
        if (auto status = m_columns.findClasses(); !status)
            return status;
        table.classes = m_columns.classNames();
        return Done{};
    }

    ImageTable m_columns;
    int m_patient = -1, m_split = -1;
};

class LabelsReader {
public:
    explicit LabelsReader(const std::string& path)
        : m_columns(path) {}

    Status read(CsvRow& row) {
        if (!m_columns.hasHeader())
            return readHeader(row);
        const auto image = m_columns.takeImage(row);
        if (!image)
            return image.error();
        if (m_findings >= 0) {
            table.rows[*image] = findingsOf(row.fields[size_t(m_findings)]);
            return Done{};
        }
        auto labels = wideLabels(row);
        if (!labels)
            return labels.error();
        table.rows[*image] = labels.take();
        return Done{};
    }

    // NIH: classes turn up row by row, so earlier rows are filled up with "absent".
    void complete() {
        for (auto& entry : table.rows)
            entry.second.resize(table.classes.size(), 0);
    }

    LabelsTable table;

private:
    Status readHeader(CsvRow& row) {
        if (auto status = m_columns.readHeader(row); !status)
            return status;
        m_findings = m_columns.column("Finding Labels");
        table.wide = m_findings < 0;
        if (!table.wide)
            return Done{};
        if (auto status = m_columns.findClasses(); !status)
            return status;
        table.classes = m_columns.classNames();
        return Done{};
    }

    std::vector<int> findingsOf(std::string_view text) {
        std::vector<int> labels(table.classes.size(), 0);
        for (size_t begin = 0; begin <= text.size();) {
            const size_t end = std::min(text.find('|', begin), text.size());
            const std::string name(text.substr(begin, end - begin));
            begin = end + 1;
            if (name.empty() || name == "No Finding")
                continue;
            const auto known = std::find(table.classes.begin(), table.classes.end(), name);
            if (known != table.classes.end()) {
                labels[size_t(known - table.classes.begin())] = 1;
            } else {
                table.classes.push_back(name);
                labels.push_back(1);
            }
        }
        return labels;
    }

    Result<std::vector<int>> wideLabels(const CsvRow& row) const {
        std::vector<int> labels;
        for (const size_t column : m_columns.classColumns()) {
            const std::string_view text = row.fields[column];
            if (text == "1" || text == "1.0")
                labels.push_back(1);
            else if (text == "0" || text == "0.0")
                labels.push_back(0);
            else if (text.empty() || text == "-1" || text == "-1.0")
                labels.push_back(-1);
            else
                return m_columns.wrongField(row, column, "a label", "write 1, 0, -1 (uncertain) or nothing (unknown)");
        }
        return labels;
    }

    ImageTable m_columns;
    int m_findings = -1;
};

std::string placeOf(const std::string& path, const std::string& text, size_t offset) {
    return path + ":" + std::to_string(1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(offset), '\n'));
}

template <typename Reader>
auto readTable(const std::string& path, const char* what) -> Result<decltype(Reader::table)> {
    const auto text = readTextFile(path);
    if (!text)
        return text.error();
    size_t badOffset = 0;
    if (!isUtf8(*text, &badOffset))
        return dataError("The table is not UTF-8 text", placeOf(path, *text, badOffset), "save it as UTF-8");
    Reader reader(path);
    CsvReader rows(*text);
    for (CsvRow row; rows.next(row);) {
        if (row.openQuote)
            return dataError("A quoted field never ends", path + ":" + std::to_string(row.line), "close the quote");
        if (auto status = reader.read(row); !status)
            return status.error();
    }
    if (reader.table.rows.empty())
        return dataError(std::string("The table has no ") + what, path,
                         "give a table with a header and one row per image");
    reader.complete();
    return std::move(reader.table);
}

} // namespace

int LabelsTable::label(const std::string& image, const std::string& className) const {
    const auto row = rows.find(image);
    if (row == rows.end())
        return -1;
    const auto column = std::find(classes.begin(), classes.end(), className);
    if (column == classes.end())
        return wide ? -1 : 0;
    return row->second[size_t(column - classes.begin())];
}

Result<PredictionsTable> readPredictions(const std::string& path) {
    return readTable<PredictionsReader>(path, "predictions");
}

Result<LabelsTable> readLabels(const std::string& path) {
    return readTable<LabelsReader>(path, "labels");
}

} // namespace roentgen::evaluation
