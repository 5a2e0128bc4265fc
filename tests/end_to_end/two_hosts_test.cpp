// A run of two ranks on two hosts, each a network namespace with an sshd: watched from this machine, which loses sight
// of it, and with a rank of the other host or mpirun killed.
// ROENTGEN_CUTS: how often each of these is (2; the long test takes 20).
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/two_hosts.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <random>

using namespace roentgen;

class TwoHostsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunTrainsOnBothAndComesBack();
    void killedAgainAndAgainItEndsAsIfNothingHadHappened_data();
    void killedAgainAndAgainItEndsAsIfNothingHadHappened();
    void aStopAtOnceEndsTheProcessesOfBothHosts();
    void aPulledCableMakesItUnreachableAndLosesNoEvent();

private:
    QString farFolder(const QString& id) const { return m_folder.path() + QStringLiteral("/runs/") + id; }
    QList<tests::TwoHosts::Process> ranksOf(const QString& id) const;
    bool kill(const QString& id, bool mpirun) const; // else the rank of the second host; with -9
    int64_t farStep(const QString& id) const;
    QString leftBehind() const; // the processes that do not end soon
    ProgramRun start(const QString& id, int epochs, const QStringList& more = {}) const;

    tests::TwoHosts m_hosts;
    TargetRuns m_runs;
    QTemporaryDir m_folder;
};

void TwoHostsTest::initTestCase() {
    QVERIFY2(m_hosts.start(), qPrintable(m_hosts.error()));
    QVERIFY(m_runs.prepare(m_folder.path()));
    QVERIFY(m_runs.addTarget("both", m_hosts.targetToml(m_folder.path())));
    const ProgramRun tested =
        m_runs.roentgenRun({QStringLiteral("target"), QStringLiteral("test"), QStringLiteral("both")});
    QVERIFY2(tested.exitCode == 0, tested.output.constData());
    QVERIFY(tested.output.contains("first")); // the host's own name
}

QList<tests::TwoHosts::Process> TwoHostsTest::ranksOf(const QString& id) const {
    const QByteArray folder = farFolder(id).toUtf8();
    QList<tests::TwoHosts::Process> ranks;
    for (const auto& process : m_hosts.processes())
        if (process.command.first().endsWith("/roentgen-train") && process.command.contains(folder))
            ranks.append(process);
    return ranks;
}

ProgramRun TwoHostsTest::start(const QString& id, int epochs, const QStringList& more) const {
    return m_runs.roentgenRun(QStringList{QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--target"),
                                          QStringLiteral("both"), QStringLiteral("--id"), id, QStringLiteral("--set"),
                                          QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                                          QStringLiteral("training.local_batch=2"), QStringLiteral("--set"),
                                          QStringLiteral("training.epochs=%1").arg(epochs), QStringLiteral("--set"),
                                          QStringLiteral("training.checkpoint_steps=4")} +
                              more);
}

void TwoHostsTest::aRunTrainsOnBothAndComesBack() {
    const QString id = QStringLiteral("both");
    const ProgramRun started = start(id, 3,
                                     {QStringLiteral("--set"), QStringLiteral("distributed.bind=core"),
                                      QStringLiteral("--set"), QStringLiteral("distributed.thread_binding=close"),
                                      QStringLiteral("--set"), QStringLiteral("distributed.threads_per_rank=1")});
    QVERIFY2(started.exitCode == 0, started.diagnostics.constData());
    const auto onBoth = [&] {
        const auto ranks = ranksOf(id);
        return ranks.size() == 2 && ranks[0].second != ranks[1].second;
    };
    QTRY_VERIFY_WITH_TIMEOUT(onBoth(), 60000);
    const ProgramRun synced = m_runs.roentgenRun({QStringLiteral("sync"), id, QStringLiteral("--follow")});
    QVERIFY2(synced.exitCode == 0, synced.diagnostics.constData());
    QVERIFY2(stateOf(m_runs.run(id)) == RunState::Finished, bytesOf(m_runs.run(id).logFile()).constData());
    const nlohmann::json status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json();
    QCOMPARE(status["ranks"].get<int>(), 2);
    QCOMPARE(status["host"].get<std::string>(), std::string("first"));
    const QByteArray log = bytesOf(m_runs.run(id).logFile());
    for (const char* bound : {"rank 0: core ", "rank 1: core "}) // a single one
        QVERIFY2(log.contains(bound), log.constData());
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
    QCOMPARE(bytesOf(m_runs.run(id).bestWeights()),
             bytesOf((m_folder.path() + QStringLiteral("/runs/both/best.safetensors")).toStdString()));
}

