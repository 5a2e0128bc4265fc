// Runs in a real Slurm's queue: here and behind ssh, over two nodes, ended by the time limit, cancelled, and with
// daemons killed. ROENTGEN_CUTS: how often slurmd is (1; the long test takes 20).
#include "tests/end_to_end/target_runs.h"
#include "tests/launch/slurm_cluster.h"
#include "tests/launch/ssh_server.h"

#include "engine/launch/run_processes.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTest>

#include <csignal>
#include <set>

using namespace roentgen;

class SlurmTargetTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theScriptIsShownAndAnEditedOneIsTaken();
    void aRunWaitsInTheQueueTrainsAndIsCancelled();
    void theTimeLimitLeadsToACheckpointAndBackIntoTheQueue();
    void aPreemptedRunLeavesACheckpointAndQueuesAgain();
    void aRunBehindSshTrainsWithTwoRanksAndComesBack();
    void aRunOverTwoNodesTrainsOnBothAndComesBack();
    void aJobThatHearsNothingEndsSoon_data();
    void aJobThatHearsNothingEndsSoon();
    void aJobWithoutASupervisorIsEndedBySlurm();
    void aKilledDaemonIsNotAKilledRun();

private:
    nlohmann::json status(const QString& id) const {
        return m_runs.roentgenRun({QStringLiteral("status"), id, QStringLiteral("--json")}).json();
    }
    // Waits until the folder says so, kept in step by a sync that goes on beside.
    bool becomes(const QString& id, RunState state, int milliseconds = 60000) const {
        QProcess sync;
        sync.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), m_runs.syncArguments(id));
        const bool became = QTest::qWaitFor([&] { return stateOf(m_runs.run(id)) == state; }, milliseconds);
        if (!became)
            qWarning("%s is %s", qPrintable(id), runStateName(stateOf(m_runs.run(id))));
        sync.kill();
        sync.waitForFinished();
        return became;
    }

    tests::SshServer m_server;
    tests::SlurmCluster m_cluster;
    TargetRuns m_runs;
};

void SlurmTargetTest::initTestCase() {
    QVERIFY2(m_cluster.start(), qPrintable(m_cluster.error()));
    QVERIFY2(m_server.start(), qPrintable(m_server.error()));
    QVERIFY(m_server.knowHostKey());
    QVERIFY(m_runs.prepare(m_runs.workspace()));
    QVERIFY(m_runs.addTarget("queue", "kind = \"slurm\"\n[slurm]\npartition = \"test\"\ntime_limit = \"10\"\n"));
    QVERIFY(m_runs.addTarget("short", "kind = \"slurm\"\n[slurm]\ntime_limit = \"1\"\nsignal_seconds = 50\n"));
}

void SlurmTargetTest::theScriptIsShownAndAnEditedOneIsTaken() {
    const QStringList begin = {QStringLiteral("start"), m_runs.experiment(),    QStringLiteral("--target"),
                               QStringLiteral("queue"), QStringLiteral("--id"), QStringLiteral("edited")};
    const ProgramRun shown = m_runs.roentgenRun(begin + QStringList{QStringLiteral("--dry-run")});
    QCOMPARE(shown.exitCode, 0);
    QVERIFY(shown.output.contains("#SBATCH --partition=test\n") && shown.output.contains("#SBATCH --time=10\n"));
    QVERIFY(!QFileInfo::exists(QString::fromStdString(m_runs.run(QStringLiteral("edited")).path)));
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("mine.sbatch"));
    QByteArray mine = shown.output;
    mine.replace("#SBATCH --time=10\n", "#SBATCH --time=10\n#SBATCH --comment=mine\n#SBATCH --hold\n");
    QVERIFY(bool(writeFileAtomically(file.toStdString(), mine.toStdString())));
    const QStringList script = {QStringLiteral("--script"), file};
    QCOMPARE(m_runs.roentgenRun(begin.mid(0, 4) + script).exitCode, 2); // another run's script
    QCOMPARE(m_runs.roentgenRun(begin + script).exitCode, 0);
    const nlohmann::json held = status(QStringLiteral("edited"));
    QCOMPARE(held["state"].get<std::string>(), std::string("queued"));
    QCOMPARE(held["queue_reason"].get<std::string>(), std::string("JobHeldUser"));
    const QByteArray job = QByteArray::fromStdString(held["job"].get<std::string>());
    QVERIFY(
        m_cluster
            .ask(QStringLiteral("scontrol"), {QStringLiteral("show"), QStringLiteral("job"), QString::fromUtf8(job)})
            .contains("Comment=mine"));
    // One that waits has nothing to write.
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), QStringLiteral("edited"), QStringLiteral("--wait")}).exitCode,
             0);
    QCOMPARE(stateOf(m_runs.run(QStringLiteral("edited"))), RunState::Stopped);
    QVERIFY(m_runs.addTarget("nowhere", "kind = \"slurm\"\n[slurm]\npartition = \"absent\"\n"));
    const ProgramRun refused =
        m_runs.roentgenRun({QStringLiteral("start"), m_runs.experiment(), QStringLiteral("--target"),
                            QStringLiteral("nowhere"), QStringLiteral("--id"), QStringLiteral("no")});
    QCOMPARE(refused.exitCode, 4);
    QVERIFY2(refused.diagnostics.contains("partition"), refused.diagnostics.constData());
    QVERIFY(!QFileInfo::exists(QString::fromStdString(m_runs.run(QStringLiteral("no")).path)));
}

