// A run on an ssh target: started, watched live, cut off again and again, and brought back byte for byte.
// ROENTGEN_CUTS: how often connection, sync and server are killed, and the trainer (3 and 1; the long test takes 20).
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/ssh_server.h"

#include "engine/launch/run_processes.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <random>

using namespace roentgen;
using roentgen::tests::SshServer;

class SshTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunIsWatchedLiveAndComesBack();
    void aRunThatIsCutOffAgainAndAgainHasEveryEventOnce();
    void aKilledTrainerIsLostWithinTenSecondsAndResumes();
    void aMachineThatIsGoneMakesItUnreachableNotFailed();
    void aStopRightAfterTheStartCounts();
    void aStopAtOnceEndsARunThatStarts();
    void aStopThatDoesNotArriveIsTakenBack();
    void whatCannotStartLeavesNothing();
    void anEngineOfAnotherVersionIsNamed();
    void closingTheInputEndsSync();

private:
    RunFolder there(const QString& id) const { return {(m_there + QStringLiteral("/runs/") + id).toStdString()}; }
    void beginSync(QProcess& sync, const QString& id) const {
        sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), m_runs.syncArguments(id));
    }
    void compareWithFar(const QString& id) const;
    // The engine here in a folder of its own, as one of version 0.0.1 that does not know the verb feed.
    QString olderEngine() const;

    SshServer m_server;
    QTemporaryDir m_folder;
    TargetRuns m_runs;
    QString m_there;
};

void SshTargetTest::initTestCase() {
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    m_there = m_folder.filePath(QStringLiteral("it's there $(x)"));
    QVERIFY(m_runs.prepare(m_there)); // the films are at the target alone
    QVERIFY(m_runs.addTarget("box", m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n")));
}

void SshTargetTest::compareWithFar(const QString& id) const {
    const std::string near = m_runs.run(id).path, far = there(id).path;
    for (const char* name : {"/events.jsonl", "/log.txt", "/best.safetensors", "/metrics.csv", "/predictions.csv",
                             "/model_card.md", "/experiment.toml"})
        QVERIFY2(bytesOf(near + name) == bytesOf(far + name), name);
    QVERIFY(bytesOf(far + "/best.safetensors").size() > 1000000);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
    QVERIFY(QDir(QString::fromStdString(near))
                .entryList({QStringLiteral("*.part"), QStringLiteral("*.tmp*")}, QDir::Files | QDir::Hidden)
                .isEmpty());
}

void SshTargetTest::aRunIsWatchedLiveAndComesBack() {
    const QString id = QStringLiteral("live");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 2,
                         {QStringLiteral("--set"), QStringLiteral("training.schedule=cosine_restarts"),
                          QStringLiteral("--set"), QStringLiteral("training.restart_epochs=1"), QStringLiteral("--set"),
                          QStringLiteral("training.restart_multiplier=1"), QStringLiteral("--set"),
                          QStringLiteral("training.snapshots=2")}));
    QProcess follow;
    follow.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                 {QStringLiteral("follow"), id, QStringLiteral("--workspace"), m_runs.workspace()});
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(m_runs.run(id)) == RunState::Running, 60000);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(m_runs.run(id).bestWeights())) ||
            stateOf(there(id)) != RunState::Running);
    QVERIFY(follow.waitForFinished(60000));
    QVERIFY(follow.readAllStandardOutput() == bytesOf(there(id).eventsFile()));
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Finished);
    const ProgramRun status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")});
    QCOMPARE(status.json()["state"].get<std::string>(), std::string("finished"));
    QCOMPARE(status.json()["target"].get<std::string>(), std::string("box"));
    compareWithFar(id);
    QVERIFY(bytesOf(m_runs.run(id).predictionsFile()).startsWith("Image Index,"));
    for (int64_t number : {1, 2})
        QVERIFY(bytesOf(m_runs.run(id).snapshotFile(number)) == bytesOf(there(id).snapshotFile(number)));
    const QStringList films = QDir(m_there + QStringLiteral("/films/images")).entryList(QDir::Files);
    QVERIFY(!films.isEmpty());
    const ProgramRun predicted =
        runProgram(QStringLiteral("roentgen-predict"),
                   {QStringLiteral("--run"), QString::fromStdString(m_runs.run(id).path), QStringLiteral("--ensemble"),
                    QStringLiteral("--json"), m_there + QStringLiteral("/films/images/") + films.first()});
    QVERIFY2(predicted.exitCode == 0, predicted.diagnostics.constData());
}