// Every rank and every daemon of mpirun's goes with it, on both hosts.
QString TwoHostsTest::leftBehind() const {
    QStringList commands;
    const auto nothingLeft = [&] {
        commands.clear();
        for (const auto& process : m_hosts.processes())
            commands << (process.second ? QStringLiteral("second: ") : QStringLiteral("first: ")) +
                            QString::fromLocal8Bit(process.command.join(' '));
        return commands.isEmpty();
    };
    return QTest::qWaitFor(nothingLeft, 10000) ? QString() : commands.join(QLatin1Char('\n'));
}

int64_t TwoHostsTest::farStep(const QString& id) const {
    RunHistory history;
    EventReader reader(RunFolder{farFolder(id).toStdString()}.eventsFile());
    for (const RunEvent& event : reader.readNew())
        history.apply(event);
    return history.currentStep();
}

bool TwoHostsTest::kill(const QString& id, bool mpirun) const {
    if (mpirun) {
        const auto record = readProcessRecord({farFolder(id).toStdString()});
        return record && ::kill(pid_t(record->launcherPid), SIGKILL) == 0;
    }
    int killed = 0;
    for (const auto& rank : ranksOf(id))
        killed += rank.second && ::kill(rank.pid, SIGKILL) == 0;
    return killed == 1;
}

void TwoHostsTest::killedAgainAndAgainItEndsAsIfNothingHadHappened_data() {
    QTest::addColumn<bool>("mpirun");
    QTest::newRow("the rank of the second host") << false;
    QTest::newRow("mpirun") << true;
}

