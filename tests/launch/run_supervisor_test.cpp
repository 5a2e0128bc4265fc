#include "engine/launch/run_supervisor.h"

#include "engine/launch/run_life.h"
#include "engine/launch/run_processes.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen;
using namespace roentgen::launch;

// Shell scripts stand where the ranks would, under the real mpirun and under one that never ends.
class RunSupervisorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aHungMpirunIsEndedAndItsRunIsLost();
    void anMpirunThatOutlivesItsRanksIsEnded();
    void aScriptNamedMpirunIsLeftAlone();
    void ranksThatHearNothingAreEndedByAStopAtOnce_data();
    void ranksThatHearNothingAreEndedByAStopAtOnce();
    void aRunInATerminalIsEndedToo();
    void aStopAtOnceThatIsHeardIsNotForced();
    void aRunOfAnOlderEngineIsEndedToo();
    void theCommandsExitCodeIsKept_data();
    void theCommandsExitCodeIsKept();
    void signalsAskForAStop();
    void aJobNamesItselfAndHearsNoOldCommand();
    void whatTheCommandLeavesBehindIsEnded();
    void aKilledSupervisorTakesTheRunWithIt();

private:
    std::string script(const char* name, const std::string& text) const;
    // The command under mpirun, as a run of this folder that startRun() starts.
    Result<ProcessRecord> start(const RunFolder& run, const std::vector<std::string>& command) const;
    std::vector<std::string> mpirun(int ranks, const std::string& program) const;
    RunFolder newRun(const char* id) const;

    QTemporaryDir m_folder;
};

namespace {

const std::string Supervisor = ROENTGEN_BIN_DIR "/roentgen-run";

// Rank 0 says hello and makes a step; then they go on for ever, and no signal but SIGKILL ends them.
const char* const DeafRank = R"sh(#!/bin/sh
trap '' TERM USR1 INT
if [ "$OMPI_COMM_WORLD_RANK" = 0 ]; then
    now=$(date +%s.%N)
    echo '{"seq":1,"time":'$now',"kind":"hello","protocol":1,"epochs":1,"steps_per_epoch":9}' >>"$1/events.jsonl"
    echo '{"seq":2,"time":'$now',"kind":"step","epoch":1,"step":1,"loss":1.0}' >>"$1/events.jsonl"
fi
while :; do sleep 0.2; done
)sh";

size_t processes(const RunFolder& run) {
    return processesOf(run).size();
}

std::string textOf(const std::string& path) {
    const Result<std::string> text = readTextFile(path);
    return text ? *text : "";
}

// Those whose command line names the program, as ranks or as what stands for them.
std::vector<pid_t> ranksOf(const RunFolder& run, const std::string& program) {
    std::vector<pid_t> ranks;
    for (pid_t pid : processesOf(run)) {
        const std::string line = textOf("/proc/" + std::to_string(pid) + "/cmdline");
        if (line.find("mpirun") == std::string::npos && line.find("supervise") == std::string::npos &&
            line.find(program) != std::string::npos)
            ranks.push_back(pid);
    }
    return ranks;
}

} // namespace

void RunSupervisorTest::initTestCase() {
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("runs"))));
}

std::string RunSupervisorTest::script(const char* name, const std::string& text) const {
    const QString path = m_folder.filePath(QString::fromLatin1(name));
    if (!writeFileAtomically(path.toStdString(), text))
        qFatal("script");
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return path.toStdString();
}

RunFolder RunSupervisorTest::newRun(const char* id) const {
    return {m_folder.filePath(QStringLiteral("runs/") + QString::fromLatin1(id)).toStdString()};
}

Result<ProcessRecord> RunSupervisorTest::start(const RunFolder& run, const std::vector<std::string>& command) const {
    RunPlan plan;
    plan.run = run;
    plan.command = command;
    plan.supervisor = Supervisor;
    return startRun(plan);
}

std::vector<std::string> RunSupervisorTest::mpirun(int ranks, const std::string& program) const {
    std::vector<std::string> command = {"env", "mpirun", "-n", std::to_string(ranks), "--oversubscribe"};
    if (::geteuid() == 0)
        command.emplace_back("--allow-run-as-root");
    command.push_back(program);
    return command;
}

