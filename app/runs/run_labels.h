// What runs are called beside each other.
#pragma once

#include "app/runs/run_row.h"

#include <QStringList>

namespace roentgen::app {

// Words of a run's name, shorter: where several are KEY=VALUE, their values alone, "8 · 0.001 #2".
QString shortenedName(const QStringList& words);

// Another label for every run, in their order: the words of its name that not all of them have ("local_batch=8" of the
// runs of a sweep), shortened; the name where it has no other; the id where the label would be another's, too.
QStringList runLabels(const QVector<RunRow>& runs);

} // namespace roentgen::app
