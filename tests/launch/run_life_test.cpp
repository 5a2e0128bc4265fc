#include "engine/launch/run_life.h"

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen;
using namespace roentgen::launch;

// A shell script stands where roentgen-train would: what is tested is the life of the process and its folder.
class RunLifeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void aRunOutlivesItsStarterAndIsFound();
    void anExistingFolderIsRefused();
    void aMissingProgramIsSaidAndLeavesNoProcess();
    void aKilledRunIsLostAndCanBeResumed();
    void aMissingDatasetIsSaid();
    void aFolderOfADatasetsNameIsSaid();

private:
    RunPlan planOf(const std::string& script, const std::string& id);
    QTemporaryDir m_folder;
    std::string m_workspace;
};

void RunLifeTest::initTestCase() {
    m_workspace = m_folder.filePath(QStringLiteral("work space")).toStdString();
    QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral("work space/films"))));
    // The supervisor stands beside the trainer.
    QVERIFY(QFile::link(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                        m_folder.filePath(QStringLiteral("roentgen-run"))));
}

RunPlan RunLifeTest::planOf(const std::string& script, const std::string& id) {
    const std::string trainer = m_folder.filePath(QStringLiteral("trainer")).toStdString();
    if (!writeFileAtomically(trainer, "#!/bin/sh\n" + script + "\n"))
        qFatal("script");
    QFile::setPermissions(QString::fromStdString(trainer), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    Experiment experiment;
    experiment.data.dataset = "films";
    const Result<RunPlan> plan = planRun(experiment, m_workspace, trainer, id);
    if (!plan)
        qFatal("%s", plan.error().toLine().c_str());
    return *plan;
}

void RunLifeTest::aRunOutlivesItsStarterAndIsFound() {
    const RunPlan plan = planOf("echo started; ps -o sid= -p $$; sleep 30", "alive");
    const auto record = startRun(plan);
    QVERIFY2(bool(record), record ? "" : record.error().toLine().c_str());
    QVERIFY(isAlive(*record));
    QCOMPARE(getsid(pid_t(record->launcherPid)), pid_t(record->launcherPid)); // its own session
    QCOMPARE(summaryOf(plan.run).state, RunState::Starting);
    QTRY_VERIFY(readTextFile(plan.run.logFile())->find("started") != std::string::npos);
    QCOMPARE(listRunIds(m_workspace).front(), std::string("alive"));
    QVERIFY(!resumeRun(plan.run, plan.command.front()));
    ::kill(pid_t(-record->launcherPid), SIGKILL);
    QVERIFY(waitUntilEnded(plan.run, 5));
    QVERIFY(!stopRun(plan.run, ControlCommand::Stop));
}

void RunLifeTest::anExistingFolderIsRefused() {
    const RunPlan plan = planOf("exit 0", "twice");
    QVERIFY(bool(startRun(plan)));
    const auto again = startRun(plan);
    QVERIFY(!again);
    QCOMPARE(again.error().exitCode(), int(ExitUsage));
    QVERIFY(again.error().toLine().find("twice") != std::string::npos);
}

void RunLifeTest::aMissingProgramIsSaidAndLeavesNoProcess() {
    RunPlan plan = planOf("exit 0", "missing");
    plan.command = {"/absent/program"};
    const auto record = startRun(plan);
    QVERIFY(!record);
    QCOMPARE(record.error().exitCode(), int(ExitEnvironment));
    QVERIFY(record.error().toLine().find("/absent/program") != std::string::npos);
}

void RunLifeTest::aKilledRunIsLostAndCanBeResumed() {
    const RunPlan plan = planOf("echo \"$@\"; case \"$*\" in *--resume*) sleep 30;; *) kill -9 $$;; esac", "killed");
    QVERIFY(bool(startRun(plan)));
    QVERIFY(waitUntilEnded(plan.run, 5));
    const RunSummary summary = summaryOf(plan.run);
    QCOMPARE(summary.state, RunState::Lost);
    QVERIFY(summary.canResume);
    const auto record = resumeRun(plan.run, m_folder.filePath(QStringLiteral("trainer")).toStdString());
    QVERIFY2(bool(record), record ? "" : record.error().toLine().c_str());
    QTRY_VERIFY(readTextFile(plan.run.logFile())->find("--resume") != std::string::npos);
    QVERIFY(bool(stopRun(plan.run, ControlCommand::Stop)));
    QVERIFY(readTextFile(plan.run.controlFile())->find("\"stop\"") != std::string::npos);
    ::kill(pid_t(-record->launcherPid), SIGKILL);
    QVERIFY(waitUntilEnded(plan.run, 5));
}

void RunLifeTest::aMissingDatasetIsSaid() {
    Experiment experiment;
    experiment.data.dataset = "absent";
    const auto plan = planRun(experiment, m_workspace, m_folder.filePath(QStringLiteral("trainer")).toStdString());
    QVERIFY(!plan);
    QCOMPARE(plan.error().exitCode(), int(ExitData));
}

void RunLifeTest::aFolderOfADatasetsNameIsSaid() {
    const std::string file = m_workspace + "/datasets/both.toml";
    QVERIFY(QDir().mkpath(QString::fromStdString(m_workspace + "/datasets")));
    QVERIFY(QDir().mkpath(QString::fromStdString(m_workspace + "/both")));
    QVERIFY(bool(writeFileAtomically(file, "folder = \"../films\"\n")));
    RunPlan plan = planOf("exit 0", "both");
    QCOMPARE(plan.warning, std::string());
    plan.experiment.data.dataset = "both";
    const auto named =
        planRun(plan.experiment, m_workspace, m_folder.filePath(QStringLiteral("trainer")).toStdString(), "both");
    QVERIFY2(bool(named), named ? "" : named.error().toLine().c_str());
    QCOMPARE(named->experiment.data.dataset, file);
    QVERIFY(named->warning.find("datasets/both.toml") != std::string::npos);
    QVERIFY(bool(startRun(*named)));
    QVERIFY(waitUntilEnded(named->run, 5));
    QVERIFY(readTextFile(named->run.logFile())->find(named->warning) != std::string::npos);
}

QTEST_APPLESS_MAIN(RunLifeTest)
#include "run_life_test.moc"
