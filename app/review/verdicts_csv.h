// What people said of a list's images, as a table.
#pragma once

#include "app/reading.h"
#include "app/review/review_case.h"

#include "engine/protocol/result.h"

#include <QByteArray>

#include <functional>
#include <optional>

namespace roentgen::app {

// Of a finding on an image; none: not known.
using ProbabilityOf = std::function<std::optional<double>(const ReviewCase& one, const QString& finding)>;

// Image Index,Patient ID,Split,Path,Finding,Probability,Label,Verdict,Comment,Reader,Time: a row for each reader's
// standing verdict or comment, in the list's order. Label: 1, 0, or nothing where it is not known. A row without a
// finding says that the reader has read the image (verdict "read"). acts: of one source, oldest first; those of other
// images are left out. UTF-8, RFC 4180, times in UTC.
QByteArray verdictsCsv(const ReviewList& list, const QList<ReadingAct>& acts, const ProbabilityOf& probabilityOf);

// All or nothing. Environment error: it cannot be written.
Status writeVerdicts(const QString& file, const QByteArray& csv);

} // namespace roentgen::app
