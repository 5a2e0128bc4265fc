#include "engine/datasets/label_table.h"

#include "engine/protocol/text_file.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace roentgen::datasets {

Result<LabelTable> LabelTable::open(const std::string& path) {
    Result<std::string> text = readTextFile(path);
    if (!text)
        return ofKind("unread_label_table",
                      dataError("Could not read the label table: " + text.error().message, path, text.error().hint));
    LabelTable table;
    table.m_path = path;
    table.m_fileName = path.substr(path.find_last_of('/') + 1);
    table.m_text = text.take();
    table.m_utf8 = isUtf8(table.m_text);
    CsvReader reader(table.m_text);
    CsvRow header;
    if (!reader.next(header))
        return ofKind("empty_label_table",
                      dataError("The label table is empty", path, "it needs a header and one row an image"));
    if (!isUtf8(header.text) || table.m_text.find('\0') != std::string::npos)
        return ofKind("label_table_not_utf8",
                      dataError("The label table is not UTF-8 text", path, "save it as CSV in UTF-8"));
    for (std::string_view field : header.fields)
        table.m_columns.emplace_back(trimmed(field));
    while (!table.m_columns.empty() && table.m_columns.back().empty())
        table.m_columns.pop_back();
    return table;
}

int LabelTable::column(std::string_view name) const {
    for (size_t i = 0; i < m_columns.size(); ++i)
        if (equalIgnoringCase(m_columns[i], name))
            return int(i);
    return -1;
}

std::string LabelTable::place(const CsvRow& row) const {
    return m_fileName + ':' + std::to_string(row.line);
}

void LabelTable::forEachRow(ProblemList& problems, const std::function<bool(const CsvRow&)>& use) const {
    CsvReader reader(m_text);
    CsvRow header, row;
    reader.next(header);
    size_t bad = 0;
    while (reader.next(row)) {
        if (!m_utf8 && !isUtf8(row.text, &bad))
            problems.add("not_utf8", m_fileName + " at byte " + std::to_string(row.offset + bad));
        else if (!hasFieldsOf(row, header) || !use(row))
            problems.add("bad_row", place(row));
    }
}

ImageMatcher::ImageMatcher(const FolderListing& listing, ProblemList& problems)
    : m_listing(listing)
    , m_problems(problems)
    , m_candidate(listing.files.size())
    , m_taken(listing.files.size()) {
    const ListedFile* previous = nullptr;
    for (size_t i = 0; i < listing.files.size(); ++i) {
        const ListedFile& file = listing.files[i];
        if (!hasImageExtension(file.name) && lowerExtensionOf(file.name) != "dcm")
            continue;
        m_candidate[i] = !previous || previous->name != file.name;
        if (!m_candidate[i])
            problems.add("duplicate_name", listing.relativePath(file));
        previous = &file;
    }
}

const ListedFile* ImageMatcher::take(std::string_view name, const std::string& place) {
    const size_t slash = name.find_last_of('/');
    const ListedFile* file = m_listing.find(slash == std::string_view::npos ? name : name.substr(slash + 1));
    const size_t at = file ? size_t(file - m_listing.files.data()) : 0;
    if (!file || !m_candidate[at]) {
        m_problems.add("missing_image", std::string(name) + " (" + place + ")");
        return nullptr;
    }
    if (m_taken[at]) {
        m_problems.add("duplicate_row", std::string(name) + " (" + place + ")");
        return nullptr;
    }
    m_taken[at] = true;
    return file;
}

std::vector<const ListedFile*> ImageMatcher::untaken() const {
    std::vector<const ListedFile*> files;
    for (size_t i = 0; i < m_listing.files.size(); ++i)
        if (m_candidate[i] && !m_taken[i])
            files.push_back(&m_listing.files[i]);
    return files;
}

LabelCell labelCell(std::string_view text) {
    double value = 0;
    if (trimmed(text).empty())
        return LabelCell::Blank;
    if (!parseNumber(text, value))
        return LabelCell::Bad;
    return value == 1    ? LabelCell::Present
           : value == 0  ? LabelCell::Absent
           : value == -1 ? LabelCell::Uncertain
                         : LabelCell::Bad;
}

void sortByImageName(std::vector<StudyImage>& images) {
    const auto byName = [](const StudyImage& a, const StudyImage& b) { return a.image < b.image; };
    if (!std::is_sorted(images.begin(), images.end(), byName))
        std::sort(images.begin(), images.end(), byName);
}

int ageFromText(std::string_view text) {
    text = trimmed(text);
    int value = -1;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc() || value < 0)
        return -1;
    const std::string_view unit = text.substr(size_t(end - text.data()));
    if (unit.empty() || unit == "Y" || unit == ".0")
        return value;
    return unit == "M" ? value / 12 : unit == "W" ? value / 52 : unit == "D" ? value / 365 : -1;
}

std::string sexFromText(std::string_view text) {
    text = trimmed(text);
    if (text.empty())
        return {};
    const char first = char(text.front() & ~0x20);
    return first == 'F' || first == 'M' || first == 'O' ? std::string(1, first) : std::string();
}

bool parseNumber(std::string_view text, double& value) {
    text = trimmed(text);
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    return failure == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

} // namespace roentgen::datasets
