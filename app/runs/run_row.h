// A line of the run list, as a value that crosses from the follower's thread to the window's.
#pragma once

#include "engine/protocol/run_state.h"

#include <QCoreApplication>
#include <QMetaType>
#include <QString>
#include <QVector>

namespace roentgen::app {

struct RunRow {
    QString id;
    RunSummary summary;
    QVector<double> trend; // the headline at every validation, NaN where undefined: the sparkline
    bool loaded = false;   // false: only the folder's name is known yet
};

inline bool isGoing(RunState state) {
    return isGoingOn(state);
}

// What a row says, in the user's language.
class RunWords {
    Q_DECLARE_TR_FUNCTIONS(RunWords)
public:
    static QString state(RunState state);    // "Running"
    static QString duration(double seconds); // "12 min"; "" where negative
    // As short as it says which one: the time today, day and time this year. Seconds since 1970.
    static QString started(double time);
    static QString speed(const RunSummary& summary);    // "23.4 ± 1.1" images/s; "" before the first step
    static QString headline(const RunSummary& summary); // "epoch 3/15 · step 210/410 · 23.4 images/s · …"
};

} // namespace roentgen::app

Q_DECLARE_METATYPE(roentgen::app::RunRow)
