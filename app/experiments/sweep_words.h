// What a sweep's axes are called and what is wrong with them, in the user's language.
#pragma once

#include "engine/protocol/experiment_keys.h"
#include "engine/protocol/sweep.h"

#include <QCoreApplication>
#include <QString>

namespace roentgen::app {

class SweepWords {
    Q_DECLARE_TR_FUNCTIONS(SweepWords)
public:
    static QString keyName(const ExperimentKey& key); // "Local batch (training.local_batch)"
    static QString example(const ExperimentKey& key); // what can be typed: "8, 16, 32 or 8..256, 6, log"
    // Why this text is no list or range of this key; "" where it is one.
    static QString whatIsWrong(const ExperimentKey& key, const QString& text);
    // Why the whole does not go, though every axis does; "" where it goes. A missing data set is not its matter.
    static QString whatDoesNotFit(const Experiment& experiment);
    static QString summary(const Experiment& experiment); // "12 runs: 4 combinations, 3 repeats of each"
};

} // namespace roentgen::app