void TwoHostsTest::killedAgainAndAgainItEndsAsIfNothingHadHappened() {
    QFETCH(bool, mpirun);
    const int cuts =
        qEnvironmentVariableIntValue("ROENTGEN_CUTS") > 0 ? qEnvironmentVariableIntValue("ROENTGEN_CUTS") : 2;
    constexpr int stepsBetweenCuts = 4;
    const QString id = mpirun ? QStringLiteral("mpirun") : QStringLiteral("rank"), whole = QStringLiteral("whole");
    const int epochs = cuts * 3 / 2 + 3; // of 7 steps
    QCOMPARE(start(id, epochs).exitCode, 0);
    std::mt19937 random(mpirun ? 17 : 13);
    std::uniform_int_distribution<int> pause(0, 1200);
    qint64 longest = 0;
    QStringList states;
    for (int cut = 0; cut < cuts; ++cut) {
        // Some of these moments lie in a start, the first one before there is a checkpoint.
        QTRY_VERIFY_WITH_TIMEOUT(ranksOf(id).size() == 2, 60000);
        QTRY_VERIFY_WITH_TIMEOUT(farStep(id) >= stepsBetweenCuts * cut, 60000);
        QTest::qWait(pause(random));
        QVERIFY(kill(id, mpirun));
        QElapsedTimer clock;
        clock.start();
        nlohmann::json status;
        const auto ended = [&] {
            status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json();
            return !isGoingOn(*runStateFromName(status["state"]));
        };
        QVERIFY2(QTest::qWaitFor(ended, 10000), status.dump().c_str());
        longest = std::max(longest, clock.elapsed());
        states << QString::fromStdString(status["state"]);
        QVERIFY2(states.last() == QStringLiteral("lost") || states.last() == QStringLiteral("failed"),
                 status.dump().c_str());
        const QString left = leftBehind();
        QVERIFY2(left.isEmpty(), qPrintable(left));
        const ProgramRun resumed = m_runs.roentgenRun({QStringLiteral("resume"), id});
        QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
    }
    qInfo("killed %d times, shown within %lld ms as %s", cuts, longest, qPrintable(states.join(QLatin1Char(' '))));
    if (!QFileInfo::exists(farFolder(whole)))
        QCOMPARE(start(whole, epochs).exitCode, 0);
    for (const QString& run : {id, whole}) {
        QCOMPARE(m_runs.roentgenRun({QStringLiteral("sync"), run, QStringLiteral("--follow")}).exitCode, 0);
        QCOMPARE(stateOf(m_runs.run(run)), RunState::Finished);
        QCOMPARE(faultOfEvents(m_runs.run(run)), QString());
        QCOMPARE(bytesOf(m_runs.run(run).eventsFile()), bytesOf(farFolder(run).toStdString() + "/events.jsonl"));
    }
    const std::string killed = farFolder(id).toStdString(), untouched = farFolder(whole).toStdString();
    for (const char* name : {"/last.safetensors", "/best.safetensors", "/predictions.csv"}) {
        QVERIFY2(bytesOf(killed + name).size() > 100, name);
        QVERIFY2(bytesOf(killed + name) == bytesOf(untouched + name), name);
    }
    const QString left = leftBehind();
    QVERIFY2(left.isEmpty(), qPrintable(left));
}

// The second host's rank stands still and hears nothing; the first one's waits for it.
void TwoHostsTest::aStopAtOnceEndsTheProcessesOfBothHosts() {
    const QString id = QStringLiteral("deaf");
    QCOMPARE(start(id, 500).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(ranksOf(id).size() == 2, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(farStep(id) >= 1, 60000);
    int halted = 0;
    for (const auto& rank : ranksOf(id))
        halted += rank.second && ::kill(rank.pid, SIGSTOP) == 0;
    QCOMPARE(halted, 1);
    const auto before = m_hosts.processes().size();
    QVERIFY(before >= 4);
    QElapsedTimer clock;
    clock.start();
    const ProgramRun stopped = m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    const QString left = leftBehind(); // within ten seconds
    QVERIFY2(left.isEmpty(), qPrintable(left));
    qInfo("%lld processes on two hosts before, none after %lld ms", qint64(before), clock.elapsed());
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("sync"), id}).exitCode, 0);
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Stopped);
}

void TwoHostsTest::aPulledCableMakesItUnreachableAndLosesNoEvent() {
    const QString id = QStringLiteral("cable");
    QCOMPARE(start(id, 500).exitCode, 0);
    QProcess sync;
    sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), m_runs.syncArguments(id));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(m_runs.run(id)) == RunState::Running, 60000);
    QVERIFY(m_hosts.pullTheCable(true));
    // Nothing says that the connection is gone: no packet comes any more.
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Unreachable, 10000);
    const qint64 before = bytesOf(m_runs.run(id).eventsFile()).size();
    QTest::qWait(2000);
    QCOMPARE(ranksOf(id).size(), 2); // the run has not noticed
    QVERIFY(m_hosts.pullTheCable(false));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(m_runs.run(id)), RunState::Running, 20000);
    QVERIFY(bytesOf(m_runs.run(id).eventsFile()).size() > before);
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QVERIFY(sync.waitForFinished(20000));
    QCOMPARE(bytesOf(m_runs.run(id).eventsFile()),
             bytesOf((m_folder.path() + QStringLiteral("/runs/cable/events.jsonl")).toStdString()));
}

QTEST_GUILESS_MAIN(TwoHostsTest)
#include "two_hosts_test.moc"
