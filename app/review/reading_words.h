// Acts of reading in words: a finding's history, and what others read meanwhile.
#pragma once

#include "app/reading.h"

#include <QCoreApplication>

namespace roentgen::app {

class ReadingWords {
    Q_DECLARE_TR_FUNCTIONS(roentgen::app::ReadingWords)
public:
    static QString historyLine(const ReadingAct& act); // "14:05  anna: rejected"
    // acts: at least one, oldest first. Who, which film, and what; of several films their number and the last one.
    static QString elsewhere(const QList<ReadingAct>& acts);

private:
    static QString what(const ReadingAct& act);
    static QString who(const ReadingAct& act);
};

} // namespace roentgen::app
