// A run on an ssh target: started, watched live, cut off again and again, and brought back byte for byte.
// ROENTGEN_CUTS: how often connection, sync and server are killed (3; the long test takes 20).
#include "engine/protocol/run_state.h"
#include "engine/protocol/text_file.h"
#include "tests/end_to_end/engine_programs.h"
#include "tests/launch/ssh_server.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>
#include <csignal>
#include <random>

using namespace roentgen;
using roentgen::tests::SshServer;

namespace {

double now() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

QByteArray bytesOf(const std::string& path) {
    const auto text = readTextFile(path);
    return text ? QByteArray::fromStdString(*text) : QByteArray("absent");
}

RunState stateOf(const RunFolder& run) {
    RunHistory history;
    EventReader reader(run.eventsFile());
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    return deriveRunState(run, history, now());
}

} // namespace

class SshTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunIsWatchedLiveAndComesBack();
    void aRunThatIsCutOffAgainAndAgainHasEveryEventOnce();
    void aKilledTrainerIsLostWithinTenSecondsAndResumes();
    void aMachineThatIsGoneMakesItUnreachableNotFailed();
    void whatCannotStartLeavesNothing();
    void closingTheInputEndsSync();

private:
    ProgramRun roentgenRun(QStringList arguments) const {
        arguments << QStringLiteral("--workspace") << m_here;
        return runProgram(QStringLiteral("roentgen-run"), arguments, 120);
    }
    // Starts a run of `epochs` at the target.
    bool start(const QString& id, int epochs) const {
        const ProgramRun started =
            roentgenRun({QStringLiteral("start"), m_experiment, QStringLiteral("--target"), QStringLiteral("box"),
                         QStringLiteral("--id"), id, QStringLiteral("--json"), QStringLiteral("--set"),
                         QStringLiteral("training.epochs=%1").arg(epochs)});
        if (started.exitCode != 0)
            qWarning("%s", started.diagnostics.constData());
        return started.exitCode == 0 && started.json()["run"] == id.toStdString();
    }
    RunFolder here(const QString& id) const { return {(m_here + QStringLiteral("/runs/") + id).toStdString()}; }
    RunFolder there(const QString& id) const { return {(m_there + QStringLiteral("/runs/") + id).toStdString()}; }
    void beginSync(QProcess& sync, const QString& id) const {
        sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                   {QStringLiteral("sync"), id, QStringLiteral("--follow"), QStringLiteral("--workspace"), m_here});
    }
    void compareWithFar(const QString& id) const;

    SshServer m_server;
    QTemporaryDir m_folder;
    QString m_here, m_there, m_experiment;
};

void SshTargetTest::initTestCase() {
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    m_here = m_folder.filePath(QStringLiteral("here"));
    m_there = m_folder.filePath(QStringLiteral("it's there $(x)"));
    QVERIFY(QDir().mkpath(m_here + QStringLiteral("/targets")));
    // The films are at the target alone.
    const ProgramRun films = runProgram(QStringLiteral("roentgen-data"),
                                        {QStringLiteral("phantom"), QStringLiteral("--kind"), QStringLiteral("chest"),
                                         QStringLiteral("--count"), QStringLiteral("40"), QStringLiteral("--size"),
                                         QStringLiteral("64"), QStringLiteral("--seed"), QStringLiteral("5"),
                                         QStringLiteral("--out"), m_there + QStringLiteral("/films")});
    QCOMPARE(films.exitCode, 0);
    m_experiment = m_folder.filePath(QStringLiteral("tiny.toml"));
    QVERIFY(bool(writeFileAtomically(
        m_experiment.toStdString(),
        "[data]\ndataset = \"films\"\nimage_size = 32\nclasses = [\"Effusion\", \"Cardiomegaly\"]\n"
        "split = \"fraction\"\nvalidation_fraction = 0.2\n[model]\narchitecture = \"resnet18\"\n"
        "[training]\nlocal_batch = 4\nprecision = \"fp32\"\n[distributed]\nthreads_per_rank = 1\n")));
    const QByteArray target = m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n");
    QVERIFY(bool(writeFileAtomically(m_here.toStdString() + "/targets/box.toml", target.toStdString())));
}

void SshTargetTest::compareWithFar(const QString& id) const {
    const std::string near = here(id).path, far = there(id).path;
    for (const char* name : {"/events.jsonl", "/log.txt", "/best.safetensors", "/metrics.csv", "/predictions.csv",
                             "/model_card.md", "/experiment.toml"})
        QVERIFY2(bytesOf(near + name) == bytesOf(far + name), name);
    QVERIFY(bytesOf(far + "/best.safetensors").size() > 1000000);
    EventReader reader(here(id).eventsFile());
    int64_t seq = 0;
    for (const RunEvent& event : reader.readNew())
        QCOMPARE(event.seq, ++seq);
    QCOMPARE(reader.damagedLines(), int64_t(0));
    QVERIFY(QDir(QString::fromStdString(near))
                .entryList({QStringLiteral("*.part"), QStringLiteral("*.tmp*")}, QDir::Files | QDir::Hidden)
                .isEmpty());
}

void SshTargetTest::aRunIsWatchedLiveAndComesBack() {
    const QString id = QStringLiteral("live");
    QVERIFY(start(id, 2));
    QProcess follow;
    follow.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                 {QStringLiteral("follow"), id, QStringLiteral("--workspace"), m_here});
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(here(id)) == RunState::Running, 60000);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(here(id).bestWeights())) ||
            stateOf(there(id)) != RunState::Running);
    QVERIFY(follow.waitForFinished(60000));
    QVERIFY(follow.readAllStandardOutput() == bytesOf(there(id).eventsFile()));
    QCOMPARE(stateOf(here(id)), RunState::Finished);
    const ProgramRun status = roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")});
    QCOMPARE(status.json()["state"].get<std::string>(), std::string("finished"));
    QCOMPARE(status.json()["target"].get<std::string>(), std::string("box"));
    compareWithFar(id);
    QVERIFY(bytesOf(here(id).predictionsFile()).startsWith("Image Index,"));
}

