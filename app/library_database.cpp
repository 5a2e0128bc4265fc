#include "app/library_database.h"

#include <QElapsedTimer>
#include <QSqlError>
#include <QThread>

namespace roentgen::app {

namespace {

constexpr int BusyTimeoutMs = 5000;
const QLatin1String Busy("5"); // SQLITE_BUSY

Status failed(const QSqlError& error, const QString& path) {
    return environmentError(error.text().trimmed().toStdString(), path.toStdString());
}

} // namespace

LibraryDatabase::LibraryDatabase()
    : m_connection(QStringLiteral("library-%1").arg(quintptr(this))) {}

LibraryDatabase::~LibraryDatabase() {
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Status LibraryDatabase::open(const QString& path) {
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(path);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(BusyTimeoutMs));
    if (!m_database.open()) {
        return failed(m_database.lastError(), path);
    }
    // The first read tells a file that is no database, before anything is written.
    return run(QStringLiteral("PRAGMA schema_version"));
}

void LibraryDatabase::close() {
    m_database.close();
}

Status LibraryDatabase::run(const QString& statement, const QVariantList& values) {
    QSqlQuery query(m_database);
    QElapsedTimer clock;
    for (clock.start();; QThread::msleep(5)) {
        bool done = query.prepare(statement);
        for (const QVariant& value : values) {
            query.addBindValue(value);
        }
        done = done && query.exec();
        // SQLite waits for another window by itself, but not to change the journal's mode.
        if (done || query.lastError().nativeErrorCode() != Busy || clock.elapsed() > BusyTimeoutMs) {
            return done ? Status(Done{}) : failed(query.lastError(), path());
        }
    }
}

void LibraryDatabase::select(const QString& statement, const QVariantList& values,
                             const std::function<void(const QSqlQuery&)>& row) const {
    QSqlQuery query(m_database);
    query.setForwardOnly(true);
    bool done = query.prepare(statement);
    for (const QVariant& value : values) {
        query.addBindValue(value);
    }
    for (done = done && query.exec(); done && query.next();) {
        row(query);
    }
}

qint64 LibraryDatabase::number(const QString& statement) const {
    QSqlQuery query(m_database);
    return query.exec(statement) && query.next() ? query.value(0).toLongLong() : 0;
}

Status LibraryDatabase::inTransaction(const std::function<Status()>& work) {
    // IMMEDIATE takes the write lock at once, so that a second window waits instead of failing halfway.
    Status done = run(QStringLiteral("BEGIN IMMEDIATE"));
    if (!done) {
        return done;
    }
    done = work();
    if (done) {
        done = run(QStringLiteral("COMMIT"));
    }
    if (!done) {
        const Status undone = run(QStringLiteral("ROLLBACK")); // SQLite may have done so already, on a full disk
        static_cast<void>(undone);
    }
    return done;
}

} // namespace roentgen::app
