#include "app/library.h"

#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen::app;

namespace {

Reading reading(const char* image, const char* finding, Verdict verdict, const char* comment = "") {
    Reading result;
    result.image = QLatin1String(image);
    result.finding = QLatin1String(finding);
    result.verdict = verdict;
    result.comment = QString::fromUtf8(comment);
    result.source = QStringLiteral("run-1");
    return result;
}

} // namespace

class LibraryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readingsSurviveReopening();
    void laterReadingReplacesEarlier();
    void emptyReadingRemoves();
    void countsAreOfVerdictsOnly();
    void twoWindowsShareOneLibrary();
    void corruptFileIsLeftAloneAndSaid();
    void newerSchemaIsLeftAloneAndSaid();
    void whatWasSavedSurvivesKill9();
    void sourcesAreKept();
};

void LibraryTest::readingsSurviveReopening() {
    QTemporaryDir folder;
    {
        Library library(folder.path());
        QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
        QSignalSpy changed(&library, &Library::readingsChanged);
        QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::Accept, "Rundherd, 右肺")));
        QVERIFY(library.saveReading(reading("/a.png", "Effusion", Verdict::Uncertain)));
        QCOMPARE(changed.count(), 2);
    }
    Library library(folder.path());
    const QList<Reading> readings = library.readings(QStringLiteral("/a.png"));
    QCOMPARE(readings.size(), 2);
    QCOMPARE(readings[0].finding, QStringLiteral("Effusion"));
    QCOMPARE(readings[1].verdict, Verdict::Accept);
    QCOMPARE(readings[1].comment, QString::fromUtf8("Rundherd, 右肺"));
    QCOMPARE(readings[1].source, QStringLiteral("run-1"));
    QVERIFY(readings[1].time.isValid());
    QVERIFY(library.readings(QStringLiteral("/b.png")).isEmpty());
}

void LibraryTest::laterReadingReplacesEarlier() {
    QTemporaryDir folder;
    Library library(folder.path());
    QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::Reject, "a vessel")));
    const QList<Reading> readings = library.readings(QStringLiteral("/a.png"));
    QCOMPARE(readings.size(), 1);
    QCOMPARE(readings[0].verdict, Verdict::Reject);
    QCOMPARE(readings[0].comment, QStringLiteral("a vessel"));
}

void LibraryTest::emptyReadingRemoves() {
    QTemporaryDir folder;
    Library library(folder.path());
    QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::None)));
    QVERIFY(library.readings(QStringLiteral("/a.png")).isEmpty());
}

void LibraryTest::countsAreOfVerdictsOnly() {
    QTemporaryDir folder;
    Library library(folder.path());
    QVERIFY(library.saveReading(reading("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(library.saveReading(reading("/a.png", "Nodule", Verdict::Reject)));
    QVERIFY(library.saveReading(reading("/b.png", "Mass", Verdict::None, "come back to it")));
    const auto counts = library.readingCounts(QStringLiteral("run-1"));
    QCOMPARE(counts.value(QStringLiteral("/a.png")), 2);
    QCOMPARE(counts.value(QStringLiteral("/b.png")), 0);
    QCOMPARE(library.readingsOfSource(QStringLiteral("run-1")).size(), 3);
}

void LibraryTest::twoWindowsShareOneLibrary() {
    QTemporaryDir folder;
    Library one(folder.path()), other(folder.path());
    QVERIFY(one.isOpen() && other.isOpen());
    QVERIFY(one.saveReading(reading("/a.png", "Mass", Verdict::Accept)));
    QVERIFY(other.saveReading(reading("/a.png", "Nodule", Verdict::Accept)));
    QCOMPARE(one.readings(QStringLiteral("/a.png")).size(), 2);
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
        QVERIFY(!library.saveReading(reading("/a.png", "Mass", Verdict::Accept)));
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
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
        database.setDatabaseName(path);
        QVERIFY(database.open());
        QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version=7")));
    }
    QSqlDatabase::removeDatabase(QStringLiteral("newer"));
    Library library(folder.path());
    QVERIFY(!library.isOpen());
    QVERIFY2(library.errorText().contains(QStringLiteral("schema 7")), qPrintable(library.errorText()));
}

// Started as `library_test write FOLDER`: saves readings for ever and says each number once it is saved.
int writeForEver(const QString& folder) {
    Library library(folder);
    for (int i = 0;; ++i) {
        Reading next = reading("/a.png", "", Verdict::Accept);
        next.finding = QString::number(i);
        if (!library.saveReading(next)) {
            return 1;
        }
        std::printf("%d\n", i);
        std::fflush(stdout);
    }
}

void LibraryTest::whatWasSavedSurvivesKill9() {
    QTemporaryDir folder;
    int saved = 0;
    for (int round = 0; round < 5; ++round) {
        QProcess writer;
        writer.start(QCoreApplication::applicationFilePath(), {QStringLiteral("write"), folder.path()});
        QVERIFY(writer.waitForReadyRead(5000));
        QTest::qWait(20 + 17 * round);
        ::kill(pid_t(writer.processId()), SIGKILL);
        QVERIFY(writer.waitForFinished(5000));
        const QList<QByteArray> lines = writer.readAllStandardOutput().split('\n');
        saved = std::max(saved, int(lines.size()) - 1); // the piece after the last newline was not said
        Library library(folder.path());
        QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
        QVERIFY(library.readings(QStringLiteral("/a.png")).size() >= saved);
    }
    QVERIFY(saved > 0);
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

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "write") == 0) {
        return writeForEver(QString::fromLocal8Bit(argv[2]));
    }
    LibraryTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "library_test.moc"
