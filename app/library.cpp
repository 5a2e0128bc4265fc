#include "app/library.h"

#include <QDir>
#include <QSqlError>
#include <QSqlQuery>
#include <QTimeZone>
#include <QVariant>

#include <functional>

namespace roentgen::app {

namespace {

constexpr int kSchema = 1;
constexpr int kApplicationId = 0x524e5447; // "RNTG"

const char* const kCreate[] = {
    "CREATE TABLE IF NOT EXISTS sources (dataset TEXT PRIMARY KEY, folder TEXT NOT NULL, index_file TEXT NOT NULL, "
    "images INTEGER NOT NULL, indexed TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS images (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
    "CREATE TABLE IF NOT EXISTS readings (image INTEGER NOT NULL REFERENCES images(id), finding TEXT NOT NULL, "
    "source TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('', 'accept', 'reject', 'uncertain')), "
    "comment TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (image, finding, source))",
    "CREATE INDEX IF NOT EXISTS readings_by_source ON readings (source)",
};

Verdict verdictFromName(const QString& name) {
    for (Verdict verdict : {Verdict::Accept, Verdict::Reject, Verdict::Uncertain}) {
        if (name == verdictName(verdict)) {
            return verdict;
        }
    }
    return Verdict::None;
}

Reading readingOf(const QSqlQuery& query) {
    Reading reading;
    reading.image = query.value(0).toString();
    reading.finding = query.value(1).toString();
    reading.source = query.value(2).toString();
    reading.verdict = verdictFromName(query.value(3).toString());
    reading.comment = query.value(4).toString();
    reading.time = QDateTime::fromString(query.value(5).toString(), Qt::ISODateWithMs);
    return reading;
}

const QString kReadingColumns = QStringLiteral(
    "SELECT images.path, finding, source, verdict, comment, time FROM readings JOIN images ON images.id = image ");

// "" is a value of its own in the tables, NULL never is.
QString notNull(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

bool run(QSqlQuery& query, const QString& statement, const QVariantList& values, QString* error) {
    bool done = query.prepare(statement);
    for (const QVariant& value : values) {
        query.addBindValue(value);
    }
    done = done && query.exec();
    if (!done) {
        *error = query.lastError().text();
    }
    return done;
}

// All or nothing; IMMEDIATE takes the write lock at once, so that a second window waits instead of failing halfway.
Status inTransaction(const QSqlDatabase& database, const std::function<bool(QString* error)>& work) {
    QSqlQuery query(database);
    QString error;
    bool done = run(query, QStringLiteral("BEGIN IMMEDIATE"), {}, &error) && work(&error);
    done = done && run(query, QStringLiteral("COMMIT"), {}, &error);
    if (!done) {
        query.exec(QStringLiteral("ROLLBACK"));
        return environmentError(Library::tr("Could not write to the library").toStdString(),
                                database.databaseName().toStdString(), error.toStdString());
    }
    return Done{};
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

Library::Library(const QString& workspace, QObject* parent)
    : QObject(parent)
    , m_connection(QStringLiteral("library-%1").arg(quintptr(this))) {
    const QString path = QDir(workspace).filePath(QStringLiteral("library.sqlite"));
    if (openDatabase(path) && !migrate()) {
        m_database.close();
    }
}

Library::~Library() {
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

bool Library::openDatabase(const QString& path) {
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
    QSqlQuery query;
    if (m_database.open()) {
        query = QSqlQuery(m_database);
        // The first read tells a file that is no database, before anything is written.
        if (query.exec(QStringLiteral("PRAGMA schema_version")) && query.next()) {
            return true;
        }
    }
    m_error =
        tr("The library %1 cannot be read (%2). It was left as it is: put back a copy, or move it away to begin "
           "a new one.")
            .arg(path, (query.lastError().isValid() ? query.lastError() : m_database.lastError()).text().trimmed());
    query.finish();
    m_database.close();
    return false;
}

bool Library::migrate() {
    QSqlQuery query(m_database);
    query.exec(QStringLiteral("PRAGMA user_version"));
    const int version = query.next() ? query.value(0).toInt() : 0;
    query.finish();
    if (version > kSchema) {
        m_error =
            tr("The library %1 was made by a newer Roentgen (schema %2, this one knows %3). It was left as it is: "
               "open this workspace with that version.")
                .arg(m_database.databaseName())
                .arg(version)
                .arg(kSchema);
        return false;
    }
    query.exec(QStringLiteral("PRAGMA journal_mode=WAL"));
    query.exec(QStringLiteral("PRAGMA synchronous=FULL"));
    query.exec(QStringLiteral("PRAGMA foreign_keys=ON"));
    query.finish();
    if (version == kSchema) {
        return true;
    }
    const Status made = inTransaction(m_database, [this](QString* error) {
        QSqlQuery create(m_database);
        for (const char* statement : kCreate) {
            if (!run(create, QLatin1String(statement), {}, error)) {
                return false;
            }
        }
        return run(create, QStringLiteral("PRAGMA application_id=%1").arg(kApplicationId), {}, error) &&
               run(create, QStringLiteral("PRAGMA user_version=%1").arg(kSchema), {}, error);
    });
    if (!made) {
        m_error = tr("The library %1 cannot be made: %2")
                      .arg(m_database.databaseName(), QString::fromStdString(made.error().hint));
    }
    return bool(made);
}

QList<Reading> Library::readings(const QString& image) const {
    QList<Reading> result;
    QSqlQuery query(m_database);
    QString error;
    if (isOpen() && run(query, kReadingColumns + QStringLiteral("WHERE images.path = ? ORDER BY finding, source"),
                        {image}, &error)) {
        while (query.next()) {
            result.append(readingOf(query));
        }
    }
    return result;
}

QList<Reading> Library::readingsOfSource(const QString& source) const {
    QList<Reading> result;
    QSqlQuery query(m_database);
    QString error;
    if (isOpen() && run(query, kReadingColumns + QStringLiteral("WHERE source = ? ORDER BY images.path, finding"),
                        {notNull(source)}, &error)) {
        while (query.next()) {
            result.append(readingOf(query));
        }
    }
    return result;
}

QHash<QString, int> Library::readingCounts(const QString& source) const {
    QHash<QString, int> result;
    const QList<Reading> all = readingsOfSource(source);
    for (const Reading& reading : all) {
        if (reading.verdict != Verdict::None) {
            ++result[reading.image];
        }
    }
    return result;
}

Status Library::saveReading(const Reading& reading) {
    if (!isOpen()) {
        return environmentError(m_error.toStdString());
    }
    const QDateTime time = reading.time.isValid() ? reading.time.toUTC() : QDateTime::currentDateTimeUtc();
    const QString source = notNull(reading.source);
    const Status saved = inTransaction(m_database, [&](QString* error) {
        QSqlQuery query(m_database);
        if (reading.verdict == Verdict::None && reading.comment.isEmpty()) {
            return run(query,
                       QStringLiteral("DELETE FROM readings WHERE image = (SELECT id FROM images WHERE path = ?) AND "
                                      "finding = ? AND source = ?"),
                       {reading.image, reading.finding, source}, error);
        }
        return run(query, QStringLiteral("INSERT INTO images (path) VALUES (?) ON CONFLICT DO NOTHING"),
                   {reading.image}, error) &&
               run(query,
                   QStringLiteral("INSERT OR REPLACE INTO readings (image, finding, source, verdict, comment, time) "
                                  "SELECT id, ?, ?, ?, ?, ? FROM images WHERE path = ?"),
                   {notNull(reading.finding), source, verdictName(reading.verdict), notNull(reading.comment),
                    time.toString(Qt::ISODateWithMs), reading.image},
                   error);
    });
    if (saved) {
        Q_EMIT readingsChanged(reading.image);
    }
    return saved;
}

QList<SourceRecord> Library::sources() const {
    QList<SourceRecord> result;
    QSqlQuery query(m_database);
    QString error;
    if (isOpen() && run(query,
                        QStringLiteral("SELECT dataset, folder, index_file, images, indexed FROM sources "
                                       "ORDER BY dataset"),
                        {}, &error)) {
        while (query.next()) {
            result.append({query.value(0).toString(), query.value(1).toString(), query.value(2).toString(),
                           query.value(3).toLongLong(),
                           QDateTime::fromString(query.value(4).toString(), Qt::ISODateWithMs)});
        }
    }
    return result;
}

Status Library::saveSource(const SourceRecord& source) {
    if (!isOpen()) {
        return environmentError(m_error.toStdString());
    }
    return inTransaction(m_database, [&](QString* error) {
        QSqlQuery query(m_database);
        return run(query, QStringLiteral("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?, ?)"),
                   {source.datasetToml, notNull(source.folder), notNull(source.indexFile), source.images,
                    source.indexed.toUTC().toString(Qt::ISODateWithMs)},
                   error);
    });
}

Status Library::removeSource(const QString& datasetToml) {
    if (!isOpen()) {
        return environmentError(m_error.toStdString());
    }
    return inTransaction(m_database, [&](QString* error) {
        QSqlQuery query(m_database);
        return run(query, QStringLiteral("DELETE FROM sources WHERE dataset = ?"), {datasetToml}, error);
    });
}

} // namespace roentgen::app