void SshTargetTest::aRunThatIsCutOffAgainAndAgainHasEveryEventOnce() {
    const int cuts =
        qEnvironmentVariableIntValue("ROENTGEN_CUTS") > 0 ? qEnvironmentVariableIntValue("ROENTGEN_CUTS") : 3;
    const QString id = QStringLiteral("cut");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 12 * cuts));
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
            QVERIFY(stateOf(m_runs.run(id)) != RunState::Failed && stateOf(m_runs.run(id)) != RunState::Lost);
            QVERIFY2(m_server.start(), qPrintable(m_server.error()));
        }
        ::kill(pid_t(sync.processId()), SIGKILL);
        sync.waitForFinished();
        const QString listeners = leftBehind(QStringLiteral(" feed ") + id);
        QVERIFY2(listeners.isEmpty(), qPrintable(listeners));
        // Whoever asks now is told the truth.
        std::string state;
        const auto goesOn = [&] {
            state = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json()["state"];
            return state == "running" || (cut == 0 && state == "starting");
        };
        QVERIFY2(QTest::qWaitFor(goesOn, 10000), state.c_str());
    }
    // What there is can be had while it goes on; a best one that is replaced just then is asked for again.
    ProgramRun fetch;
    const auto fetched = [&] {
        fetch = m_runs.roentgenRun({QStringLiteral("fetch"), id});
        return fetch.exitCode == 0;
    };
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(QString::fromStdString(there(id).bestWeights())), 60000);
    QVERIFY2(QTest::qWaitFor(fetched, 20000), fetch.diagnostics.constData());
    QVERIFY(bytesOf(m_runs.run(id).bestWeights()).size() > 1000000);
    QVERIFY(stateOf(there(id)) == RunState::Running);
    const ProgramRun stopped = m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Stopped);
    QCOMPARE(stateOf(there(id)), RunState::Stopped);
    const ProgramRun last = m_runs.roentgenRun({QStringLiteral("fetch"), id});
    QVERIFY2(last.exitCode == 0, last.diagnostics.constData());
    compareWithFar(id);
    const QString left = leftBehind(m_folder.path());
    QVERIFY2(left.isEmpty(), qPrintable(left));
}

void SshTargetTest::aKilledTrainerIsLostWithinTenSecondsAndResumes() {
    const int kills = std::max(qEnvironmentVariableIntValue("ROENTGEN_CUTS"), 1);
    const QString id = QStringLiteral("killed"), whole = QStringLiteral("whole");
    const QStringList often = {QStringLiteral("--set"), QStringLiteral("training.checkpoint_steps=3")};
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 6 * kills, often));
    std::mt19937 random(11);
    std::uniform_int_distribution<int> pause(0, 1500);
    for (int kill = 0; kill < kills; ++kill) {
        QProcess sync;
        beginSync(sync, id);
        QTRY_VERIFY_WITH_TIMEOUT(stateOf(m_runs.run(id)) == RunState::Running, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(QString::fromStdString(there(id).checkpointFolder())), 60000);
        QTest::qWait(pause(random));
        const auto record = readProcessRecord(there(id));
        QVERIFY(bool(record));
        if (stateOf(there(id)) == RunState::Finished)
            break;
        ::kill(pid_t(record->launcherPid), SIGKILL);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Lost, 10000);
        QVERIFY(sync.waitForFinished(20000));
        const QString left = leftBehind(m_folder.path());
        QVERIFY2(left.isEmpty(), qPrintable(left));
        const ProgramRun resumed = m_runs.roentgenRun({QStringLiteral("resume"), id});
        QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
    }
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("sync"), id, QStringLiteral("--follow")}).exitCode, 0);
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Finished);
    compareWithFar(id);
    // As if nothing had happened.
    QVERIFY(m_runs.start(QStringLiteral("box"), whole, 6 * kills, often));
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("sync"), whole, QStringLiteral("--follow")}).exitCode, 0);
    for (const char* name : {"/best.safetensors", "/predictions.csv"})
        QVERIFY2(bytesOf(m_runs.run(id).path + name) == bytesOf(m_runs.run(whole).path + name), name);
    QVERIFY(bytesOf(there(id).lastWeights()).size() > 1000000);
    QVERIFY(bytesOf(there(id).lastWeights()) == bytesOf(there(whole).lastWeights()));
}

