#include "app/review/predictions_csv.h"

#include "engine/protocol/csv_reader.h"
#include "engine/protocol/text_file.h"

#include <QCoreApplication>

#include <cmath>

namespace roentgen::app {

namespace {

std::string words(const char* text) {
    return QCoreApplication::translate("PredictionsCsv", text).toStdString();
}

QStringList fieldsOf(const CsvRow& row) {
    QStringList fields;
    for (const std::string_view field : row.fields) {
        fields << QString::fromUtf8(field.data(), qsizetype(field.size()));
    }
    return fields;
}

struct Columns {
    qsizetype image = -1, patient = -1, split = -1;
    QList<qsizetype> classes;
};

Columns findColumns(const QStringList& header, QStringList& classes) {
    Columns columns;
    for (qsizetype i = 0; i < header.size(); ++i) {
        const QString name = header[i].trimmed();
        if (name == QLatin1String("Image Index")) {
            columns.image = i;
        } else if (name == QLatin1String("Patient ID")) {
            columns.patient = i;
        } else if (name == QLatin1String("Split")) {
            columns.split = i;
        } else if (!name.isEmpty()) {
            columns.classes << i;
            classes << (name.startsWith(QLatin1String("prob_")) ? name.mid(5) : name);
        }
    }
    return columns;
}

bool readProbabilities(const QStringList& fields, const QList<qsizetype>& columns, std::vector<float>& out) {
    for (const qsizetype column : columns) {
        bool number = false;
        const float value = fields[column].toFloat(&number);
        if (!number || !(value >= 0 && value <= 1)) {
            return false;
        }
        out.push_back(value);
    }
    return true;
}

} // namespace

Result<PredictionTable> parsePredictions(std::string_view csv, const QString& fileName) {
    PredictionTable table;
    CsvReader reader(csv);
    CsvRow record;
    reader.next(record); // none: no fields
    const QStringList header = fieldsOf(record);
    const Columns columns = findColumns(header, table.classes);
    if (columns.image < 0 || columns.classes.isEmpty()) {
        return dataError(words(QT_TRANSLATE_NOOP("PredictionsCsv", "This is no table of predictions")),
                         fileName.toStdString(),
                         words(QT_TRANSLATE_NOOP("PredictionsCsv",
                                                 "It needs the column Image Index and one column for each finding.")));
    }
    while (reader.next(record)) {
        const QStringList fields = fieldsOf(record);
        PredictionRow row;
        if (record.openQuote || fields.size() != header.size() || fields[columns.image].isEmpty() ||
            table.rows.contains(fields[columns.image]) ||
            !readProbabilities(fields, columns.classes, row.probabilities)) {
            ++table.badRows;
            continue;
        }
        row.patient = columns.patient < 0 ? QString() : fields[columns.patient];
        row.split = columns.split < 0 ? QString() : fields[columns.split];
        table.order << fields[columns.image];
        table.rows.insert(fields[columns.image], std::move(row));
    }
    return table;
}

Result<PredictionTable> readPredictions(const QString& file) {
    const Result<std::string> text = readTextFile(file.toStdString());
    if (!text) {
        return text.error();
    }
    return parsePredictions(*text, file);
}

} // namespace roentgen::app
