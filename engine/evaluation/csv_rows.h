// A CSV file row by row (RFC 4180: quoted fields, doubled quotes; LF or CRLF; a UTF-8 byte order mark is skipped).
#pragma once

#include "engine/protocol/result.h"

#include <functional>
#include <string>
#include <vector>

namespace roentgen::evaluation {

struct CsvRow {
    int64_t line = 0; // where the row begins, from 1
    std::vector<std::string> fields;
};

// Empty lines are skipped. Stops at the first error that `row` returns. Data errors: unreadable file, not UTF-8,
// a quote that never ends.
Status readCsv(const std::string& path, const std::function<Status(CsvRow&& row)>& row);

} // namespace roentgen::evaluation