void SshTargetTest::aRunThatIsCutOffAgainAndAgainHasEveryEventOnce() {
    const int cuts =
        qEnvironmentVariableIntValue("ROENTGEN_CUTS") > 0 ? qEnvironmentVariableIntValue("ROENTGEN_CUTS") : 3;
    const QString id = QStringLiteral("cut");
    QVERIFY(start(id, 12 * cuts));
    std::mt19937 random(7);
    std::uniform_int_distribution<int> pause(100, 2500);
    QProcess sync;
    for (int cut = 0; cut < cuts; ++cut) {
        beginSync(sync, id);
        QTest::qWait(pause(random));
        switch (cut % 3) {
        case 0: // the connection, which comes back by itself
            m_server.killConnections();
            QTest::qWait(pause(random));
            break;
        case 1: // the one who listens
            break;
        default: // the whole machine, as it seems from here
            m_server.stop();
            QTest::qWait(pause(random));
            QVERIFY(stateOf(here(id)) != RunState::Failed && stateOf(here(id)) != RunState::Lost);
            QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        }
        ::kill(pid_t(sync.processId()), SIGKILL);
        sync.waitForFinished();
    }
    const ProgramRun stopped = roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    QCOMPARE(stateOf(here(id)), RunState::Stopped);
    QCOMPARE(stateOf(there(id)), RunState::Stopped);
    const ProgramRun last = roentgenRun({QStringLiteral("fetch"), id});
    QVERIFY2(last.exitCode == 0, last.diagnostics.constData());
    compareWithFar(id);
}

void SshTargetTest::aKilledTrainerIsLostWithinTenSecondsAndResumes() {
    const QString id = QStringLiteral("killed");
    QVERIFY(start(id, 6));
    QProcess sync;
    beginSync(sync, id);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(here(id)) == RunState::Running, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(QString::fromStdString(there(id).checkpointFolder())), 60000);
    const auto record = readProcessRecord(there(id));
    QVERIFY(bool(record));
    ::kill(pid_t(record->launcherPid), SIGKILL);
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(here(id)), RunState::Lost, 10000);
    QVERIFY(sync.waitForFinished(20000));
    const ProgramRun resumed = roentgenRun({QStringLiteral("resume"), id, QStringLiteral("--wait")});
    QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
    QCOMPARE(stateOf(here(id)), RunState::Finished);
    QTRY_VERIFY_WITH_TIMEOUT(
        readRemoteRecord(here(id))->resultsHere || roentgenRun({QStringLiteral("sync"), id}).exitCode == 0, 20000);
    compareWithFar(id);
}

void SshTargetTest::aMachineThatIsGoneMakesItUnreachableNotFailed() {
    const QString id = QStringLiteral("gone");
    QVERIFY(start(id, 500));
    QProcess sync;
    beginSync(sync, id);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(here(id)) == RunState::Running, 60000);
    m_server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(here(id)), RunState::Unreachable, 10000);
    const ProgramRun status = roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")});
    QCOMPARE(status.json()["state"].get<std::string>(), std::string("unreachable"));
    QVERIFY(now() - status.json()["unreachable_since"].get<double>() < 60);
    QVERIFY(!status.json()["problem"].get<std::string>().empty());
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(here(id)), RunState::Running, 15000);
    const ProgramRun stopped =
        roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now"), QStringLiteral("--wait")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    QVERIFY(sync.waitForFinished(20000));
}

void SshTargetTest::whatCannotStartLeavesNothing() {
    const auto runs = [this] {
        return QDir(m_here + QStringLiteral("/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    };
    const QStringList before = runs();
    const QStringList begin = {QStringLiteral("start"), m_experiment, QStringLiteral("--target")};
    const ProgramRun nowhere = roentgenRun(begin + QStringList{QStringLiteral("bix")});
    QCOMPARE(nowhere.exitCode, 2);
    QVERIFY2(nowhere.diagnostics.contains("did you mean \"box\""), nowhere.diagnostics.constData());
    const ProgramRun noFilms = roentgenRun(
        begin + QStringList{QStringLiteral("box"), QStringLiteral("--set"), QStringLiteral("data.dataset=absent")});
    QCOMPARE(noFilms.exitCode, 3);
    m_server.forgetHostKey();
    const ProgramRun unknown = roentgenRun(begin + QStringList{QStringLiteral("box")});
    QCOMPARE(unknown.exitCode, 4);
    QVERIFY2(unknown.diagnostics.contains("SHA256:"), unknown.diagnostics.constData());
    QVERIFY(m_server.knowHostKey());
    QCOMPARE(runs(), before);
}

void SshTargetTest::closingTheInputEndsSync() {
    QProcess sync;
    sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
               {QStringLiteral("sync"), QStringLiteral("--all"), QStringLiteral("--follow"),
                QStringLiteral("--until-input-ends"), QStringLiteral("--workspace"), m_here});
    QVERIFY(sync.waitForStarted());
    QVERIFY(!sync.waitForFinished(500));
    sync.closeWriteChannel();
    QVERIFY(sync.waitForFinished(5000));
    QCOMPARE(sync.exitCode(), 0);
}

QTEST_GUILESS_MAIN(SshTargetTest)
#include "ssh_target_test.moc"
