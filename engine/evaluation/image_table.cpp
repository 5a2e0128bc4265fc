#include "engine/evaluation/image_table.h"

#include <algorithm>

namespace roentgen::evaluation {

namespace {

const std::string probabilityPrefix = "prob_";

// Published tables end some lines in commas: empty fields past `keep` are dropped.
void dropTrailingEmpty(std::vector<std::string_view>& fields, size_t keep) {
    while (fields.size() > keep && fields.back().empty())
        fields.pop_back();
}

bool isProbabilityName(const std::string& name) {
    return name.compare(0, probabilityPrefix.size(), probabilityPrefix) == 0;
}

bool isKnownName(const std::string& name) {
    return name.empty() || name == "Image Index" || name == "Patient ID" || name == "Split";
}

} // namespace

Status ImageTable::readHeader(CsvRow& row) {
    dropTrailingEmpty(row.fields, 1);
    m_header.assign(row.fields.begin(), row.fields.end());
    m_headerLine = row.line;
    m_image = column("Image Index");
    if (m_image < 0)
        return dataError("The table has no column 'Image Index'", place(row.line),
                         "name the column of the file names so");
    return Done{};
}

int ImageTable::column(const std::string& name) const {
    const auto found = std::find(m_header.begin(), m_header.end(), name);
    return found == m_header.end() ? -1 : int(found - m_header.begin());
}

Status ImageTable::findClasses() {
    const bool prefixed = std::any_of(m_header.begin(), m_header.end(), isProbabilityName);
    std::unordered_set<std::string> seen;
    for (size_t i = 0; i < m_header.size(); ++i) {
        const std::string& name = m_header[i];
        if (prefixed ? !isProbabilityName(name) : isKnownName(name))
            continue;
        if (!seen.insert(name).second)
            return dataError("The column '" + name + "' comes twice", place(m_headerLine), "keep one column per class");
        m_classColumns.push_back(i);
    }
    if (m_classColumns.empty())
        return dataError("The table has no column of a class", place(m_headerLine),
                         "add one column per class after 'Image Index'");
    return Done{};
}

std::vector<std::string> ImageTable::classNames() const {
    std::vector<std::string> names;
    for (const size_t column : m_classColumns)
        names.push_back(isProbabilityName(m_header[column]) ? m_header[column].substr(probabilityPrefix.size())
                                                            : m_header[column]);
    return names;
}

Result<std::string> ImageTable::takeImage(CsvRow& row) {
    dropTrailingEmpty(row.fields, m_header.size());
    if (row.fields.size() != m_header.size())
        return dataError("The row has " + std::to_string(row.fields.size()) + " fields, the header " +
                             std::to_string(m_header.size()),
                         place(row.line), "correct the row");
    std::string image(row.fields[size_t(m_image)]);
    if (!m_images.insert(image).second)
        return dataError("The image '" + image + "' comes twice", place(row.line), "keep one row per image");
    return image;
}

Error ImageTable::wrongField(const CsvRow& row, size_t column, const std::string& what, const std::string& hint) const {
    return dataError("'" + std::string(row.fields[column]) + "' is not " + what + " of " + m_header[column],
                     place(row.line), hint);
}

} // namespace roentgen::evaluation
