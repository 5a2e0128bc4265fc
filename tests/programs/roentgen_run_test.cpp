// roentgen-run delete and export, as a user types them.
#include "engine/protocol/remote_record.h"
#include "engine/protocol/run_folder.h"
#include "engine/protocol/text_file.h"
#include "tests/programs/finished_program.h"

#include <QDir>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QUrl>

#include <sys/stat.h>
#include <unistd.h>

using namespace roentgen;
using namespace roentgen::tests;

class RoentgenRunTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void deletesSeveralRunsAndTheTrashCanGiveThemBack();
    void keepsTheNamesOfTheTrashApart();
    void usesTheTrashOfAnotherFileSystem();
    void deletesNothingWhereOneGoesOnOrIsMissing();
    void deletesAJobThatSlurmHasForgotten();
    void joinsMetricsByTheNamesOfTheirColumns();
    void exportSaysThatItsOutputIsFull();
    void exportNamesTheRunWhoseTableIsBad_data();
    void exportNamesTheRunWhoseTableIsBad();

private:
    QString path(const QString& name) const { return m_folder->filePath(name); }
    QString run(const QString& id) const { return path(QStringLiteral("work space/runs/") + id); }
    void makeRun(const QString& id, const QByteArray& metrics = {}) const {
        QVERIFY(QDir().mkpath(run(id)));
        QVERIFY(write(run(id) + QStringLiteral("/experiment.toml"), "[data]\ndataset = \"films\"\n"));
        if (!metrics.isEmpty())
            QVERIFY(write(run(id) + QStringLiteral("/metrics.csv"), metrics));
    }
    static bool write(const QString& file, const QByteArray& text) {
        return bool(writeFileAtomically(file.toStdString(), text.toStdString()));
    }
    static QByteArray textOf(const QString& file) {
        const auto text = readTextFile(file.toStdString());
        return text ? QByteArray::fromStdString(*text) : QByteArray();
    }
    FinishedProgram roentgenRun(const QStringList& arguments) const {
        return runProgram("roentgen-run",
                          arguments + QStringList{QStringLiteral("--workspace"), path(QStringLiteral("work space"))});
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void RoentgenRunTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_DATA_HOME", path(QStringLiteral("home")).toUtf8());
}

void RoentgenRunTest::deletesSeveralRunsAndTheTrashCanGiveThemBack() {
    makeRun(QStringLiteral("one"));
    makeRun(QStringLiteral("two"));
    makeRun(QStringLiteral("kept"));
    const auto done = roentgenRun({QStringLiteral("delete"), QStringLiteral("one"), run(QStringLiteral("two")),
                                   QStringLiteral("one"), QStringLiteral("--json")});
    QVERIFY2(done.exitCode == 0, done.diagnostics.constData());
    const QJsonArray moved = QJsonDocument::fromJson(done.output).array();
    QCOMPARE(moved.size(), 2);
    QVERIFY(QDir(run(QStringLiteral("kept"))).exists());
    for (const QJsonValue& one : moved) {
        const QString id = one[QStringLiteral("run")].toString(), trash = one[QStringLiteral("trash")].toString();
        QCOMPARE(trash, path(QStringLiteral("home/Trash/files/") + id));
        QVERIFY(QFile::exists(trash + QStringLiteral("/experiment.toml")) && !QDir(run(id)).exists());
        // As a file manager reads it.
        const QList<QByteArray> info = textOf(path(QStringLiteral("home/Trash/info/%1.trashinfo").arg(id))).split('\n');
        QCOMPARE(info.value(0), QByteArray("[Trash Info]"));
        QVERIFY(info.value(1).contains("work%20space"));
        QCOMPARE(QUrl::fromPercentEncoding(info.value(1)), QStringLiteral("Path=") + run(id));
        QVERIFY(QDateTime::fromString(QString::fromLatin1(info.value(2).mid(13)), Qt::ISODate).isValid());
        QVERIFY(QDir().rename(trash, run(id)));
    }
    const auto again = roentgenRun({QStringLiteral("list"), QStringLiteral("--json")});
    QCOMPARE(QJsonDocument::fromJson(again.output).array().size(), 3);
}

