#include "engine/protocol/csv_reader.h"

#include <algorithm>

namespace roentgen {

CsvReader::CsvReader(std::string_view text)
    : m_text(text) {
    if (m_text.substr(0, 3) == "\xEF\xBB\xBF")
        m_at = 3;
}

std::string_view CsvReader::quotedField(bool& openQuote) {
    const size_t begin = m_at + 1;
    size_t end = begin;
    bool doubled = false;
    for (;;) {
        end = m_text.find('"', end);
        if (end == std::string_view::npos) {
            openQuote = true;
            end = std::min(m_text.find_first_of("\r\n", begin), m_text.size());
            m_at = end;
            return m_text.substr(begin, end - begin);
        }
        if (end + 1 < m_text.size() && m_text[end + 1] == '"') {
            doubled = true;
            end += 2;
            continue;
        }
        break;
    }
    const std::string_view inner = m_text.substr(begin, end - begin);
    m_line += std::count(inner.begin(), inner.end(), '\n');
    m_at = end + 1;
    if (!doubled)
        return inner;
    std::string& plain = m_unescaped.emplace_back();
    for (size_t i = 0; i < inner.size(); ++i) {
        plain.push_back(inner[i]);
        if (inner[i] == '"')
            ++i;
    }
    return plain;
}

bool CsvReader::next(CsvRow& row) {
    row.fields.clear();
    row.openQuote = false;
    while (m_at < m_text.size() && (m_text[m_at] == '\n' || m_text[m_at] == '\r'))
        m_line += m_text[m_at++] == '\n';
    if (m_at >= m_text.size())
        return false;
    row.line = m_line;
    row.offset = m_at;
    for (;;) {
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            row.fields.push_back(quotedField(row.openQuote));
            // Anything between the closing quote and the comma is not part of the field.
            m_at = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
        } else {
            const size_t end = std::min(m_text.find_first_of(",\r\n", m_at), m_text.size());
            row.fields.push_back(m_text.substr(m_at, end - m_at));
            m_at = end;
        }
        if (m_at >= m_text.size() || m_text[m_at] != ',')
            break;
        ++m_at;
    }
    row.text = m_text.substr(row.offset, m_at - row.offset);
    return true;
}

bool equalIgnoringCase(std::string_view a, std::string_view b) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; };
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::string_view trimmed(std::string_view text) {
    const size_t begin = text.find_first_not_of(" \t");
    return begin == std::string_view::npos ? std::string_view()
                                           : text.substr(begin, text.find_last_not_of(" \t") + 1 - begin);
}

namespace {

size_t withoutEmptyEnd(const CsvRow& row) {
    size_t count = row.fields.size();
    while (count > 0 && trimmed(row.fields[count - 1]).empty())
        --count;
    return count;
}

} // namespace

bool hasFieldsOf(const CsvRow& row, const CsvRow& header) {
    const size_t named = withoutEmptyEnd(header);
    return row.fields.size() >= named && withoutEmptyEnd(row) <= named && !row.openQuote;
}

} // namespace roentgen
