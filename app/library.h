// The workspace's library.sqlite: data sets, and what people read in their images. Several windows share one; nothing
// that was read is ever replaced. Every write is one transaction, flushed to the disk. GUI thread only.
#pragma once

#include "app/library_database.h"
#include "app/reading.h"

#include <QObject>

namespace roentgen::app {

// A data set as last indexed, so that its counts show before its index is read.
struct SourceRecord {
    QString datasetToml; // absolute; the key
    QString folder;
    QString indexFile; // absolute
    qint64 images = 0;
    QDateTime indexed; // UTC
};

class Library : public QObject {
    Q_OBJECT
public:
    // Opens or makes workspace/library.sqlite. Where that fails (corrupt, made by a newer Roentgen, no disk) the file
    // is left as it is, isOpen() is false, errorText() says why, reads give nothing and writes give that error.
    explicit Library(const QString& workspace, QObject* parent = nullptr);

    bool isOpen() const { return m_error.isEmpty(); }
    QString errorText() const { return m_error; }

    void setReader(const QString& reader) { m_reader = reader; } // whose acts are added from now on
    QString reader() const { return m_reader; }
    bool isOwn(const ReadingAct& act) const { return act.sitting == m_sitting; } // added by this object

    QList<Reading> readings(const QString& image) const;          // of one image, by finding
    QList<Reading> readingsOfSource(const QString& source) const; // of one run, by image and finding
    QList<ReadingAct> acts(const QString& image, const QString& finding, const QString& source) const; // oldest first
    QList<ReadingAct> actsOnImage(const QString& image, const QString& source) const;                  // likewise
    QList<ReadingAct> actsOfSource(const QString& source) const;                                       // likewise
    QList<ReadingAct> actsAfter(qint64 id) const; // of all, oldest first
    qint64 lastAct() const;                       // its id; 0: none
    // Another number as soon as another process has written; costs some microseconds.
    qint64 writesOfOthers() const;
    // image, finding, source, verdict and comment count; time does where it is valid.
    Status add(ReadingAct act);

    QList<SourceRecord> sources() const;
    Status saveSource(const SourceRecord& source);
    Status removeSource(const QString& datasetToml);

Q_SIGNALS:
    void readingsChanged(const QString& image); // by add()

private:
    QList<ReadingAct> selectActs(const QString& condition, const QVariantList& values) const;
    Status write(const std::function<Status()>& work);

    LibraryDatabase m_database;
    QString m_reader, m_error;
    const QString m_sitting;
};

} // namespace roentgen::app
