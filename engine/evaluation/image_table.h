// A CSV table of one row an image: the header and the checks that predictions and labels share.
#pragma once

#include "engine/protocol/csv_reader.h"
#include "engine/protocol/result.h"

#include <string>
#include <unordered_set>
#include <vector>

namespace roentgen::evaluation {

class ImageTable {
public:
    explicit ImageTable(std::string path)
        : m_path(std::move(path)) {}

    bool hasHeader() const { return !m_header.empty(); }
    // The first row. Data error: no column 'Image Index'.
    Status readHeader(CsvRow& row);
    int column(const std::string& name) const; // -1: there is none
    // Which columns hold a class each: those named prob_… where there are any, else all but the known ones. Data error:
    // one that comes twice, or none at all.
    Status findClasses();
    const std::vector<size_t>& classColumns() const { return m_classColumns; }
    std::vector<std::string> classNames() const; // without prob_

    // Checks a row and returns its image. Data error: another number of fields than the header, an image that came.
    Result<std::string> takeImage(CsvRow& row);
    // A Data error for one field.
    Error wrongField(const CsvRow& row, size_t column, const std::string& what, const std::string& hint) const;

private:
    std::string place(int64_t line) const { return m_path + ":" + std::to_string(line); }

    std::string m_path;
    std::vector<std::string> m_header;
    int64_t m_headerLine = 0;
    int m_image = -1;
    std::vector<size_t> m_classColumns;
    std::unordered_set<std::string> m_images;
};

} // namespace roentgen::evaluation
