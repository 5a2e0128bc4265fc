// The readings of one source (a run or a weights file): saved at once, undone on request, and heard of others.
#pragma once

#include "app/review/reading_watch.h"

#include <QObject>
#include <QUndoStack>

namespace roentgen::app {

class ReadingStore : public QObject {
    Q_OBJECT
public:
    explicit ReadingStore(Library* library, QObject* parent = nullptr);

    void setSource(const QString& source); // forgets what could be undone
    QString source() const { return m_source; }

    Reading find(const QString& image, const QString& finding) const;              // an empty one where there is none
    QList<ReadingAct> acts(const QString& image) const;                            // of this source, oldest first
    QList<ReadingAct> allActs() const;                                             // likewise
    QString reader() const;                                                        // who reads here
    QList<ReadingAct> history(const QString& image, const QString& finding) const; // oldest first

    // shown: what the reader saw when deciding; one's own verdict given again is taken back. Undoable as long as
    // nobody of the same name has decided otherwise since.
    void giveVerdict(const QString& image, const QString& finding, Verdict verdict, Verdict shown);
    // The image as a whole is read, or not any more: a verdict on the finding "" (docs/library.md). Undoable, likewise.
    void sayRead(const QString& image, bool shown);
    // Typed text has an undo of its own. False, and said, where it could not be saved.
    bool setComment(const QString& image, const QString& finding, const QString& comment);

    QUndoStack* undoStack() { return &m_undo; }

Q_SIGNALS:
    void changed(const QString& image);
    void shown(const QString& image, const QString& finding); // undone or done again: the page goes there
    void failed(const QString& text);                         // could not be saved, or undone
    void heard(const QList<roentgen::app::ReadingAct>& acts); // of others, on this source; oldest first

private:
    friend class VerdictCommand;
    Verdict own(const QString& image, const QString& finding) const;
    // False, and said, where own() is not before any more, or where it could not be saved.
    bool change(const QString& image, const QString& finding, Verdict before, Verdict after);
    ReadingAct actOn(const QString& image, const QString& finding) const;
    bool save(const ReadingAct& act);
    void listen(const QList<ReadingAct>& acts);

    Library* m_library;
    ReadingWatch m_watch;
    QString m_source;
    QUndoStack m_undo;
};

} // namespace roentgen::app