void SlurmTargetTest::aRunWaitsInTheQueueTrainsAndIsCancelled() {
    const QString id = QStringLiteral("waits");
    QVERIFY(m_cluster.setNode("drain"));
    QVERIFY(m_runs.start(QStringLiteral("queue"), id, 500));
    QTRY_VERIFY_WITH_TIMEOUT(!status(id)["queue_reason"].get<std::string>().empty(), 20000);
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Queued);
    QVERIFY(m_cluster.setNode("resume"));
    QVERIFY(becomes(id, RunState::Running));
    QCOMPARE(
        m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now"), QStringLiteral("--wait")}).exitCode,
        0);
    QCOMPARE(status(id)["state"].get<std::string>(), std::string("stopped"));
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
}

void SlurmTargetTest::theTimeLimitLeadsToACheckpointAndBackIntoTheQueue() {
    const QString id = QStringLiteral("limit");
    QVERIFY(m_runs.start(QStringLiteral("short"), id, 2000));
    QVERIFY(becomes(id, RunState::Running));
    QVERIFY(becomes(id, RunState::Queued, 90000));
    QVERIFY(QFileInfo::exists(QString::fromStdString(m_runs.run(id).checkpointFolder())));
    const nlohmann::json waiting = status(id);
    QCOMPARE(waiting["queue_state"].get<std::string>(), std::string("PENDING"));
    QVERIFY(waiting["queue_start"].get<double>() > secondsSince1970());
    // Slurm lets a job that queues again wait for two minutes; nobody needs to here.
    const QString job = QString::fromStdString(waiting["job"].get<std::string>());
    m_cluster.ask(QStringLiteral("scontrol"),
                  {QStringLiteral("update"), QStringLiteral("JobId=") + job, QStringLiteral("StartTime=now")});
    QVERIFY(becomes(id, RunState::Running));
    QTRY_VERIFY_WITH_TIMEOUT(bytesOf(m_runs.run(id).eventsFile()).contains("\"resumed_from\":{\"epoch\""), 20000);
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QCOMPARE(stateOf(m_runs.run(id)), RunState::Stopped);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
}

void SlurmTargetTest::aPreemptedRunLeavesACheckpointAndQueuesAgain() {
    const QString id = QStringLiteral("low");
    QVERIFY(m_runs.addTarget("low", "kind = \"slurm\"\n[slurm]\npartition = \"low\"\n"));
    QVERIFY(m_runs.start(QStringLiteral("low"), id, 2000));
    QVERIFY(becomes(id, RunState::Running));
    // Another one wants the whole node.
    const QString other = QString::fromUtf8(
        m_cluster.ask(QStringLiteral("sbatch"),
                      {QStringLiteral("--parsable"), QStringLiteral("--partition=test"), QStringLiteral("--exclusive"),
                       QStringLiteral("--output=/dev/null"), QStringLiteral("--wrap=sleep 300")}));
    QVERIFY(!other.isEmpty());
    QVERIFY(becomes(id, RunState::Queued));
    QVERIFY(QFileInfo::exists(QString::fromStdString(m_runs.run(id).checkpointFolder())));
    QVERIFY(bytesOf(m_runs.run(id).eventsFile()).contains("\"kind\":\"stopped\""));
    m_cluster.ask(QStringLiteral("scancel"), {other.trimmed()});
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
}

