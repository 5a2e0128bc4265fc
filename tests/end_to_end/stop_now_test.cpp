// A stop at once ends every process of a run that cannot hear it: while it starts, and where its first step never ends.
#include "tests/end_to_end/target_runs.h"

#include "engine/launch/run_processes.h"
#include "engine/protocol/text_file.h"

#include <QElapsedTimer>
#include <QTest>

#include <csignal>

using namespace roentgen;

class StopNowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void endsEveryProcess_data();
    void endsEveryProcess();
    void aRunWhoseRanksWereKilledUnderAHungMpirunIsLost();

private:
    bool start(const QString& id, int ranks) const;
    TargetRuns m_runs;
};

namespace {

// The ranks of a run: roentgen-train.
std::vector<pid_t> ranksOf(const RunFolder& run) {
    std::vector<pid_t> ranks;
    for (pid_t pid : launch::processesOf(run)) {
        const auto command = readTextFile("/proc/" + std::to_string(pid) + "/cmdline");
        if (command && command->find("/roentgen-train") < command->find('\0'))
            ranks.push_back(pid);
    }
    return ranks;
}

pid_t mpirunOf(const RunFolder& run) {
    for (pid_t pid : launch::processesOf(run)) {
        const auto name = readTextFile("/proc/" + std::to_string(pid) + "/comm");
        if (name && *name == "mpirun\n")
            return pid;
    }
    return 0;
}

bool hasHello(const RunFolder& run) {
    return bytesOf(run.eventsFile()).contains("\"hello\"");
}

} // namespace

void StopNowTest::initTestCase() {
    QVERIFY(m_runs.prepare(m_runs.workspace()));
}

bool StopNowTest::start(const QString& id, int ranks) const {
    const ProgramRun started = m_runs.roentgenRun(
        {QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--id"), id, QStringLiteral("--set"),
         QStringLiteral("distributed.ranks=%1").arg(ranks), QStringLiteral("--set"),
         QStringLiteral("training.local_batch=2"), QStringLiteral("--set"), QStringLiteral("training.epochs=300")});
    if (started.exitCode != 0)
        qWarning("%s", started.diagnostics.constData());
    return started.exitCode == 0;
}

void StopNowTest::endsEveryProcess_data() {
    QTest::addColumn<int>("ranks");
    QTest::addColumn<bool>("inStep");
    for (int ranks : {2, 3, 4})
        for (bool inStep : {false, true})
            QTest::addRow("%d ranks, %s", ranks, inStep ? "in a step that never ends" : "starting") << ranks << inStep;
}

void StopNowTest::endsEveryProcess() {
    QFETCH(int, ranks);
    QFETCH(bool, inStep);
    const QString id =
        QStringLiteral("%1-%2").arg(inStep ? QStringLiteral("step") : QStringLiteral("start")).arg(ranks);
    const RunFolder run = m_runs.run(id);
    QVERIFY(start(id, ranks));
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(run).size(), size_t(ranks), 30000);
    if (inStep) {
        QTRY_VERIFY_WITH_TIMEOUT(hasHello(run), 60000);
        QVERIFY(::kill(ranksOf(run).back(), SIGSTOP) == 0); // the others wait for it for ever
        QTest::qWait(1000);
    }
    const size_t before = launch::processesOf(run).size();
    QVERIFY(before >= size_t(ranks) + 1); // and mpirun
    QElapsedTimer clock;
    clock.start();
    const ProgramRun stopped = m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    const RunState told = stateOf(run);
    QVERIFY2(told == RunState::Stopping || told == RunState::Stopped, runStateName(told));
    QTRY_COMPARE_WITH_TIMEOUT(launch::processesOf(run).size(), size_t(0), 10000);
    qInfo("%zu processes before, none after %lld ms", before, clock.elapsed());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), RunState::Stopped, 2000);
    QCOMPARE(faultOfEvents(run), QString());
    // What was ended so goes on from its beginning, or from its last checkpoint.
    const ProgramRun resumed = m_runs.roentgenRun({QStringLiteral("resume"), id});
    QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), RunState::Running, 60000);
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QCOMPARE(stateOf(run), RunState::Stopped);
    QVERIFY(bytesOf(run.eventsFile()).contains("with a checkpoint"));
    QCOMPARE(faultOfEvents(run), QString());
}

// Open MPI 4.1.4's mpirun sometimes deadlocks in its end after its ranks were killed; stopped, it does so for certain.
void StopNowTest::aRunWhoseRanksWereKilledUnderAHungMpirunIsLost() {
    const QString id = QStringLiteral("hung");
    const RunFolder run = m_runs.run(id);
    QVERIFY(start(id, 3));
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), RunState::Running, 60000);
    QVERIFY(::kill(mpirunOf(run), SIGSTOP) == 0);
    const std::vector<pid_t> ranks = ranksOf(run);
    QCOMPARE(ranks.size(), size_t(3));
    for (pid_t pid : ranks)
        QVERIFY(::kill(pid, SIGKILL) == 0);
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), RunState::Lost, 10000);
    qInfo("lost after %lld ms", clock.elapsed());
    QTRY_COMPARE(launch::processesOf(run).size(), size_t(0));
    const nlohmann::json status = m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json();
    QCOMPARE(status["state"].get<std::string>(), std::string("lost"));
    QVERIFY2(status["error"].get<std::string>().find("mpirun did not notice") != std::string::npos,
             status.dump().c_str());
    QVERIFY(bytesOf(run.logFile()).contains("mpirun did not notice"));
    QCOMPARE(faultOfEvents(run), QString());
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("resume"), id}).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(stateOf(run), RunState::Running, 60000);
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
}

QTEST_GUILESS_MAIN(StopNowTest)
#include "stop_now_test.moc"
