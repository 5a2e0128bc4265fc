// A run's predictions.csv: Image Index,Patient ID,Split,<class>… with probabilities (interfaces: run folder).
#pragma once

#include "engine/protocol/result.h"

#include <QHash>
#include <QString>
#include <QStringList>

#include <string_view>
#include <vector>

namespace roentgen::app {

struct PredictionRow {
    QString patient, split;
    std::vector<float> probabilities; // per class; 0…1
};

struct PredictionTable {
    QStringList classes;
    QHash<QString, PredictionRow> rows; // by image
    QStringList order;                  // of the images in the file
    qint64 badRows = 0;                 // wrong field count, or a probability that is none; left out
};

// Columns may be named prob_<class>; Patient ID and Split may be absent. RFC 4180, UTF-8. Data error: no such columns.
Result<PredictionTable> parsePredictions(std::string_view csv, const QString& fileName);
Result<PredictionTable> readPredictions(const QString& file);

} // namespace roentgen::app