void SshTargetTest::aMachineThatIsGoneMakesItUnreachableNotFailed() {
    const QString id = QStringLiteral("gone");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 500));
    QProcess sync;
    beginSync(sync, id);
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(m_runs.run(id)) == RunState::Running, 60000);
    m_server.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Unreachable, 10000);
    const ProgramRun status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")});
    QCOMPARE(status.json()["state"].get<std::string>(), std::string("unreachable"));
    QVERIFY(secondsSince1970() - status.json()["unreachable_since"].get<double>() < 60);
    QVERIFY(!status.json()["problem"].get<std::string>().empty());
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Running, 15000);
    const ProgramRun stopped =
        m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now"), QStringLiteral("--wait")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    QVERIFY(sync.waitForFinished(20000));
}

// While it starts it hears nothing; here it is shown as stopping before it has ended there.
void SshTargetTest::aStopAtOnceEndsARunThatStarts() {
    const QString id = QStringLiteral("starting");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 500,
                         {QStringLiteral("--set"), QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                          QStringLiteral("training.local_batch=2")}));
    QTRY_VERIFY_WITH_TIMEOUT(launch::processesOf(there(id)).size() >= 3, 20000); // mpirun and its ranks
    QProcess sync;
    beginSync(sync, id);
    QElapsedTimer clock;
    clock.start();
    QProcess stop;
    stop.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), {QStringLiteral("stop"), id, QStringLiteral("--now"),
                                                                  QStringLiteral("--workspace"), m_runs.workspace()});
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Stopping, 1500);
    QTRY_COMPARE_WITH_TIMEOUT(launch::processesOf(there(id)).size(), size_t(0), 10000);
    qInfo("no process after %lld ms", clock.elapsed());
    QTRY_COMPARE(stop.state(), QProcess::NotRunning);
    QCOMPARE(stop.exitCode(), 0);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Stopped, 10000);
    QVERIFY(sync.waitForFinished(20000));
}

// What could not be asked is not shown as if it had been.
void SshTargetTest::aStopThatDoesNotArriveIsTakenBack() {
    const QString id = QStringLiteral("unheard");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 500));
    m_server.stop();
    QVERIFY(m_runs.roentgenRun({QStringLiteral("stop"), id}).exitCode != 0);
    QVERIFY(!pendingStop(m_runs.run(id)));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QCOMPARE(
        m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now"), QStringLiteral("--wait")}).exitCode,
        0);
}

void SshTargetTest::aStopRightAfterTheStartCounts() {
    const QString id = QStringLiteral("at-once");
    QVERIFY(m_runs.start(QStringLiteral("box"), id, 500));
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Stopped);
}

