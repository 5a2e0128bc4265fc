#include "app/reading.h"

#include <QMap>

#include <algorithm>
#include <tuple>

namespace roentgen::app {

namespace {

// The acts whose verdicts stand, one a reader, the one given last at the end.
void applyVerdict(QList<const ReadingAct*>& standing, const ReadingAct& act) {
    standing.removeIf([&](const ReadingAct* other) { return other->reader == act.reader || other->reader.isEmpty(); });
    if (*act.verdict != Verdict::None) {
        standing.append(&act);
    }
}

} // namespace

QString verdictName(Verdict verdict) {
    switch (verdict) {
    case Verdict::None:
        return QStringLiteral("");
    case Verdict::Accept:
        return QStringLiteral("accept");
    case Verdict::Reject:
        return QStringLiteral("reject");
    case Verdict::Uncertain:
        return QStringLiteral("uncertain");
    }
    return QStringLiteral("");
}

Verdict verdictFromName(const QString& name) {
    for (Verdict verdict : {Verdict::Accept, Verdict::Reject, Verdict::Uncertain}) {
        if (name == verdictName(verdict)) {
            return verdict;
        }
    }
    return Verdict::None;
}

QList<Reading> readingsOf(const QList<ReadingAct>& acts) {
    struct Standing {
        QList<const ReadingAct*> verdicts;
        const ReadingAct* comment = nullptr;
    };
    QMap<std::tuple<QString, QString, QString>, Standing> all;
    for (const ReadingAct& act : acts) {
        Standing& standing = all[{act.image, act.finding, act.source}];
        if (act.verdict) {
            applyVerdict(standing.verdicts, act);
        }
        if (act.comment) {
            standing.comment = &act;
        }
    }
    QList<Reading> result;
    for (const Standing& standing : std::as_const(all)) {
        const bool commented = standing.comment != nullptr && !standing.comment->comment->isEmpty();
        if (standing.verdicts.isEmpty() && !commented) {
            continue;
        }
        const ReadingAct& shown = standing.verdicts.isEmpty() ? *standing.comment : *standing.verdicts.last();
        result.append({shown.image, shown.finding, standing.verdicts.isEmpty() ? Verdict::None : *shown.verdict,
                       commented ? *standing.comment->comment : QString(), shown.source, shown.reader, shown.time});
    }
    return result;
}

QList<ReadingAct> actsOfReader(const QList<ReadingAct>& acts, const QString& reader) {
    QList<ReadingAct> own = acts;
    own.removeIf([&](const ReadingAct& act) { return act.reader != reader && !act.reader.isEmpty(); });
    return own;
}

Verdict ownVerdict(const QList<ReadingAct>& acts, const QString& reader) {
    QList<const ReadingAct*> standing;
    for (const ReadingAct& act : acts) {
        if (act.verdict) {
            applyVerdict(standing, act);
        }
    }
    const auto own = std::find_if(standing.begin(), standing.end(), [&](const ReadingAct* act) {
        return act->reader == reader || act->reader.isEmpty();
    });
    return own == standing.end() ? Verdict::None : *(*own)->verdict;
}

} // namespace roentgen::app
