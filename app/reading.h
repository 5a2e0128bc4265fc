// What people say of a finding on an image: acts, one after the other, and what they add up to.
#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace roentgen::app {

enum class Verdict { None, Accept, Reject, Uncertain };
QString verdictName(Verdict verdict); // "" "accept" "reject" "uncertain"
Verdict verdictFromName(const QString& name);

// One thing that a reader did. What an act does not touch, it leaves to the acts before it.
struct ReadingAct {
    qint64 id = 0;                  // later acts have greater ones, whoever wrote them; 0: not kept yet
    QString image;                  // absolute path
    QString finding;                // class
    QString source;                 // run id or weights file whose answer was read; may be empty
    QString reader;                 // "": from a library of the time before readers had names
    QString sitting;                // one stay at one window, from its start to its end
    QDateTime time;                 // UTC
    std::optional<Verdict> verdict; // None: takes the reader's own verdict back
    std::optional<QString> comment; // "": removes the comment
};

// How a finding stands. Every reader has one verdict; the one given last is shown. The comment is everybody's.
struct Reading {
    QString image, finding;
    Verdict verdict = Verdict::None;
    QString comment;
    QString source;
    QString reader; // who gave the verdict, or wrote the comment where there is none
    QDateTime time; // UTC, of that
};

// acts: of any images, in the order of their ids. One reading for each image, finding and source that has a verdict or
// a comment, in this order. A reader's verdict stands in for one without a name.
QList<Reading> readingsOf(const QList<ReadingAct>& acts);
// Those of this reader, and those without a name.
QList<ReadingAct> actsOfReader(const QList<ReadingAct>& acts, const QString& reader);
// acts: of one image, finding and source. Of this reader, else the one without a name.
Verdict ownVerdict(const QList<ReadingAct>& acts, const QString& reader);

} // namespace roentgen::app
