// What was acknowledged is in the library, although the processes that write to it are killed or their disk is full.
#include "tests/app/library_files.h"

#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <memory>

using namespace roentgen;
using namespace roentgen::app;

class LibraryProcessesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void severalMakeTheSameLibraryAtOnce();
    void whatTwoProcessesSavedSurvivesKill9();
    void aFullDiskIsSaidAndLosesNothing();
};

// Started as `library_processes_test fill FOLDER` on a small disk: writes until that is full, then makes room and
// writes again.
int fillDisk(const QString& folder) {
    QFile ballast(folder + QStringLiteral("/ballast"));
    if (!ballast.open(QIODevice::WriteOnly) || ballast.write(QByteArray(256 << 10, 'x')) < 0 || !ballast.flush()) {
        return 2;
    }
    Library library(folder);
    int saved = 0;
    Status added = Done{};
    for (; added && saved < 100000; saved += bool(added)) {
        added = library.add(act("/a.png", "Mass", Verdict::Accept, QByteArray(2000, 'y').constData()));
    }
    std::printf("%s\n%d\n%d\n", added ? "" : added.error().toLine().c_str(), saved, int(library.actsAfter(0).size()));
    ballast.remove();
    added = library.add(act("/a.png", "Mass", Verdict::Reject));
    std::printf("%s\n%d\n", added ? "saved" : added.error().toLine().c_str(), int(Library(folder).actsAfter(0).size()));
    return 0;
}

// Windows that open a new workspace in the same moment: each has the library, and none its own.
void LibraryProcessesTest::severalMakeTheSameLibraryAtOnce() {
    constexpr int workspaces = 20, windows = 4;
    for (int k = 0; k < workspaces; ++k) {
        QTemporaryDir folder;
        std::vector<std::unique_ptr<QProcess>> writers;
        for (int window = 0; window < windows; ++window) {
            writers.push_back(std::make_unique<QProcess>());
            writers.back()->start(
                QCoreApplication::applicationFilePath(),
                {QStringLiteral("write"), folder.path(), QString::number(window), QStringLiteral("1")});
        }
        for (const auto& writer : writers) {
            QVERIFY(writer->waitForFinished(20000));
            QVERIFY2(writer->exitStatus() == QProcess::NormalExit && writer->exitCode() == 0,
                     writer->readAllStandardError().constData());
        }
        QCOMPARE(Library(folder.path()).actsAfter(0).size(), windows);
    }
}

void LibraryProcessesTest::whatTwoProcessesSavedSurvivesKill9() {
    QTemporaryDir folder;
    QHash<QString, int> said; // reader → verdicts that were acknowledged
    int killed = 0;
    for (int round = 0; round < 5; ++round) {
        std::vector<std::pair<QString, std::unique_ptr<QProcess>>> writers;
        for (const char* name : {"anna", "bert"}) {
            const QString reader = QStringLiteral("%1-%2").arg(QLatin1String(name)).arg(round);
            writers.emplace_back(reader, std::make_unique<QProcess>());
            writers.back().second->start(QCoreApplication::applicationFilePath(),
                                         {QStringLiteral("write"), folder.path(), reader, QStringLiteral("1000000")});
        }
        for (const auto& [reader, writer] : writers) {
            QVERIFY(writer->waitForReadyRead(20000));
        }
        QTest::qWait(20 + 17 * round);
        for (const auto& [reader, writer] : writers) {
            QCOMPARE(writer->state(), QProcess::Running);
            ::kill(pid_t(writer->processId()), SIGKILL);
            QVERIFY(writer->waitForFinished(5000));
            killed += writer->exitStatus() == QProcess::CrashExit;
            // The piece after the last newline was not said.
            said[reader] = int(writer->readAllStandardOutput().split('\n').size()) - 1;
            QVERIFY(said[reader] > 0);
        }
    }
    QCOMPARE(killed, 10);
    Library library(folder.path());
    QVERIFY2(library.isOpen(), qPrintable(library.errorText()));
    QHash<QString, int> kept;
    for (const ReadingAct& one : library.acts(Image, QStringLiteral("Mass"), Run)) {
        QCOMPARE(*one.comment, QString::number(kept[one.reader])); // each of a reader's acts, in its order
        ++kept[one.reader];
    }
    QCOMPARE(kept.size(), 10);
    for (auto it = said.constBegin(); it != said.constEnd(); ++it) {
        QVERIFY2(kept[it.key()] >= *it, qPrintable(it.key()));
    }
}

void LibraryProcessesTest::aFullDiskIsSaidAndLosesNothing() {
    QTemporaryDir folder;
    const QStringList lines = onSmallDisk(QStringLiteral("fill"), folder.path());
    QVERIFY2(lines.size() == 5, qPrintable(lines.join(QLatin1Char('\n'))));
    QVERIFY2(lines[0].contains(QStringLiteral("full")) && lines[0].contains(QStringLiteral("library.sqlite")),
             qPrintable(lines[0]));
    QVERIFY(lines[1].toInt() > 10);
    QCOMPARE(lines[2], lines[1]); // what was acknowledged, and no more
    QCOMPARE(lines[3], QStringLiteral("saved"));
    QCOMPARE(lines[4].toInt(), lines[1].toInt() + 1);
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (argc == 5 && arguments[1] == QLatin1String("write")) {
        return writeVerdicts(arguments[2], arguments[3], arguments[4].toInt());
    }
    if (argc == 3 && arguments[1] == QLatin1String("fill")) {
        return fillDisk(arguments[2]);
    }
    LibraryProcessesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "library_processes_test.moc"