// As Open MPI 4.1's mpirun now and then hangs in its end after its ranks were killed.
void RunSupervisorTest::aHungMpirunIsEndedAndItsRunIsLost() {
    const RunFolder run = newRun("hung");
    const std::string rank = script("rank", DeafRank);
    std::vector<std::string> command = mpirun(3, rank);
    command.push_back(run.path);
    QVERIFY(bool(start(run, command)));
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(run, rank).size(), size_t(3), 10000);
    RunWatch watch(run);
    QTRY_COMPARE(watch.look(), RunState::Running);
    pid_t launcher = 0;
    for (pid_t pid : processesOf(run))
        if (textOf("/proc/" + std::to_string(pid) + "/comm") == "mpirun\n")
            launcher = pid;
    QVERIFY(launcher > 0 && ::kill(launcher, SIGSTOP) == 0);
    const std::vector<pid_t> ranks = ranksOf(run, rank);
    for (pid_t pid : ranks)
        QVERIFY(::kill(pid, SIGKILL) == 0);
    QElapsedTimer clock;
    clock.start();
    QTRY_COMPARE(childrenOf(launcher).zombies, 3);
    QTRY_COMPARE_WITH_TIMEOUT(watch.look(), RunState::Lost, 10000);
    qInfo("lost after %lld ms", clock.elapsed());
    QCOMPARE(processes(run), size_t(0));
    QVERIFY2(watch.summary().errorLine.find("mpirun") != std::string::npos, watch.summary().errorLine.c_str());
    QVERIFY(watch.summary().canResume);
    QVERIFY(textOf(run.logFile()).find("mpirun did not notice") != std::string::npos);
}

void RunSupervisorTest::anMpirunThatOutlivesItsRanksIsEnded() {
    const RunFolder run = newRun("outlived");
    // It has seen that its ranks have ended, and hangs all the same.
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("bin"))));
    script("bin/mpirun", "#!/bin/sh\ntrap '' TERM\nsleep 1 & sleep 1 & wait\nexec tail -f /dev/null\n");
    const std::string path =
        m_folder.filePath(QStringLiteral("bin")).toStdString() + ":" + qgetenv("PATH").toStdString();
    QVERIFY(bool(start(run, {"env", "PATH=" + path, "mpirun"})));
    QTRY_COMPARE(processes(run), size_t(3));
    RunWatch watch(run);
    QTRY_COMPARE_WITH_TIMEOUT(watch.look(), RunState::Lost, 11000);
    QCOMPARE(processes(run), size_t(0));
    QVERIFY(textOf(run.logFile()).find("All ranks have ended") != std::string::npos);
}

// It is no mpirun, whatever its name: that nobody asks after its first child says nothing.
void RunSupervisorTest::aScriptNamedMpirunIsLeftAlone() {
    const RunFolder run = newRun("script");
    QVERIFY(QDir().mkpath(QString::fromStdString(run.path)));
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("wrapper"))));
    script("wrapper/mpirun", "#!/bin/sh\nsleep 0.1 &\nexec sleep 6\n");
    const QString path = m_folder.filePath(QStringLiteral("wrapper:")) + qEnvironmentVariable("PATH");
    QProcess supervisor;
    supervisor.start(QString::fromStdString(Supervisor),
                     {QStringLiteral("supervise"), QString::fromStdString(run.path), QStringLiteral("--"),
                      QStringLiteral("env"), QStringLiteral("PATH=") + path, QStringLiteral("mpirun")});
    QTRY_COMPARE(processes(run), size_t(1));
    const pid_t child = processesOf(run).front();
    QTRY_COMPARE(childrenOf(child).zombies, 1);
    QVERIFY(supervisor.waitForFinished(15000));
    QCOMPARE(supervisor.exitCode(), 0);
    QCOMPARE(supervisor.readAllStandardError(), QByteArray());
}

void RunSupervisorTest::ranksThatHearNothingAreEndedByAStopAtOnce_data() {
    QTest::addColumn<int>("ranks");
    QTest::newRow("one process") << 1;
    QTest::newRow("two ranks") << 2;
    QTest::newRow("four ranks") << 4;
}

void RunSupervisorTest::ranksThatHearNothingAreEndedByAStopAtOnce() {
    QFETCH(int, ranks);
    const RunFolder run = newRun(("deaf-" + std::to_string(ranks)).c_str());
    const std::string rank = script("rank", DeafRank);
    std::vector<std::string> command = ranks > 1 ? mpirun(ranks, rank) : std::vector<std::string>{"env", rank};
    command.push_back(run.path);
    QVERIFY(bool(start(run, command)));
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(run, rank).size(), size_t(ranks), 10000);
    QElapsedTimer clock;
    clock.start();
    QVERIFY(bool(stopRun(run, ControlCommand::StopNow)));
    QVERIFY(clock.elapsed() < 1000);
    RunWatch watch(run);
    QCOMPARE(watch.look(), RunState::Stopping);
    QVERIFY(ranksOf(run, rank).size() == size_t(ranks)); // they do not hear it
    QTRY_COMPARE_WITH_TIMEOUT(processes(run), size_t(0), 10000);
    qInfo("%d ranks ended after %lld ms", ranks, clock.elapsed());
    QTRY_COMPARE(watch.look(), RunState::Stopped);
    QVERIFY(watch.summary().canResume);
    QCOMPARE(watch.summary().endReason, std::string("now"));
}

