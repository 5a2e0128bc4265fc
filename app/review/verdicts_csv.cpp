#include "app/review/verdicts_csv.h"

#include "engine/protocol/csv_field.h"

#include <QCoreApplication>
#include <QHash>
#include <QMap>
#include <QSaveFile>

namespace roentgen::app {

namespace {

struct Standing {
    Verdict verdict = Verdict::None;
    QString comment;
    QDateTime time; // of the newest of them
};
using ByReader = QMap<QString, Standing>;
using ByFinding = QMap<QString, ByReader>;

// A reader's last verdict and last comment.
QHash<QString, ByFinding> standingOf(const QList<ReadingAct>& acts) {
    QHash<QString, ByFinding> images;
    for (const ReadingAct& act : acts) {
        Standing& standing = images[act.image][act.finding][act.reader];
        standing.verdict = act.verdict.value_or(standing.verdict);
        standing.comment = act.comment.value_or(standing.comment);
        standing.time = act.time;
    }
    return images;
}

std::string rowOf(const QStringList& fields) {
    std::string row;
    for (const QString& field : fields) {
        row += csvField(field.toStdString()) + ',';
    }
    row.back() = '\n';
    return row;
}

QString labelOf(const ReviewList& list, const ReviewCase& one, const QString& finding) {
    const Truth truth = finding.isEmpty() ? Truth::Unknown : one.truthOf(finding, list.labelledClasses);
    return truth == Truth::Present ? QStringLiteral("1") : truth == Truth::Absent ? QStringLiteral("0") : QString();
}

} // namespace

QByteArray verdictsCsv(const ReviewList& list, const QList<ReadingAct>& acts, const ProbabilityOf& probabilityOf) {
    const QHash<QString, ByFinding> images = standingOf(acts);
    std::string csv = "Image Index,Patient ID,Split,Path,Finding,Probability,Label,Verdict,Comment,Reader,Time\n";
    for (const ReviewCase& one : list.cases) {
        const ByFinding findings = images.value(one.path);
        for (auto finding = findings.begin(); finding != findings.end(); ++finding) {
            const QString& name = finding.key();
            const auto probability = name.isEmpty() ? std::nullopt : probabilityOf(one, name);
            const QStringList film{one.image,
                                   one.patient,
                                   one.split,
                                   one.path,
                                   name,
                                   probability ? QString::number(*probability, 'g', 6) : QString(),
                                   labelOf(list, one, name)};
            for (auto reader = finding->begin(); reader != finding->end(); ++reader) {
                if (reader->verdict != Verdict::None || !reader->comment.isEmpty()) { // else taken back
                    csv +=
                        rowOf(film + QStringList{name.isEmpty() ? QStringLiteral("read") : verdictName(reader->verdict),
                                                 reader->comment, reader.key(),
                                                 reader->time.toUTC().toString(Qt::ISODateWithMs)});
                }
            }
        }
    }
    return QByteArray::fromStdString(csv);
}

Status writeVerdicts(const QString& file, const QByteArray& csv) {
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(csv) != csv.size() || !out.commit()) {
        return environmentError(
            QCoreApplication::translate("VerdictsCsv", "The verdicts could not be written").toStdString(),
            file.toStdString(), out.errorString().toStdString());
    }
    return Done{};
}

} // namespace roentgen::app
