#include "app/library_schema.h"

#include "app/library.h"

#include <QCoreApplication>
#include <QFile>

#include <unistd.h>

namespace roentgen::app {

namespace {

constexpr int ApplicationId = 0x524e5447; // "RNTG"

const char* const createTables[] = {
    "CREATE TABLE IF NOT EXISTS sources (dataset TEXT PRIMARY KEY, folder TEXT NOT NULL, index_file TEXT NOT NULL, "
    "images INTEGER NOT NULL, indexed TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS images (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
    // AUTOINCREMENT: ids only grow, so that what is new has greater ones. The defaults are for a window of schema 1
    // that is open while the library is changed, and goes on writing.
    "CREATE TABLE readings (id INTEGER PRIMARY KEY AUTOINCREMENT, image INTEGER NOT NULL REFERENCES images(id), "
    "finding TEXT NOT NULL, source TEXT NOT NULL, reader TEXT NOT NULL DEFAULT '', sitting TEXT NOT NULL DEFAULT '', "
    "verdict TEXT CHECK (verdict IN ('', 'accept', 'reject', 'uncertain')), comment TEXT, time TEXT NOT NULL, "
    "CHECK (verdict IS NOT NULL OR comment IS NOT NULL))",
    "CREATE INDEX readings_by_image ON readings (image, finding, source)",
    "CREATE INDEX readings_by_source ON readings (source)",
    "CREATE TRIGGER readings_are_new BEFORE INSERT ON readings WHEN EXISTS (SELECT 1 FROM readings WHERE id = NEW.id) "
    "BEGIN SELECT RAISE(ABORT, 'readings are only added'); END",
    "CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN SELECT RAISE(ABORT, 'readings are only added'); END",
    "CREATE TRIGGER readings_stay_as_they_are BEFORE UPDATE ON readings "
    "BEGIN SELECT RAISE(ABORT, 'readings are only added'); END",
};

// Schema 1 had one row for each image, finding and source, which a later reading replaced, and no readers.
const char* const setReadingsAside[] = {
    "DROP INDEX readings_by_source",
    "ALTER TABLE readings RENAME TO replaced_readings",
};
const char* const takeReadingsBack[] = {
    "INSERT INTO readings (image, finding, source, verdict, comment, time) SELECT image, finding, source, "
    "NULLIF(verdict, ''), NULLIF(comment, ''), time FROM replaced_readings WHERE verdict <> '' OR comment <> '' "
    "ORDER BY time, rowid",
    "DROP TABLE replaced_readings",
};

template <size_t count>
Status runAll(LibraryDatabase& database, const char* const (&statements)[count]) {
    for (const char* statement : statements) {
        if (Status done = database.run(QLatin1String(statement)); !done) {
            return done;
        }
    }
    return Done{};
}

int schemaOf(const LibraryDatabase& database) {
    return int(database.number(QStringLiteral("PRAGMA user_version")));
}

bool flush(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && ::fsync(file.handle()) == 0;
}

// A file of this name is whole. An earlier one is not touched.
Status backUp(LibraryDatabase& database, int schema) {
    const QString backup = database.path() + QStringLiteral(".schema-%1").arg(schema);
    const QString part = backup + QStringLiteral(".part-%1").arg(QCoreApplication::applicationPid());
    QFile::remove(part); // of a process of the same number that was killed
    Status copied = database.run(QStringLiteral("VACUUM INTO ?"), {part});
    if (copied && !flush(part)) { // SQLite does not
        copied = environmentError(Library::tr("it could not be flushed to the disk").toStdString());
    }
    QString free = backup;
    for (int number = 2; copied && !QFile::rename(part, free); ++number) {
        if (!QFile::exists(free)) {
            copied = environmentError(Library::tr("it could not be renamed").toStdString());
        }
        free = backup + QStringLiteral("-%1").arg(number);
    }
    if (!copied) {
        QFile::remove(part);
    }
    return copied;
}

Status makeTables(LibraryDatabase& database) {
    return database.inTransaction([&]() -> Status {
        const int schema = schemaOf(database); // another window may have been faster
        if (schema == LibrarySchema) {
            return Done{};
        }
        if (schema == 1) {
            if (Status aside = runAll(database, setReadingsAside); !aside) {
                return aside;
            }
        }
        if (Status created = runAll(database, createTables); !created) {
            return created;
        }
        if (schema == 1) {
            if (Status back = runAll(database, takeReadingsBack); !back) {
                return back;
            }
        }
        const Status named = database.run(QStringLiteral("PRAGMA application_id=%1").arg(ApplicationId));
        return named ? database.run(QStringLiteral("PRAGMA user_version=%1").arg(LibrarySchema)) : named;
    });
}

Status said(const QString& text) {
    return environmentError(text.toStdString());
}

} // namespace

Status bringToSchema(LibraryDatabase& database) {
    const int schema = schemaOf(database);
    if (schema > LibrarySchema) {
        return said(Library::tr("The library %1 was made by a newer Roentgen (schema %2, this one knows %3). It was "
                                "left as it is: open this workspace with that version.")
                        .arg(database.path())
                        .arg(schema)
                        .arg(LibrarySchema));
    }
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
        if (Status set = database.run(QLatin1String(pragma)); !set) {
            return said(Library::tr("The library %1 cannot be opened: %2")
                            .arg(database.path(), QString::fromStdString(set.error().message)));
        }
    }
    if (schema == LibrarySchema) {
        return Done{};
    }
    if (schema > 0) {
        if (Status copied = backUp(database, schema); !copied) {
            return said(Library::tr("The library %1 is of an older Roentgen, and could not be copied before it is "
                                    "changed: %2. It was left as it is: make room on its disk, then open it again.")
                            .arg(database.path(), QString::fromStdString(copied.error().message)));
        }
    }
    const Status made = makeTables(database);
    return made ? made
                : said(Library::tr("The library %1 cannot be made: %2")
                           .arg(database.path(), QString::fromStdString(made.error().message)));
}

} // namespace roentgen::app