void RunSupervisorTest::aStopAtOnceThatIsHeardIsNotForced() {
    const RunFolder run = newRun("heard");
    const std::string rank = script("hears", R"sh(#!/bin/sh
until grep -q stop_now "$1/control"; do sleep 0.1; done
echo '{"seq":1,"time":'$(date +%s.%N)',"kind":"stopped","reason":"heard"}' >>"$1/events.jsonl"
exit 130
)sh");
    QVERIFY(bool(start(run, {"env", rank, run.path})));
    QTRY_VERIFY(!ranksOf(run, rank).empty());
    QVERIFY(bool(stopRun(run, ControlCommand::StopNow)));
    RunWatch watch(run);
    QTRY_COMPARE_WITH_TIMEOUT(watch.look(), RunState::Stopped, 3000);
    QCOMPARE(watch.history().stopped->reason, std::string("heard"));
    QVERIFY(textOf(run.logFile()).empty());
}

void RunSupervisorTest::aRunOfAnOlderEngineIsEndedToo() {
    const RunFolder run = newRun("older");
    QVERIFY(QDir().mkpath(QString::fromStdString(run.path)));
    const std::string rank = script("rank", DeafRank);
    QVERIFY(bool(openControl(run)));
    // Its launcher led a session, and had no supervisor.
    QProcess launcher;
    launcher.start(QStringLiteral("setsid"),
                   {QStringLiteral("sh"), QStringLiteral("-c"),
                    QStringLiteral("'%1' '%2' & exec '%1' '%2'")
                        .arg(QString::fromStdString(rank), QString::fromStdString(run.path))});
    QVERIFY(launcher.waitForStarted());
    const auto pid = pid_t(launcher.processId());
    QTRY_COMPARE(::getsid(pid), pid);
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = pid;
    record.launcherStartTicks = processStartTicks(pid);
    QVERIFY(bool(writeProcessRecord(run, record)));
    QTRY_VERIFY(processesOf(run, pid).size() >= 2);
    QVERIFY(bool(stopRun(run, ControlCommand::StopNow)));
    QCOMPARE(processesOf(run, pid).size(), size_t(0));
    QVERIFY(launcher.waitForFinished());
    QCOMPARE(RunWatch(run).look(), RunState::Stopped);
}

// By hand: no mark, no session of its own.
void RunSupervisorTest::aRunInATerminalIsEndedToo() {
    const RunFolder run = newRun("terminal");
    QVERIFY(QDir().mkpath(QString::fromStdString(run.path)));
    QProcess launcher;
    launcher.start(QString::fromStdString(script("rank", DeafRank)), {QString::fromStdString(run.path)});
    QVERIFY(launcher.waitForStarted());
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = record.rank0Pid = launcher.processId();
    record.launcherStartTicks = record.rank0StartTicks = processStartTicks(record.rank0Pid);
    QVERIFY(bool(writeProcessRecord(run, record)));
    QVERIFY(::getsid(pid_t(record.rank0Pid)) != record.rank0Pid);
    QVERIFY(bool(stopRun(run, ControlCommand::StopNow)));
    QVERIFY(!isAlive(record));
    QVERIFY(launcher.waitForFinished());
}

void RunSupervisorTest::theCommandsExitCodeIsKept_data() {
    QTest::addColumn<QString>("command");
    QTest::addColumn<int>("code");
    QTest::newRow("done") << "exit 0" << 0;
    QTest::newRow("data") << "exit 3" << 3;
    QTest::newRow("stopped") << "exit 130" << 130;
    QTest::newRow("killed") << "kill -9 $$" << 137;
}

void RunSupervisorTest::theCommandsExitCodeIsKept() {
    QFETCH(QString, command);
    QFETCH(int, code);
    const RunFolder run = newRun(("code-" + std::to_string(code)).c_str());
    QVERIFY(QDir().mkpath(QString::fromStdString(run.path)));
    QCOMPARE(QProcess::execute(QString::fromStdString(Supervisor),
                               {QStringLiteral("supervise"), QString::fromStdString(run.path), QStringLiteral("--"),
                                QStringLiteral("sh"), QStringLiteral("-c"), command}),
             code);
}

