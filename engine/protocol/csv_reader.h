// Rows of a comma-separated table (RFC 4180: quotes, CRLF; a byte-order mark is skipped) without copying them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace roentgen {

struct CsvRow {
    std::vector<std::string_view> fields; // valid as long as the reader and its text
    int64_t line = 0;                     // of its first character, from 1
    size_t offset = 0;                    // of its first byte
    std::string_view text;                // as it stands in the file
    bool openQuote = false;               // a quote never closed: the row ends with its line
};

class CsvReader {
public:
    explicit CsvReader(std::string_view text); // must outlive the reader
    // False at the end. Empty lines are passed over.
    bool next(CsvRow& row);

private:
    std::string_view quotedField(bool& openQuote);

    std::string_view m_text;
    std::deque<std::string> m_unescaped; // fields that held doubled quotes; never moved
    size_t m_at = 0;
    int64_t m_line = 1;
};

// True where a row has as many fields as the header; empty ones after the header's last name don't count
// (NIH's first table ends every line with a comma, its box table's header has three names too many).
bool hasFieldsOf(const CsvRow& row, const CsvRow& header);

std::string_view trimmed(std::string_view text);
bool equalIgnoringCase(std::string_view a, std::string_view b); // ASCII

} // namespace roentgen