void RoentgenRunTest::keepsTheNamesOfTheTrashApart() {
    for (const char* expected : {"again", "again.2", "again.3"}) {
        makeRun(QStringLiteral("again"));
        const auto done = roentgenRun({QStringLiteral("delete"), QStringLiteral("again")});
        QVERIFY2(done.exitCode == 0, done.diagnostics.constData());
        QVERIFY(QDir(path(QStringLiteral("home/Trash/files/") + QLatin1String(expected))).exists());
    }
}

void RoentgenRunTest::usesTheTrashOfAnotherFileSystem() {
    struct stat here = {}, there = {};
    QTemporaryDir other(QStringLiteral("/dev/shm/roentgen-run-test-XXXXXX"));
    QVERIFY(other.isValid() && ::stat(other.path().toUtf8(), &there) == 0 &&
            ::stat(m_folder->path().toUtf8(), &here) == 0);
    QVERIFY2(here.st_dev != there.st_dev, "/dev/shm and the temporary folder are one file system");
    const QString id = QFileInfo(other.path()).fileName();
    QVERIFY(QDir().mkpath(other.filePath(QStringLiteral("runs/") + id)));
    QVERIFY(write(other.filePath(QStringLiteral("runs/%1/experiment.toml").arg(id)), "[data]\n"));
    const auto done = runProgram("roentgen-run", {QStringLiteral("delete"), id, QStringLiteral("--workspace"),
                                                  other.path(), QStringLiteral("--json")});
    QVERIFY2(done.exitCode == 0, done.diagnostics.constData());
    const QString trash = QJsonDocument::fromJson(done.output)[0][QStringLiteral("trash")].toString();
    const QString folder = QStringLiteral("/dev/shm/.Trash-%1").arg(::getuid());
    QCOMPARE(trash, folder + QStringLiteral("/files/") + id);
    const QString info = folder + QStringLiteral("/info/%1.trashinfo").arg(id);
    QVERIFY(textOf(info).contains("\nPath=" + id.toUtf8() + "/runs/" + id.toUtf8() + "\n")); // from the top
    QVERIFY(QDir(trash).removeRecursively() && QFile::remove(info));
    for (const QString& part : {folder + QStringLiteral("/files"), folder + QStringLiteral("/info"), folder})
        QDir().rmdir(part); // where it was empty
}

void RoentgenRunTest::deletesNothingWhereOneGoesOnOrIsMissing() {
    makeRun(QStringLiteral("ended"));
    makeRun(QStringLiteral("alive"));
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = ::getpid();
    record.launcherStartTicks = processStartTicks(::getpid());
    QVERIFY(bool(writeProcessRecord({run(QStringLiteral("alive")).toStdString()}, record)));
    QVERIFY(QDir().mkpath(path(QStringLiteral("work space/sweeps/batch"))));
    QVERIFY(write(path(QStringLiteral("work space/sweeps/batch/experiment.toml")), "[data]\n"));
    const QStringList others = {QStringLiteral("alive"), QStringLiteral("absent"), QStringLiteral("../ended"),
                                path(QStringLiteral("work space/sweeps/batch"))};
    for (const QString& other : others) {
        const auto done = roentgenRun({QStringLiteral("delete"), QStringLiteral("ended"), other});
        QCOMPARE(done.exitCode, 2);
        QVERIFY2(done.saysOneLine() && done.diagnostics.contains(QFileInfo(other).fileName().toUtf8()),
                 done.diagnostics.constData());
        QVERIFY(QDir(run(QStringLiteral("ended"))).exists() && QDir(run(QStringLiteral("alive"))).exists());
    }
    QVERIFY(!QDir(path(QStringLiteral("home/Trash"))).exists());
}

