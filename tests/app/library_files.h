// Libraries of the present and of the first schema, and programs that write to them.
#pragma once

#include "app/library.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QThread>

namespace roentgen::app {

inline const QString Image = QStringLiteral("/a.png"), Run = QStringLiteral("run-1");

inline ReadingAct act(const char* image, const char* finding, Verdict verdict, const char* comment = "") {
    ReadingAct result;
    result.image = QLatin1String(image);
    result.finding = QLatin1String(finding);
    result.verdict = verdict;
    if (*comment != 0) {
        result.comment = QString::fromUtf8(comment);
    }
    result.source = Run;
    return result;
}

// A library as Roentgen 0.1.0 made it: its statements, and three readings.
inline bool makeSchema1(const QString& folder) {
    LibraryDatabase old;
    bool done = bool(old.open(folder + QStringLiteral("/library.sqlite")));
    for (const char* statement :
         {"PRAGMA journal_mode=WAL", "BEGIN IMMEDIATE",
          "CREATE TABLE IF NOT EXISTS sources (dataset TEXT PRIMARY KEY, folder TEXT NOT NULL, index_file TEXT NOT "
          "NULL, images INTEGER NOT NULL, indexed TEXT NOT NULL)",
          "CREATE TABLE IF NOT EXISTS images (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
          "CREATE TABLE IF NOT EXISTS readings (image INTEGER NOT NULL REFERENCES images(id), finding TEXT NOT NULL, "
          "source TEXT NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('', 'accept', 'reject', 'uncertain')), "
          "comment TEXT NOT NULL, time TEXT NOT NULL, PRIMARY KEY (image, finding, source))",
          "CREATE INDEX IF NOT EXISTS readings_by_source ON readings (source)", "PRAGMA application_id=1380864071",
          "PRAGMA user_version=1", "COMMIT", "INSERT INTO images (path) VALUES ('/a.png'), ('/b.png')",
          "INSERT INTO sources VALUES ('/w/a.toml', '/films', '/w/a.index', 2, '2026-01-02T03:04:05.678Z')",
          "INSERT INTO readings VALUES (1, 'Mass', 'run-1', 'reject', 'a vessel', '2026-01-02T03:04:07.000Z')",
          "INSERT INTO readings VALUES (1, 'Nodule', 'run-1', 'accept', '', '2026-01-02T03:04:06.000Z')",
          "INSERT INTO readings VALUES (2, 'Mass', 'run-1', '', 'come back to it', '2026-01-02T03:04:08.000Z')"}) {
        done = done && old.run(QLatin1String(statement));
    }
    return done;
}

inline qint64 countIn(const QString& file, const char* statement) {
    LibraryDatabase database;
    return database.open(file) ? database.number(QLatin1String(statement)) : -1;
}

// Started as `TEST write FOLDER READER COUNT`: says each number once its verdict is saved.
inline int writeVerdicts(const QString& folder, const QString& reader, int count) {
    Library library(folder);
    library.setReader(reader);
    for (int i = 0; i < count; ++i) {
        ReadingAct next = act("/a.png", "Mass", i % 2 == 0 ? Verdict::Accept : Verdict::Reject);
        next.comment = QString::number(i);
        if (const Status added = library.add(next); !added) {
            std::fprintf(stderr, "%s\n", added.error().toLine().c_str());
            return 1;
        }
        std::printf("%d\n", i);
        std::fflush(stdout);
        QThread::msleep(2); // as windows do, so that the other one has its turn
    }
    return 0;
}

// This program on a file system of 1 MB of its own, mounted over the folder, which is its last argument; what it
// printed, line by line.
inline QStringList onSmallDisk(const QString& what, const QString& folder) {
    QProcess program; // root in a namespace of its own may mount, whoever runs the test
    program.start(QStringLiteral("unshare"),
                  {QStringLiteral("--map-root-user"), QStringLiteral("--mount"), QStringLiteral("sh"),
                   QStringLiteral("-c"),
                   QStringLiteral("mount -t tmpfs -o size=1m small \"$1\" && exec \"$0\" $2 \"$1\""),
                   QCoreApplication::applicationFilePath(), folder, what});
    if (!program.waitForFinished(60000) || program.exitCode() != 0) {
        return {QStringLiteral("exit code %1").arg(program.exitCode()),
                QString::fromLocal8Bit(program.readAllStandardError())};
    }
    return QString::fromLocal8Bit(program.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
}

} // namespace roentgen::app
