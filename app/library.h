// The workspace's library.sqlite: data sets and what people read in their images.
// Every write is one transaction, flushed to the disk. GUI thread only.
#pragma once

#include "engine/protocol/result.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QObject>
#include <QSqlDatabase>
#include <QString>

namespace roentgen::app {

enum class Verdict { None, Accept, Reject, Uncertain };
QString verdictName(Verdict verdict); // "" "accept" "reject" "uncertain"

// What somebody said of one finding on one image. One per image, finding and source; a later one replaces it.
struct Reading {
    QString image;   // absolute path
    QString finding; // class
    Verdict verdict = Verdict::None;
    QString comment;
    QString source; // run id or weights file whose answer was read; may be empty
    QDateTime time; // UTC; set by saveReading where it is not valid
};

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
    ~Library() override;

    bool isOpen() const { return m_error.isEmpty(); }
    QString errorText() const { return m_error; }

    QList<Reading> readings(const QString& image) const;            // of one image, by finding
    QList<Reading> readingsOfSource(const QString& source) const;   // of one run, by image and finding
    QHash<QString, int> readingCounts(const QString& source) const; // image → findings with a verdict
    Status saveReading(const Reading& reading);                     // no verdict and no comment: removes it

    QList<SourceRecord> sources() const;
    Status saveSource(const SourceRecord& source);
    Status removeSource(const QString& datasetToml);

Q_SIGNALS:
    void readingsChanged(const QString& image);

private:
    bool openDatabase(const QString& path);
    bool migrate();

    QString m_connection;
    QSqlDatabase m_database;
    QString m_error;
};

} // namespace roentgen::app
