// A library of the first schema is copied, then brought over; by one of several windows, or, on a full disk, by none.
#include "tests/app/library_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace roentgen;
using namespace roentgen::app;

class LibrarySchemaTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anOlderLibraryIsBackedUpAndBroughtOver();
    void severalWindowsOpenAnOlderLibraryAtOnce();
    void aWindowOfTheOlderVersionThatIsOpenLosesNothing();
    void aFolderThatIsNotThereIsNoFullDisk();
    void anOlderLibraryOnAFullDiskIsLeftAsItWas_data();
    void anOlderLibraryOnAFullDiskIsLeftAsItWas();
};

// Started as `library_schema_test open ROOM FOLDER` on a small disk: makes an older library, leaves so many bytes,
// opens it.
int openOnFullDisk(const QString& folder, qint64 room) {
    QFile ballast(folder + QStringLiteral("/ballast"));
    if (!makeSchema1(folder) || !ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered)) {
        return 2;
    }
    while (ballast.write(QByteArray(4096, 'x')) == 4096) {
    }
    ballast.close();
    if (room > 0 && !ballast.resize(ballast.size() - room)) {
        return 3;
    }
    const QString error = Library(folder).errorText();
    std::printf("%s\n%s\n", qPrintable(error), qPrintable(QDir(folder).entryList(QDir::Files).join(QLatin1Char(' '))));
    ballast.remove();
    std::printf("%d\n", int(countIn(folder + QStringLiteral("/library.sqlite"), "PRAGMA user_version")));
    std::printf("%d\n", int(Library(folder).readingsOfSource(Run).size()));
    return 0;
}