void SlurmTargetTest::aRunBehindSshTrainsWithTwoRanksAndComesBack() {
    QTemporaryDir far;
    const QString id = QStringLiteral("behind");
    const QByteArray more = "engine_folder = \"" ROENTGEN_BIN_DIR "\"\nprelude = [\"export SLURM_CONF=" +
                            m_cluster.configuration().toUtf8() + "\"]\n[slurm]\npartition = \"test\"\n";
    QByteArray toml = m_server.targetToml(far.path(), more);
    QVERIFY(m_runs.addTarget("behind", toml.replace("kind = \"ssh\"", "kind = \"slurm\"")));
    const ProgramRun tested =
        m_runs.roentgenRun({QStringLiteral("target"), QStringLiteral("test"), QStringLiteral("behind")});
    QVERIFY2(tested.exitCode == 0, tested.output.constData());
    QVERIFY(tested.output.contains("test*|up"));
    QVERIFY(m_runs.start(QStringLiteral("behind"), id, 2,
                         {QStringLiteral("--set"), QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                          QStringLiteral("training.local_batch=2"), QStringLiteral("--set"),
                          QStringLiteral("data.dataset=") + m_runs.workspace() + QStringLiteral("/films")}));
    const ProgramRun synced = m_runs.roentgenRun({QStringLiteral("sync"), id, QStringLiteral("--follow")});
    QVERIFY2(synced.exitCode == 0, synced.diagnostics.constData());
    QCOMPARE(status(id)["state"].get<std::string>(), std::string("finished"));
    QCOMPARE(status(id)["ranks"].get<int>(), 2);
    const std::string there = far.path().toStdString() + "/runs/behind";
    for (const char* name : {"/events.jsonl", "/log.txt", "/best.safetensors", "/predictions.csv"})
        QVERIFY2(bytesOf(m_runs.run(id).path + name) == bytesOf(there + name), name);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
}

void SlurmTargetTest::aRunOverTwoNodesTrainsOnBothAndComesBack() {
    QTemporaryDir far;
    const QString id = QStringLiteral("nodes");
    const QByteArray more = "engine_folder = \"" ROENTGEN_BIN_DIR "\"\nprelude = [\"export SLURM_CONF=" +
                            m_cluster.configuration().toUtf8() +
                            "\"]\nmpirun_options = [\"--mca\", \"btl_tcp_if_include\", \"lo\", \"--mca\", "
                            "\"oob_tcp_if_include\", \"lo\"]\n[slurm]\npartition = \"both\"\nnodes = 2\n"
                            "tasks_per_node = 1\n";
    QByteArray toml = m_server.targetToml(far.path(), more);
    QVERIFY(m_runs.addTarget("nodes", toml.replace("kind = \"ssh\"", "kind = \"slurm\"")));
    const ProgramRun tested =
        m_runs.roentgenRun({QStringLiteral("target"), QStringLiteral("test"), QStringLiteral("nodes")});
    QVERIFY2(tested.exitCode == 0, tested.output.constData());
    QVERIFY(m_runs.start(QStringLiteral("nodes"), id, 4,
                         {QStringLiteral("--set"), QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                          QStringLiteral("distributed.bind=core"), QStringLiteral("--set"),
                          QStringLiteral("distributed.thread_binding=close"), QStringLiteral("--set"),
                          QStringLiteral("distributed.threads_per_rank=1"), QStringLiteral("--set"),
                          QStringLiteral("training.local_batch=2"), QStringLiteral("--set"),
                          QStringLiteral("data.dataset=") + m_runs.workspace() + QStringLiteral("/films")}));
    const std::string there = far.path().toStdString() + "/runs/nodes";
    // Each node's ranks live under the node's own host name.
    std::set<QString> names;
    const auto onBoth = [&] {
        for (const QString& pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile line(QStringLiteral("/proc/%1/cmdline").arg(pid));
            if (pid.toInt() <= 0 || !line.open(QIODevice::ReadOnly))
                continue;
            const QList<QByteArray> arguments = line.readAll().split('\0');
            if (arguments.first().endsWith("/roentgen-train") && arguments.contains(QByteArray::fromStdString(there)))
                names.insert(QFile::symLinkTarget(QStringLiteral("/proc/%1/ns/uts").arg(pid)));
        }
        return names.size() == 2;
    };
    QTRY_VERIFY_WITH_TIMEOUT(onBoth(), 60000);
    const ProgramRun synced = m_runs.roentgenRun({QStringLiteral("sync"), id, QStringLiteral("--follow")});
    QVERIFY2(synced.exitCode == 0, synced.diagnostics.constData());
    QVERIFY2(stateOf(m_runs.run(id)) == RunState::Finished, bytesOf(m_runs.run(id).logFile()).constData());
    QCOMPARE(status(id)["ranks"].get<int>(), 2);
    const QByteArray script = bytesOf(there + "/submit.sbatch");
    QVERIFY(script.contains("#SBATCH --nodes=2\n") && script.contains("#SBATCH --ntasks-per-node=1\n"));
    QVERIFY(script.contains("#SBATCH --hint=nomultithread\n"));
    for (const char* bound : {"rank 0: core ", "rank 1: core "}) // a single one
        QVERIFY2(bytesOf(there + "/log.txt").contains(bound), bytesOf(there + "/log.txt").constData());
    for (const char* name : {"/events.jsonl", "/log.txt", "/best.safetensors", "/predictions.csv"})
        QVERIFY2(bytesOf(m_runs.run(id).path + name) == bytesOf(there + name), name);
    QVERIFY(bytesOf(m_runs.run(id).bestWeights()).size() > 1000000);
    QCOMPARE(faultOfEvents(m_runs.run(id)), QString());
    const QString left = leftBehind(QString::fromStdString(there));
    QVERIFY2(left.isEmpty(), qPrintable(left));
}

