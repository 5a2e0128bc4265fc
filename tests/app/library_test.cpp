#include "tests/app/library_files.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

class LibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readingsSurviveReopening();
    void laterReadingStandsAndTheEarlierStaysInTheHistory();
    void emptyReadingCountsAsNone();
    void nothingThatWasReadCanBeReplaced();
    void twoWindowsShareOneLibrary();
    void aWindowHearsOfTheOthersWritesAlone();
    void corruptFileIsLeftAloneAndSaid();
    void newerSchemaIsLeftAloneAndSaid();
    void sourcesAreKept();
    void theDocumentedQueryWorks();
};

void LibraryTest::readingsSurviveReopening() {
    QTemporaryDir folder;
    {
        Library library(folder.path());
        QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
        library.setReader(QStringLiteral("anna"));
        QSignalSpy changed(&library, &Library::readingsChanged);
        QVERIFY(library.add(act("/a.png", "Mass", Verdict::Accept, "Rundherd, 右肺")));
        QVERIFY(library.add(act("/a.png", "Effusion", Verdict::Uncertain)));
        QCOMPARE(changed.count(), 2);
    }
    Library library(folder.path());
    const QList<Reading> readings = library.readings(Image);
    QCOMPARE(readings.size(), 2);
    QCOMPARE(readings[0].finding, QStringLiteral("Effusion"));
    QCOMPARE(readings[1].verdict, Verdict::Accept);
    QCOMPARE(readings[1].comment, QString::fromUtf8("Rundherd, 右肺"));
    QCOMPARE(readings[1].source, Run);
    QCOMPARE(readings[1].reader, QStringLiteral("anna"));
    QVERIFY(readings[1].time.isValid());
    QVERIFY(library.readings(QStringLiteral("/b.png")).isEmpty());
}