void RunSupervisorTest::signalsAskForAStop() {
    const RunFolder run = newRun("signals");
    const std::string rank = script("rank", DeafRank);
    QVERIFY(bool(start(run, {"env", rank, run.path})));
    QTRY_VERIFY(!ranksOf(run, rank).empty());
    const auto record = readProcessRecord(run);
    QVERIFY(bool(record));
    QVERIFY(!pendingStop(run));
    for (int number : {SIGUSR1, SIGTERM, SIGUSR1}) { // as Slurm does it
        QVERIFY(::kill(pid_t(record->launcherPid), number) == 0);
        QTRY_VERIFY(pendingStop(run) == ControlCommand::Stop);
        QTest::qWait(300);
    }
    QVERIFY(pendingStop(run) == ControlCommand::Stop);
    QVERIFY(::kill(pid_t(record->launcherPid), SIGTERM) == 0); // somebody means it
    QTRY_VERIFY(pendingStop(run) == ControlCommand::StopNow);
    QTRY_COMPARE_WITH_TIMEOUT(processes(run), size_t(0), 10000);
    QTRY_COMPARE(RunWatch(run).look(), RunState::Stopped);
}

void RunSupervisorTest::aJobNamesItselfAndHearsNoOldCommand() {
    const RunFolder run = newRun("job");
    QVERIFY(QDir().mkpath(QString::fromStdString(run.path)));
    QVERIFY(bool(openControl(run))); // submitted
    QVERIFY(bool(appendControl(run, ControlCommand::StopNow)));
    ControlReader(run).skipExisting(); // a trainer took it; then the job queued again
    QVERIFY(pendingStop(run).has_value());
    QProcess job;
    job.start(QString::fromStdString(Supervisor),
              {QStringLiteral("supervise"), QString::fromStdString(run.path), QStringLiteral("--"),
               QStringLiteral("sleep"), QStringLiteral("60")});
    RunWatch watch(run);
    QTRY_COMPARE(watch.look(), RunState::Starting);
    const auto record = readProcessRecord(run);
    QCOMPARE(record->launcherPid, int64_t(job.processId()));
    QCOMPARE(record->command, (std::vector<std::string>{"sleep", "60"}));
    QVERIFY(isAlive(*record) && record->started > 0);
    QVERIFY(!pendingStop(run));
    QVERIFY(bool(stopRun(run, ControlCommand::StopNow)));
    QVERIFY(job.waitForFinished(10000));
    QCOMPARE(job.exitCode(), int(ExitStopped));
}

void RunSupervisorTest::whatTheCommandLeavesBehindIsEnded() {
    const RunFolder run = newRun("behind");
    QVERIFY(bool(start(run, {"sh", "-c", "setsid sleep 77 & sleep 0.5; exit 0"})));
    QTRY_VERIFY(!ranksOf(run, "77").empty());
    QTRY_COMPARE(processes(run), size_t(0));
}

void RunSupervisorTest::aKilledSupervisorTakesTheRunWithIt() {
    const RunFolder run = newRun("killed");
    const std::string rank = script("rank", DeafRank);
    std::vector<std::string> command = mpirun(2, rank);
    command.push_back(run.path);
    const auto record = start(run, command);
    QVERIFY(bool(record));
    QTRY_COMPARE_WITH_TIMEOUT(ranksOf(run, rank).size(), size_t(2), 10000);
    QVERIFY(::kill(pid_t(record->launcherPid), SIGKILL) == 0);
    QTRY_COMPARE(RunWatch(run).look(), RunState::Lost);
    // These know no MPI and outlive their mpirun; a resume ends them before it begins.
    QTRY_COMPARE(ranksOf(run, rank).size(), size_t(2));
    QVERIFY(bool(writeFileAtomically(run.experimentFile(), "[data]\ndataset = \"films\"\n")));
    const std::vector<pid_t> before = ranksOf(run, rank);
    script("roentgen-run", "#!/bin/sh\nexit 0\n");
    QVERIFY(bool(resumeRun(run, script("roentgen-train", "#!/bin/sh\nexit 0\n"))));
    for (pid_t pid : before)
        QCOMPARE(processStartTicks(pid), int64_t(0));
    QTRY_COMPARE(processes(run), size_t(0));
}

QTEST_GUILESS_MAIN(RunSupervisorTest)
#include "run_supervisor_test.moc"