// A rank that stands still hears no stop, and an mpirun that does sees no dead rank: the job ends all the same.
void SlurmTargetTest::aJobThatHearsNothingEndsSoon_data() {
    QTest::addColumn<bool>("ranksKilled");
    QTest::newRow("stopped at once") << false;
    QTest::newRow("its ranks killed under a hung mpirun") << true;
}

void SlurmTargetTest::aJobThatHearsNothingEndsSoon() {
    QFETCH(bool, ranksKilled);
    const QString id = ranksKilled ? QStringLiteral("hung") : QStringLiteral("deaf");
    const RunFolder run = m_runs.run(id);
    QVERIFY(m_runs.addTarget("two", "kind = \"slurm\"\n[slurm]\npartition = \"test\"\ntasks_per_node = 2\n"));
    QVERIFY(m_runs.start(QStringLiteral("two"), id, 500,
                         {QStringLiteral("--set"), QStringLiteral("distributed.ranks=2"), QStringLiteral("--set"),
                          QStringLiteral("training.local_batch=2")}));
    QVERIFY(becomes(id, RunState::Running));
    const auto named = [&run](const QByteArray& name) {
        std::vector<pid_t> found;
        for (pid_t pid : launch::processesOf(run))
            if (bytesOf("/proc/" + std::to_string(pid) + "/cmdline").split('\0').first().endsWith(name))
                found.push_back(pid);
        return found;
    };
    const std::vector<pid_t> ranks = named("roentgen-train"), mpirun = named("mpirun");
    QVERIFY(ranks.size() == 2 && mpirun.size() == 1);
    QElapsedTimer clock;
    if (ranksKilled) {
        QVERIFY(::kill(mpirun.front(), SIGSTOP) == 0);
        for (pid_t pid : ranks)
            QVERIFY(::kill(pid, SIGKILL) == 0);
        clock.start();
    } else {
        QVERIFY(::kill(ranks.back(), SIGSTOP) == 0);
        clock.start();
        QVERIFY(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now")}).exitCode == 0);
    }
    QTRY_COMPARE_WITH_TIMEOUT(launch::processesOf(run).size(), size_t(0), 10000);
    qInfo("no process after %lld ms", clock.elapsed());
    QVERIFY(becomes(id, ranksKilled ? RunState::Lost : RunState::Stopped, 10000));
    qInfo("%s after %lld ms", runStateName(stateOf(run)), clock.elapsed());
    QCOMPARE(faultOfEvents(run), QString());
    QCOMPARE(m_cluster.ask(QStringLiteral("squeue"), {QStringLiteral("--noheader"), QStringLiteral("--states=running")})
                 .trimmed(),
             QByteArray());
}

// A script of an engine that had no supervisor yet.
void SlurmTargetTest::aJobWithoutASupervisorIsEndedBySlurm() {
    const QString id = QStringLiteral("older");
    const QStringList begin = {QStringLiteral("start"),    m_runs.experiment(),
                               QStringLiteral("--target"), QStringLiteral("queue"),
                               QStringLiteral("--id"),     id,
                               QStringLiteral("--set"),    QStringLiteral("training.epochs=500")};
    const ProgramRun shown = m_runs.roentgenRun(begin + QStringList{QStringLiteral("--dry-run")});
    QByteArray script = shown.output;
    const qsizetype from = script.indexOf(ROENTGEN_BIN_DIR "/roentgen-run supervise"),
                    to = script.indexOf(" -- ", from);
    QVERIFY2(from > 0 && to > from, script.constData());
    script.remove(from, to + 4 - from);
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("older.sbatch"));
    QVERIFY(bool(writeFileAtomically(file.toStdString(), script.toStdString())));
    QCOMPARE(m_runs.roentgenRun(begin + QStringList{QStringLiteral("--script"), file}).exitCode, 0);
    QVERIFY(becomes(id, RunState::Running));
    const auto record = readProcessRecord(m_runs.run(id));
    QVERIFY(record && record->started == 0 && ::kill(pid_t(record->rank0Pid), SIGSTOP) == 0);
    const ProgramRun stopped = m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--now")});
    QVERIFY2(stopped.exitCode == 0, stopped.diagnostics.constData());
    const QString left = leftBehind(QString::fromStdString(m_runs.run(id).path));
    QVERIFY2(left.isEmpty(), qPrintable(left));
    QVERIFY(becomes(id, RunState::Stopped, 20000));
}

