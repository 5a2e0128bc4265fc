#include "engine/evaluation/csv_rows.h"

#include "engine/protocol/text_file.h"

#include <algorithm>

namespace roentgen::evaluation {

namespace {

int64_t lineOf(const std::string& text, size_t offset) {
    return 1 + std::count(text.begin(), text.begin() + std::ptrdiff_t(offset), '\n');
}

// Reads one field from `at`; leaves `at` at the comma, line end or end of text. False: the quote never ends.
bool readField(const std::string& text, size_t& at, std::string& field, int64_t& line) {
    field.clear();
    if (at < text.size() && text[at] == '"') {
        for (++at; at < text.size(); ++at) {
            if (text[at] == '"') {
                if (at + 1 >= text.size() || text[at + 1] != '"')
                    break;
                ++at;
            }
            line += text[at] == '\n';
            field += text[at];
        }
        if (at >= text.size())
            return false;
        ++at;
    }
    while (at < text.size() && text[at] != ',' && text[at] != '\n')
        field += text[at++];
    if ((at >= text.size() || text[at] == '\n') && !field.empty() && field.back() == '\r')
        field.pop_back();
    return true;
}

} // namespace

Status readCsv(const std::string& path, const std::function<Status(CsvRow&& row)>& row) {
    auto text = readTextFile(path);
    if (!text)
        return text.error();
    size_t badOffset = 0;
    if (!isUtf8(*text, &badOffset))
        return dataError("The table is not UTF-8 text", path + ":" + std::to_string(lineOf(*text, badOffset)),
                         "save it as UTF-8");
    size_t at = text->compare(0, 3, "\xEF\xBB\xBF") == 0 ? 3 : 0;
    for (int64_t line = 1; at < text->size();) {
        CsvRow current;
        current.line = line;
        for (bool more = true; more;) {
            std::string field;
            if (!readField(*text, at, field, line))
                return dataError("A quoted field never ends", path + ":" + std::to_string(current.line),
                                 "close the quote");
            current.fields.push_back(std::move(field));
            more = at < text->size() && (*text)[at] == ',';
            ++at; // the comma or the line end
        }
        ++line;
        if (current.fields.size() == 1 && current.fields[0].empty())
            continue;
        if (auto status = row(std::move(current)); !status)
            return status;
    }
    return Done{};
}

} // namespace roentgen::evaluation
