// The readings of one source (a run or a weights file): saved at once, and undone on request.
#pragma once

#include "app/library.h"

#include <QObject>
#include <QUndoStack>

namespace roentgen::app {

class ReadingStore : public QObject {
    Q_OBJECT
public:
    explicit ReadingStore(Library* library, QObject* parent = nullptr);

    void setSource(const QString& source); // forgets what could be undone
    QString source() const { return m_source; }

    Reading find(const QString& image, const QString& finding) const; // an empty one where there is none
    QList<Reading> readings(const QString& image) const;              // of this source
    QList<Reading> allReadings() const;

    // The same verdict again takes it back. Undoable.
    void giveVerdict(const QString& image, const QString& finding, Verdict verdict);
    // Typed text has an undo of its own.
    void setComment(const QString& image, const QString& finding, const QString& comment);

    QUndoStack* undoStack() { return &m_undo; }

Q_SIGNALS:
    void changed(const QString& image);
    void shown(const QString& image, const QString& finding); // undone or done again: the page goes there
    void failed(const QString& text);                         // could not be saved

private:
    friend class VerdictCommand;
    void write(const QString& image, const QString& finding, Verdict verdict);
    void save(const Reading& reading);

    Library* m_library;
    QString m_source;
    QUndoStack m_undo;
};

} // namespace roentgen::app
