#include "app/review/predictions_csv.h"

#include "engine/protocol/text_file.h"

#include <QCoreApplication>

#include <cmath>

namespace roentgen::app {

namespace {

std::string words(const char* text) {
    return QCoreApplication::translate("PredictionsCsv", text).toStdString();
}

// The fields of the record that begins at `at`, which moves behind it. Quotes as in RFC 4180.
QStringList nextRecord(std::string_view csv, size_t& at) {
    QStringList fields;
    std::string field;
    bool quoted = false;
    for (; at < csv.size(); ++at) {
        const char c = csv[at];
        if (quoted) {
            if (c != '"') {
                field += c;
            } else if (at + 1 < csv.size() && csv[at + 1] == '"') {
                field += csv[++at];
            } else {
                quoted = false;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            fields << QString::fromStdString(field);
            field.clear();
        } else if (c == '\n') {
            ++at;
            break;
        } else if (c != '\r') {
            field += c;
        }
    }
    fields << QString::fromStdString(field);
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
    if (csv.substr(0, 3) == "\xEF\xBB\xBF") {
        csv.remove_prefix(3);
    }
    PredictionTable table;
    size_t at = 0;
    const QStringList header = nextRecord(csv, at);
    const Columns columns = findColumns(header, table.classes);
    if (columns.image < 0 || columns.classes.isEmpty()) {
        return dataError(words(QT_TRANSLATE_NOOP("PredictionsCsv", "This is no table of predictions")),
                         fileName.toStdString(),
                         words(QT_TRANSLATE_NOOP("PredictionsCsv",
                                                 "It needs the column Image Index and one column for each finding.")));
    }
    while (at < csv.size()) {
        const QStringList fields = nextRecord(csv, at);
        if (fields.size() == 1 && fields.first().isEmpty()) {
            continue;
        }
        PredictionRow row;
        if (fields.size() != header.size() || fields[columns.image].isEmpty() ||
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
