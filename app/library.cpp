#include "app/library.h"

#include "app/library_schema.h"

#include <QDir>
#include <QStorageInfo>
#include <QUuid>

namespace roentgen::app {

namespace {

constexpr qint64 RoomToOpen = 64 << 10; // bytes of SQLite's index of the write-ahead log, and to spare

// "" is a value of its own in the tables; NULL says that an act does not touch it.
QString notNull(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

ReadingAct actOf(const QSqlQuery& row) {
    ReadingAct act;
    act.id = row.value(0).toLongLong();
    act.image = row.value(1).toString();
    act.finding = row.value(2).toString();
    act.source = row.value(3).toString();
    act.reader = row.value(4).toString();
    act.sitting = row.value(5).toString();
    if (!row.isNull(6)) {
        act.verdict = verdictFromName(row.value(6).toString());
    }
    if (!row.isNull(7)) {
        act.comment = row.value(7).toString();
    }
    act.time = QDateTime::fromString(row.value(8).toString(), Qt::ISODateWithMs);
    return act;
}

} // namespace

Library::Library(const QString& workspace, QObject* parent)
    : QObject(parent)
    , m_sitting(QUuid::createUuid().toString(QUuid::WithoutBraces)) {
    const QString path = QDir(workspace).filePath(QStringLiteral("library.sqlite"));
    Status opened = m_database.open(path);
    const qint64 room = opened ? 0 : QStorageInfo(workspace).bytesAvailable(); // -1 where there is no such place
    if (!opened && room >= 0 && room < RoomToOpen) {
        m_error = tr("The library %1 cannot be opened: its disk is full. Make room on it, then open the workspace "
                     "again.")
                      .arg(path);
    } else if (!opened) {
        m_error = tr("The library %1 cannot be read (%2). It was left as it is: put back a copy, or move it away to "
                     "begin a new one.")
                      .arg(path, QString::fromStdString(opened.error().message));
    } else if (opened = bringToSchema(m_database); !opened) {
        m_error = QString::fromStdString(opened.error().message);
    }
    if (!opened) {
        m_database.close();
    }
}

QList<ReadingAct> Library::selectActs(const QString& condition, const QVariantList& values) const {
    QList<ReadingAct> result;
    if (isOpen()) {
        m_database.select(
            QStringLiteral("SELECT readings.id, images.path, finding, source, reader, sitting, verdict, comment, time "
                           "FROM readings JOIN images ON images.id = image WHERE ") +
                condition + QStringLiteral(" ORDER BY readings.id"),
            values, [&result](const QSqlQuery& row) { result.append(actOf(row)); });
    }
    return result;
}

QList<Reading> Library::readings(const QString& image) const {
    return readingsOf(selectActs(QStringLiteral("images.path = ?"), {image}));
}

QList<Reading> Library::readingsOfSource(const QString& source) const {
    return readingsOf(actsOfSource(source));
}

QList<ReadingAct> Library::actsOnImage(const QString& image, const QString& source) const {
    return selectActs(QStringLiteral("images.path = ? AND source = ?"), {image, notNull(source)});
}

QList<ReadingAct> Library::actsOfSource(const QString& source) const {
    return selectActs(QStringLiteral("source = ?"), {notNull(source)});
}

QList<ReadingAct> Library::acts(const QString& image, const QString& finding, const QString& source) const {
    return selectActs(QStringLiteral("images.path = ? AND finding = ? AND source = ?"),
                      {image, notNull(finding), notNull(source)});
}

QList<ReadingAct> Library::actsAfter(qint64 id) const {
    return selectActs(QStringLiteral("readings.id > ?"), {id});
}

qint64 Library::lastAct() const {
    return isOpen() ? m_database.number(QStringLiteral("SELECT MAX(id) FROM readings")) : 0;
}

qint64 Library::writesOfOthers() const {
    return isOpen() ? m_database.number(QStringLiteral("PRAGMA data_version")) : 0;
}

Status Library::write(const std::function<Status()>& work) {
    if (!isOpen()) {
        return environmentError(m_error.toStdString());
    }
    const Status written = m_database.inTransaction(work);
    return written ? written
                   : environmentError(tr("Could not write to the library").toStdString(),
                                      m_database.path().toStdString(), written.error().message);
}

Status Library::add(ReadingAct act) {
    const QDateTime time = act.time.isValid() ? act.time.toUTC() : QDateTime::currentDateTimeUtc();
    const QVariant untouched(QMetaType(QMetaType::QString));
    const Status added = write([&]() -> Status {
        const Status known =
            m_database.run(QStringLiteral("INSERT INTO images (path) VALUES (?) ON CONFLICT DO NOTHING"), {act.image});
        return known ? m_database.run(
                           QStringLiteral("INSERT INTO readings (image, finding, source, reader, sitting, verdict, "
                                          "comment, time) SELECT id, ?, ?, ?, ?, ?, ?, ? FROM images WHERE path = ?"),
                           {notNull(act.finding), notNull(act.source), notNull(m_reader), m_sitting,
                            act.verdict ? QVariant(verdictName(*act.verdict)) : untouched,
                            act.comment ? QVariant(notNull(*act.comment)) : untouched, time.toString(Qt::ISODateWithMs),
                            act.image})
                     : known;
    });
    if (added) {
        Q_EMIT readingsChanged(act.image);
    }
    return added;
}

QList<SourceRecord> Library::sources() const {
    QList<SourceRecord> result;
    if (isOpen()) {
        m_database.select(
            QStringLiteral("SELECT dataset, folder, index_file, images, indexed FROM sources ORDER BY dataset"), {},
            [&result](const QSqlQuery& row) {
                result.append({row.value(0).toString(), row.value(1).toString(), row.value(2).toString(),
                               row.value(3).toLongLong(),
                               QDateTime::fromString(row.value(4).toString(), Qt::ISODateWithMs)});
            });
    }
    return result;
}

Status Library::saveSource(const SourceRecord& source) {
    return write([&] {
        return m_database.run(QStringLiteral("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)"),
                              {source.datasetToml, notNull(source.folder), notNull(source.indexFile), source.images,
                               source.indexed.toUTC().toString(Qt::ISODateWithMs)});
    });
}

Status Library::removeSource(const QString& datasetToml) {
    return write(
        [&] { return m_database.run(QStringLiteral("DELETE FROM sources WHERE dataset = ?"), {datasetToml}); });
}

} // namespace roentgen::app