void LibraryTest::laterReadingStandsAndTheEarlierStaysInTheHistory() {
    QTemporaryDir folder;
    Library library(folder.path());
    QVERIFY(library.add(act("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(library.add(act("/a.png", "Mass", Verdict::Reject, "a vessel")));
    const QList<Reading> readings = library.readings(Image);
    QCOMPARE(readings.size(), 1);
    QCOMPARE(readings[0].verdict, Verdict::Reject);
    QCOMPARE(readings[0].comment, QStringLiteral("a vessel"));
    const QList<ReadingAct> history = library.acts(Image, QStringLiteral("Mass"), Run);
    QCOMPARE(history.size(), 2);
    QCOMPARE(*history[0].verdict, Verdict::Accept);
    QVERIFY(!history[0].comment);
    QCOMPARE(*history[1].verdict, Verdict::Reject);
}

void LibraryTest::emptyReadingCountsAsNone() {
    QTemporaryDir folder;
    Library library(folder.path());
    QVERIFY(library.add(act("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(library.add(act("/a.png", "Mass", Verdict::None)));
    QVERIFY(library.readings(Image).isEmpty());
    QCOMPARE(library.acts(Image, QStringLiteral("Mass"), Run).size(), 2);
}

void LibraryTest::nothingThatWasReadCanBeReplaced() {
    QTemporaryDir folder;
    {
        Library library(folder.path());
        QVERIFY(library.add(act("/a.png", "Mass", Verdict::Accept)));
    }
    LibraryDatabase database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("library.sqlite"))));
    for (const char* statement : {"DELETE FROM readings", "UPDATE readings SET verdict = 'reject'",
                                  "INSERT OR REPLACE INTO readings (id, image, finding, source, verdict, time) "
                                  "VALUES (1, 1, 'Mass', 'run-1', 'reject', '')"}) {
        QVERIFY2(!database.run(QLatin1String(statement)), statement);
    }
    QCOMPARE(database.number(QStringLiteral("SELECT COUNT(*) FROM readings WHERE verdict = 'accept'")), 1);
}

void LibraryTest::twoWindowsShareOneLibrary() {
    QTemporaryDir folder;
    Library one(folder.path()), other(folder.path());
    QVERIFY(one.isOpen() && other.isOpen());
    one.setReader(QStringLiteral("anna"));
    other.setReader(QStringLiteral("bert"));
    QVERIFY(one.add(act("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(other.add(act("/a.png", "Mass", Verdict::Reject)));
    QVERIFY(other.add(act("/a.png", "Nodule", Verdict::Accept)));
    QCOMPARE(one.readings(Image).size(), 2);
    QCOMPARE(one.readings(Image)[0].verdict, Verdict::Reject);
    QCOMPARE(one.readings(Image)[0].reader, QStringLiteral("bert"));
    const QList<ReadingAct> history = one.acts(Image, QStringLiteral("Mass"), Run);
    QCOMPARE(history.size(), 2);
    QVERIFY(one.isOwn(history[0]) && !one.isOwn(history[1]));
    QCOMPARE(history[0].reader, QStringLiteral("anna"));
    QCOMPARE(*history[0].verdict, Verdict::Accept);
}

void LibraryTest::aWindowHearsOfTheOthersWritesAlone() {
    QTemporaryDir folder;
    Library one(folder.path()), other(folder.path());
    QVERIFY(one.add(act("/a.png", "Mass", Verdict::Accept)));
    const qint64 writes = one.writesOfOthers(), last = one.lastAct();
    QVERIFY(one.add(act("/a.png", "Mass", Verdict::Reject)));
    QCOMPARE(one.writesOfOthers(), writes);
    QVERIFY(other.add(act("/b.png", "Mass", Verdict::Accept)));
    QVERIFY(one.writesOfOthers() != writes);
    const QList<ReadingAct> acts = one.actsAfter(last);
    QCOMPARE(acts.size(), 2);
    QCOMPARE(acts[1].image, QStringLiteral("/b.png"));
    QCOMPARE(one.lastAct(), acts[1].id);
}

void LibraryTest::corruptFileIsLeftAloneAndSaid() {
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("library.sqlite"));
    const QByteArray rubbish(8192, 'x');
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(rubbish);
    file.close();
    {
        Library library(folder.path());
        QVERIFY(!library.isOpen());
        QVERIFY2(library.errorText().contains(path), qPrintable(library.errorText()));
        QVERIFY(!library.add(act("/a.png", "Mass", Verdict::Accept)));
        QVERIFY(library.readings(QStringLiteral("/a.png")).isEmpty());
    }
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), rubbish);
}

void LibraryTest::newerSchemaIsLeftAloneAndSaid() {
    QTemporaryDir folder;
    { Library library(folder.path()); }
    const QString path = folder.filePath(QStringLiteral("library.sqlite"));
    {
        LibraryDatabase database;
        QVERIFY(database.open(path));
        QVERIFY(database.run(QStringLiteral("PRAGMA user_version=7")));
    }
    Library library(folder.path());
    QVERIFY(!library.isOpen());
    QVERIFY2(library.errorText().contains(QStringLiteral("schema 7")), qPrintable(library.errorText()));
}

void LibraryTest::sourcesAreKept() {
    QTemporaryDir folder;
    const QDateTime time = QDateTime::currentDateTimeUtc();
    {
        Library library(folder.path());
        QVERIFY(library.saveSource(
            {QStringLiteral("/w/a.toml"), QStringLiteral("/films"), QStringLiteral("/w/a.index"), 112120, time}));
        QVERIFY(library.saveSource({QStringLiteral("/w/b.toml"), {}, {}, 3, time}));
        QVERIFY(library.removeSource(QStringLiteral("/w/b.toml")));
    }
    Library library(folder.path());
    QCOMPARE(library.sources().size(), 1);
    QCOMPARE(library.sources()[0].images, 112120);
    QCOMPARE(library.sources()[0].indexed, time);
}

void LibraryTest::theDocumentedQueryWorks() {
    QTemporaryDir folder;
    QVERIFY(makeSchema1(folder.path()));
    Library library(folder.path());
    library.setReader(QStringLiteral("anna"));
    QVERIFY(library.add(act("/a.png", "Mass", Verdict::Uncertain)));
    QFile page(QStringLiteral(ROENTGEN_SOURCE_DIR "/docs/library.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    const QString text = QString::fromUtf8(page.readAll());
    const QString query = text.section(QStringLiteral("```sql\n"), 1, 1).section(QStringLiteral("```"), 0, 0);
    QVERIFY(query.startsWith(QStringLiteral("SELECT ")));
    LibraryDatabase database;
    QVERIFY(database.open(folder.filePath(QStringLiteral("library.sqlite"))));
    QStringList rows;
    database.select(query, {}, [&rows](const QSqlQuery& row) {
        rows << row.value(QStringLiteral("path")).toString() + row.value(QStringLiteral("reader")).toString() +
                    row.value(QStringLiteral("verdict")).toString();
    });
    QCOMPARE(rows, (QStringList{QStringLiteral("/a.pngannauncertain")}));
}

QTEST_GUILESS_MAIN(LibraryTest)
#include "library_test.moc"