void SlurmTargetTest::aKilledDaemonIsNotAKilledRun() {
    const QString id = QStringLiteral("daemon");
    QVERIFY(m_runs.start(QStringLiteral("queue"), id, 500,
                         {QStringLiteral("--set"), QStringLiteral("training.checkpoint_steps=4")}));
    QVERIFY(becomes(id, RunState::Running));
    const RunFolder run = m_runs.run(id);
    for (int kill = 0; kill < std::max(qEnvironmentVariableIntValue("ROENTGEN_CUTS"), 1); ++kill) {
        m_cluster.killNodeDaemon();
        const qint64 before = bytesOf(run.eventsFile()).size();
        QTest::qWait(6000);
        QVERIFY(bytesOf(run.eventsFile()).size() > before);
        QCOMPARE(status(id)["state"].get<std::string>(), std::string("running"));
        QVERIFY2(m_cluster.startNodeDaemon(), qPrintable(m_cluster.error()));
    }
    QTRY_VERIFY_WITH_TIMEOUT(QFileInfo::exists(QString::fromStdString(run.checkpointFolder())), 30000);
    const auto record = readProcessRecord(run);
    QVERIFY(record && ::kill(pid_t(record->rank0Pid), SIGKILL) == 0);
    QVERIFY(becomes(id, RunState::Lost, 10000));
    const QString left = leftBehind(QString::fromStdString(run.path));
    QVERIFY2(left.isEmpty(), qPrintable(left));
    const ProgramRun resumed = m_runs.roentgenRun({QStringLiteral("resume"), id});
    QVERIFY2(resumed.exitCode == 0, resumed.diagnostics.constData());
    QVERIFY(becomes(id, RunState::Running));
    QCOMPARE(m_runs.roentgenRun({QStringLiteral("stop"), id, QStringLiteral("--wait")}).exitCode, 0);
    QCOMPARE(faultOfEvents(run), QString());
    const QString atTheEnd = leftBehind(QString::fromStdString(run.path));
    QVERIFY2(atTheEnd.isEmpty(), qPrintable(atTheEnd));
}

QTEST_GUILESS_MAIN(SlurmTargetTest)
#include "slurm_target_test.moc"
