// What metrics are called in the user's language: the one file of the window that knows any of them by name. One that
// has no words here is called by its name.
#pragma once

#include "engine/protocol/metric.h"

#include <QCoreApplication>
#include <QString>

namespace roentgen::app {

class MetricWords {
    Q_DECLARE_TR_FUNCTIONS(MetricWords)
public:
    static QString shortName(const std::string& metric); // "Dice": of a column, a chart
    static QString fullName(const std::string& metric);  // "mean Dice"
    static QString curve(const std::string& metric);     // "mean": beside the curves of single classes
};

} // namespace roentgen::app
