// A run of two ranks on two hosts, each a network namespace with an sshd: watched from this machine, which loses sight
// of it, and with a rank of the other host killed.
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/two_hosts.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTest>

#include <csignal>
#include <set>

using namespace roentgen;

class TwoHostsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunTrainsOnBothAndComesBack();
    void aRankThatDiesOnTheOtherHostEndsTheRunAndLeavesNothing();
    void aPulledCableMakesItUnreachableAndLosesNoEvent();

private:
    struct Rank {
        int pid;
        QString network; // the namespace that it lives in
    };
    QList<Rank> ranksOf(const QString& id) const;
    ProgramRun start(const QString& id, int epochs) const;

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

QList<TwoHostsTest::Rank> TwoHostsTest::ranksOf(const QString& id) const {
    const QByteArray folder = (m_folder.path() + QStringLiteral("/runs/") + id).toUtf8();
    QList<Rank> ranks;
    for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile line(QStringLiteral("/proc/%1/cmdline").arg(pid));
        if (pid.toInt() <= 0 || !line.open(QIODevice::ReadOnly))
            continue;
        const QList<QByteArray> arguments = line.readAll().split('\0');
        if (arguments.first().endsWith("/roentgen-train") && arguments.contains(folder))
            ranks.append({pid.toInt(), QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/net").arg(pid))});
    }
    return ranks;
}

ProgramRun TwoHostsTest::start(const QString& id, int epochs) const {
    return m_runs.roentgenRun({QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--target"),
                               QStringLiteral("both"), QStringLiteral("--id"), id, QStringLiteral("--set"),
                               QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                               QStringLiteral("training.local_batch=2"), QStringLiteral("--set"),
                               QStringLiteral("training.epochs=%1").arg(epochs), QStringLiteral("--set"),
                               QStringLiteral("training.checkpoint_steps=4")});
}

void TwoHostsTest::aRunTrainsOnBothAndComesBack() {
    const QString id = QStringLiteral("both");
    const ProgramRun started = start(id, 3);
    QVERIFY2(started.exitCode == 0, started.diagnostics.constData());
    std::set<QString> networks;
    QTRY_VERIFY_WITH_TIMEOUT((networks.clear(),
                              [&] {
                                  for (const Rank& rank : ranksOf(id))
                                      networks.insert(rank.network);
                                  return networks.size() == 2;
                              }()),
                             60000);
    const ProgramRun synced = m_runs.roentgenRun({QStringLiteral("sync"), id, QStringLiteral("--follow")});
    QVERIFY2(synced.exitCode == 0, synced.diagnostics.constData());
    QVERIFY2(stateOf(m_runs.run(id)) == RunState::Finished, bytesOf(m_runs.run(id).logFile()).constData());
    const nlohmann::json status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json();
    QCOMPARE(status["ranks"].get<int>(), 2);
    QCOMPARE(status["host"].get<std::string>(), std::string("first"));
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
    QCOMPARE(bytesOf(m_runs.run(id).bestWeights()),
             bytesOf((m_folder.path() + QStringLiteral("/runs/both/best.safetensors")).toStdString()));
}

void TwoHostsTest::aRankThatDiesOnTheOtherHostEndsTheRunAndLeavesNothing() {
    const QString id = QStringLiteral("dies");
    QCOMPARE(start(id, 500).exitCode, 0);
    QProcess sync;
    sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), m_runs.syncArguments(id));
    QTRY_VERIFY_WITH_TIMEOUT(stateOf(m_runs.run(id)) == RunState::Running, 60000);
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(m_folder.path() + QStringLiteral("/runs/dies/checkpoints/last")), 60000);
    const auto record = readProcessRecord({(m_folder.path() + QStringLiteral("/runs/dies")).toStdString()});
    QVERIFY(bool(record));
    int killed = 0;
    for (const Rank& rank : ranksOf(id))
        if (rank.pid != record->rank0Pid)
            killed += ::kill(rank.pid, SIGKILL) == 0;
    QCOMPARE(killed, 1);
    QTRY_VERIFY_WITH_TIMEOUT(!isGoingOn(stateOf(m_runs.run(id))), 10000);
    QTRY_VERIFY_WITH_TIMEOUT(ranksOf(id).isEmpty(), 10000);
    QVERIFY(sync.waitForFinished(20000));
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("resume"), id}).exitCode, 0);
    QTRY_VERIFY_WITH_TIMEOUT(ranksOf(id).size() == 2, 60000);
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QVERIFY(bytesOf(m_runs.run(id).eventsFile()).contains("\"resumed_from\":{\"epoch\""));
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
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
