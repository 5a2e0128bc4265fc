#include "app/review/reading_words.h"

#include "app/film_labels.h"
#include "app/review/finding_model.h"

#include <QFileInfo>
#include <QLocale>
#include <QSet>

namespace roentgen::app {

namespace {

constexpr int LongestComment = 80; // letters

QString whenText(const QDateTime& utc) {
    const QDateTime local = utc.toLocalTime();
    const QLocale locale;
    return local.date() == QDate::currentDate() ? locale.toString(local.time(), QLocale::ShortFormat)
                                                : locale.toString(local, QLocale::ShortFormat);
}

} // namespace

QString ReadingWords::who(const ReadingAct& act) {
    return act.reader.isEmpty() ? tr("somebody", "a reader without a name") : act.reader;
}

QString ReadingWords::what(const ReadingAct& act) {
    QString comment;
    if (act.comment) {
        const QString text = act.comment->simplified();
        comment = text.isEmpty()
                      ? tr("comment removed")
                      : tr("comment “%1”")
                            .arg(text.size() > LongestComment ? text.left(LongestComment) + QStringLiteral("…") : text);
    }
    if (!act.verdict) {
        return comment;
    }
    const QString verdict = *act.verdict == Verdict::None ? tr("verdict taken back") : verdictText(*act.verdict);
    return comment.isEmpty() ? verdict : tr("%1, %2", "verdict, comment").arg(verdict, comment);
}

QString ReadingWords::historyLine(const ReadingAct& act) {
    return tr("%1  %2: %3", "time, reader, what was said").arg(whenText(act.time), who(act), what(act));
}

QString ReadingWords::elsewhere(const QList<ReadingAct>& acts) {
    const ReadingAct& last = acts.last();
    QSet<QString> films;
    for (const ReadingAct& act : acts) {
        if (act.reader == last.reader) {
            films.insert(act.image);
        }
    }
    const QString film = QFileInfo(last.image).fileName();
    if (films.size() == 1 && last.finding.isEmpty()) { // of the image as a whole
        return last.verdict == Verdict::Accept
                   ? tr("%1 in another window: %2 is read", "reader; film").arg(who(last), film)
                   : tr("%1 in another window: %2 is not read any more", "reader; film").arg(who(last), film);
    }
    return films.size() == 1
               ? tr("%1 in another window: %2, %3, %4", "reader; film; finding; what was said")
                     .arg(who(last), film, findingTitle(last.finding), what(last))
               : tr("%1 in another window: %n film(s), the last is %2", "reader; number; film", int(films.size()))
                     .arg(who(last), film);
}

} // namespace roentgen::app
