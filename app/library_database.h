// One connection to a SQLite file that several processes write to. A statement does what it should, or says why not.
// Transactions are flushed to the disk. One thread only.
#pragma once

#include "engine/protocol/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <functional>

namespace roentgen::app {

class LibraryDatabase {
public:
    LibraryDatabase();
    ~LibraryDatabase();
    LibraryDatabase(const LibraryDatabase&) = delete;
    LibraryDatabase& operator=(const LibraryDatabase&) = delete;

    // Opens or makes it, and writes nothing. Environment error with SQLite's words where it is no database.
    Status open(const QString& path);
    void close();
    QString path() const { return m_database.databaseName(); }

    // Environment error with SQLite's words as its message.
    Status run(const QString& statement, const QVariantList& values = {});
    // Calls row for every row of the answer; none where the statement fails.
    void select(const QString& statement, const QVariantList& values,
                const std::function<void(const QSqlQuery&)>& row) const;
    qint64 number(const QString& statement) const; // of the first row; 0 where there is none
    // All or nothing: what work returns an error of is undone. Waits up to 5 s for another writer.
    Status inTransaction(const std::function<Status()>& work);

private:
    QString m_connection;
    QSqlDatabase m_database;
};

} // namespace roentgen::app