void SshTargetTest::whatCannotStartLeavesNothing() {
    const auto runs = [this] {
        return QDir(m_runs.workspace() + QStringLiteral("/runs")).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    };
    const QStringList before = runs();
    const QStringList begin = {QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--target")};
    const ProgramRun nowhere = m_runs.roentgenRun(begin + QStringList{QStringLiteral("bix")});
    QCOMPARE(nowhere.exitCode, 2);
    QVERIFY2(nowhere.diagnostics.contains("did you mean \"box\""), nowhere.diagnostics.constData());
    const ProgramRun noFilms = m_runs.roentgenRun(
        begin + QStringList{QStringLiteral("box"), QStringLiteral("--set"), QStringLiteral("data.dataset=absent")});
    QCOMPARE(noFilms.exitCode, 3);
    m_server.forgetHostKey();
    const ProgramRun unknown = m_runs.roentgenRun(begin + QStringList{QStringLiteral("box")});
    QCOMPARE(unknown.exitCode, 4);
    QVERIFY2(unknown.diagnostics.contains("SHA256:"), unknown.diagnostics.constData());
    QVERIFY(m_server.knowHostKey());
    QCOMPARE(runs(), before);
}

QString SshTargetTest::olderEngine() const {
    const QString folder = m_folder.filePath(QStringLiteral("older"));
    QFile script(folder + QStringLiteral("/roentgen-run"));
    const bool made = QDir().mkpath(folder) && script.open(QIODevice::WriteOnly) &&
                      script.write("#!/bin/sh\n"
                                   "case $1 in\n"
                                   "--version) echo 'roentgen-run 0.0.1' ;;\n"
                                   "feed) echo 'roentgen-run: feed: unknown verb' >&2; exit 2 ;;\n"
                                   "*) exec \"" ROENTGEN_BIN_DIR "/roentgen-run\" \"$@\" ;;\n"
                                   "esac\n") > 0;
    script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    for (const char* name : {"roentgen-train", "roentgen-data", "roentgen-predict", "roentgen-evaluate"})
        QFile::link(QStringLiteral(ROENTGEN_BIN_DIR "/") + QLatin1String(name),
                    folder + QLatin1Char('/') + QLatin1String(name));
    return made ? folder : QString();
}

void SshTargetTest::anEngineOfAnotherVersionIsNamed() {
    const QByteArray older = m_server.targetToml(m_there, "engine_folder = \"" + olderEngine().toUtf8() + "\"\n");
    const auto saysBoth = [](const QByteArray& text) {
        return text.contains("roentgen-run 0.0.1") && text.contains(ROENTGEN_VERSION);
    };
    QVERIFY(m_runs.addTarget("older", older));
    const ProgramRun refused =
        m_runs.roentgenRun({QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--target"),
                            QStringLiteral("older"), QStringLiteral("--id"), QStringLiteral("refused")});
    QCOMPARE(refused.exitCode, 4);
    QVERIFY2(saysBoth(refused.diagnostics), refused.diagnostics.constData());
    QVERIFY2(refused.diagnostics.contains("target install older"), refused.diagnostics.constData());
    QVERIFY(!QFileInfo::exists(QString::fromStdString(m_runs.run(QStringLiteral("refused")).path)));
    const ProgramRun tested =
        m_runs.roentgenRun({QStringLiteral("target"), QStringLiteral("test"), QStringLiteral("older")});
    QVERIFY2(saysBoth(tested.output + tested.diagnostics), (tested.output + tested.diagnostics).constData());

    // A run that was started before the far end was put back: it cannot be asked, and that is why.
    const QString id = QStringLiteral("put-back");
    QVERIFY(m_runs.addTarget("moved", m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n")));
    QVERIFY(m_runs.start(QStringLiteral("moved"), id, 1));
    QVERIFY(m_runs.addTarget("moved", older));
    const ProgramRun synced = m_runs.roentgenRun({QStringLiteral("sync"), id});
    QVERIFY(synced.exitCode != 0);
    QVERIFY2(saysBoth(synced.diagnostics), synced.diagnostics.constData());
    const RunState state = stateOf(m_runs.run(id));
    QVERIFY(state != RunState::Failed && state != RunState::Lost);
    QVERIFY(m_runs.addTarget("moved", m_server.targetToml(m_there, "engine_folder = \"" ROENTGEN_BIN_DIR "\"\n")));
    const ProgramRun later = m_runs.roentgenRun(m_runs.syncArguments(id).mid(0, 3));
    QVERIFY2(later.exitCode == 0, later.diagnostics.constData());
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Finished);
}

void SshTargetTest::closingTheInputEndsSync() {
    QProcess sync;
    sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
               {QStringLiteral("sync"), QStringLiteral("--all"), QStringLiteral("--follow"),
                QStringLiteral("--until-input-ends"), QStringLiteral("--workspace"), m_runs.workspace()});
    QVERIFY(sync.waitForStarted());
    QVERIFY(!sync.waitForFinished(500));
    sync.closeWriteChannel();
    QVERIFY(sync.waitForFinished(5000));
    QCOMPARE(sync.exitCode(), 0);
}

QTEST_GUILESS_MAIN(SshTargetTest)
#include "ssh_target_test.moc"