void LibrarySchemaTest::anOlderLibraryIsBackedUpAndBroughtOver() {
    QTemporaryDir folder;
    QVERIFY(makeSchema1(folder.path()));
    const QString file = folder.filePath(QStringLiteral("library.sqlite")), backup = file + QStringLiteral(".schema-1");
    for (int round = 0; round < 2; ++round) { // the second finds it done
        Library library(folder.path());
        QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
        const QList<Reading> readings = library.readingsOfSource(Run);
        QCOMPARE(readings.size(), 3);
        QCOMPARE(readings[0].verdict, Verdict::Reject);
        QCOMPARE(readings[0].comment, QStringLiteral("a vessel"));
        QCOMPARE(readings[0].reader, QString());
        QCOMPARE(readings[0].time, QDateTime({2026, 1, 2}, {3, 4, 7}, Qt::UTC));
        QCOMPARE(readings[1].verdict, Verdict::Accept);
        QCOMPARE(readings[2].image, QStringLiteral("/b.png"));
        QCOMPARE(readings[2].verdict, Verdict::None);
        QCOMPARE(readings[2].comment, QStringLiteral("come back to it"));
        QCOMPARE(library.actsAfter(0).size(), 3);
        QCOMPARE(library.actsAfter(0).first().finding, QStringLiteral("Nodule")); // in the order of their times
        QCOMPARE(library.sources().size(), 1);
    }
    QCOMPARE(countIn(backup, "PRAGMA user_version"), 1);
    QCOMPARE(countIn(backup, "SELECT COUNT(*) FROM readings JOIN images ON images.id = image"), 3);
    QCOMPARE(countIn(file, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'replaced_readings'"), 0);
    QVERIFY(!QFile::exists(backup + QStringLiteral("-2")));
    QCOMPARE(QDir(folder.path()).entryList({QStringLiteral("*.part*")}).size(), 0);
    // Put back and opened again: the earlier copy stays.
    for (const char* end : {"", "-wal", "-shm"}) {
        QFile::remove(file + QLatin1String(end));
    }
    QVERIFY(QFile::copy(backup, file));
    { QVERIFY(Library(folder.path()).isOpen()); }
    QVERIFY(QFile::exists(backup + QStringLiteral("-2")));
    QCOMPARE(countIn(backup, "PRAGMA user_version"), 1);
}

void LibrarySchemaTest::severalWindowsOpenAnOlderLibraryAtOnce() {
    QTemporaryDir folder;
    QVERIFY(makeSchema1(folder.path()));
    std::vector<std::unique_ptr<QProcess>> windows;
    for (int i = 0; i < 4; ++i) {
        windows.push_back(std::make_unique<QProcess>());
        windows.back()->start(QCoreApplication::applicationFilePath(),
                              {QStringLiteral("write"), folder.path(), QString::number(i), QStringLiteral("3")});
    }
    for (const auto& window : windows) {
        QVERIFY(window->waitForFinished(20000));
        QVERIFY2(window->exitCode() == 0, window->readAllStandardError().constData());
    }
    Library library(folder.path());
    QCOMPARE(library.actsAfter(0).size(), 3 + 4 * 3);
    QCOMPARE(countIn(folder.filePath(QStringLiteral("library.sqlite.schema-1")), "SELECT COUNT(*) FROM readings"), 3);
}

void LibrarySchemaTest::aWindowOfTheOlderVersionThatIsOpenLosesNothing() {
    QTemporaryDir folder;
    QVERIFY(makeSchema1(folder.path()));
    LibraryDatabase older;
    QVERIFY(older.open(folder.filePath(QStringLiteral("library.sqlite"))));
    Library library(folder.path());
    QVERIFY(library.isOpen());
    // As 0.1.0 writes a reading, and takes one back.
    QVERIFY(older.run(QStringLiteral("INSERT OR REPLACE INTO readings (image, finding, source, verdict, comment, time) "
                                     "SELECT id, 'Mass', 'run-1', 'accept', '', '2026-01-03T00:00:00.000Z' FROM images "
                                     "WHERE path = '/a.png'")));
    QVERIFY(!older.run(QStringLiteral("DELETE FROM readings WHERE image = 1 AND finding = 'Mass'")));
    QCOMPARE(library.readings(Image)[0].verdict, Verdict::Accept);
    QCOMPARE(library.acts(Image, QStringLiteral("Mass"), Run).size(), 2);
}

void LibrarySchemaTest::aFolderThatIsNotThereIsNoFullDisk() {
    QTemporaryDir folder;
    const Library library(folder.filePath(QStringLiteral("absent")));
    QVERIFY(!library.isOpen());
    QVERIFY2(library.errorText().contains(QStringLiteral("cannot be read")), qPrintable(library.errorText()));
}

void LibrarySchemaTest::anOlderLibraryOnAFullDiskIsLeftAsItWas_data() {
    QTest::addColumn<QString>("room");
    QTest::addColumn<QString>("words");
    QTest::newRow("no byte is free") << "0"
                                     << "its disk is full";
    QTest::newRow("enough to open, not to copy") << "49152"
                                                 << "could not be copied";
}

void LibrarySchemaTest::anOlderLibraryOnAFullDiskIsLeftAsItWas() {
    QFETCH(QString, room);
    QFETCH(QString, words);
    QTemporaryDir folder;
    const QStringList lines = onSmallDisk(QStringLiteral("open ") + room, folder.path());
    QVERIFY2(lines.size() == 4, qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY2(lines[0].contains(words) && lines[0].contains(QStringLiteral("ake room")), qPrintable(lines[0]));
    QVERIFY2(!lines[1].contains(QStringLiteral(".schema-1")), qPrintable(lines[1])); // no half copy
    QCOMPARE(lines[2], QStringLiteral("1"));
    QCOMPARE(lines[3], QStringLiteral("3")); // with room again
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (argc == 5 && arguments[1] == QLatin1String("write")) {
        return writeVerdicts(arguments[2], arguments[3], arguments[4].toInt());
    }
    if (argc == 4 && arguments[1] == QLatin1String("open")) {
        return openOnFullDisk(arguments[3], arguments[2].toLongLong());
    }
    LibrarySchemaTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "library_schema_test.moc"