// It went on when it was last looked at.
void RoentgenRunTest::deletesAJobThatSlurmHasForgotten() {
    makeRun(QStringLiteral("job"));
    RemoteRecord record;
    record.target = "cluster";
    record.kind = "slurm";
    record.job = "77";
    record.state = "running";
    QVERIFY(bool(writeRemoteRecord({run(QStringLiteral("job")).toStdString()}, record)));
    QVERIFY(QDir().mkpath(path(QStringLiteral("bin"))));
    const QString queue = path(QStringLiteral("bin/squeue"));
    QVERIFY(write(queue, "#!/bin/sh\necho 'slurm_load_jobs error: Invalid job id specified' >&2\nexit 1\n"));
    QFile::setPermissions(queue, QFile::ReadOwner | QFile::ExeOwner);
    const QByteArray before = qgetenv("PATH");
    qputenv("PATH", path(QStringLiteral("bin:")).toLocal8Bit() + before);
    const auto done = roentgenRun({QStringLiteral("delete"), QStringLiteral("job")});
    qputenv("PATH", before);
    QVERIFY2(done.exitCode == 0, done.diagnostics.constData());
    QVERIFY(!QDir(run(QStringLiteral("job"))).exists());
}

void RoentgenRunTest::joinsMetricsByTheNamesOfTheirColumns() {
    makeRun(QStringLiteral("a"), "epoch,mean_auc,\"auc_Mass, left\",seconds\n1,0.5,,2\n2,0.75,0.8,2.5\n");
    makeRun(QStringLiteral("b"), "epoch,seconds,auc_Edema,mean_auc\n1,9,0.25,0.125\n");
    const auto done = roentgenRun({QStringLiteral("export"), QStringLiteral("b"), QStringLiteral("a")});
    QVERIFY2(done.exitCode == 0 && done.diagnostics.isEmpty(), done.diagnostics.constData());
    QCOMPARE(done.output, QByteArray("run,epoch,seconds,auc_Edema,mean_auc,\"auc_Mass, left\"\n"
                                     "b,1,9,0.25,0.125,\n"
                                     "a,1,2,,0.5,\n"
                                     "a,2,2.5,,0.75,0.8\n"));
    makeRun(QStringLiteral("without"));
    const QString out = path(QStringLiteral("metrics.csv"));
    const auto all = roentgenRun({QStringLiteral("export"), QStringLiteral("--all"), QStringLiteral("--out"), out});
    QVERIFY2(all.exitCode == 0 && all.output.isEmpty(), all.diagnostics.constData());
    QCOMPARE(textOf(out).count('\n'), 4);
}

void RoentgenRunTest::exportSaysThatItsOutputIsFull() {
    makeRun(QStringLiteral("a"), "epoch,seconds\n1,2\n");
    QProcess process;
    process.setStandardOutputFile(QStringLiteral("/dev/full"));
    process.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                  {QStringLiteral("export"), QStringLiteral("a"), QStringLiteral("--workspace"),
                   path(QStringLiteral("work space"))});
    QVERIFY(process.waitForFinished(20000));
    QCOMPARE(process.exitCode(), int(ExitEnvironment));
    QVERIFY(process.readAllStandardError().contains("standard output"));
}

void RoentgenRunTest::exportNamesTheRunWhoseTableIsBad_data() {
    QTest::addColumn<QByteArray>("metrics");
    QTest::addColumn<int>("exitCode");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("none") << QByteArray() << 3 << QByteArray("bad/metrics.csv");
    QTest::newRow("empty") << QByteArray("\n") << 3 << QByteArray("bad/metrics.csv");
    QTest::newRow("a short row") << QByteArray("epoch,seconds\n1,2\n2\n") << 3 << QByteArray("row 2");
    QTest::newRow("a header alone") << QByteArray("epoch,seconds\n") << 0 << QByteArray();
}

void RoentgenRunTest::exportNamesTheRunWhoseTableIsBad() {
    QFETCH(QByteArray, metrics);
    QFETCH(int, exitCode);
    QFETCH(QByteArray, says);
    makeRun(QStringLiteral("good"), "epoch\n1\n");
    makeRun(QStringLiteral("bad"), metrics);
    const auto done = roentgenRun({QStringLiteral("export"), QStringLiteral("good"), QStringLiteral("bad")});
    QCOMPARE(done.exitCode, exitCode);
    QVERIFY2(done.diagnostics.contains(says) && done.output.isEmpty() == (exitCode != 0), done.diagnostics.constData());
}

QTEST_GUILESS_MAIN(RoentgenRunTest)
#include "roentgen_run_test.moc"
