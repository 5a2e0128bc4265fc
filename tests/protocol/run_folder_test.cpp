#include "engine/protocol/run_state.h"

#include "engine/protocol/experiment.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace roentgen;

class TestRunFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idsAreSafeFolderNamesAndFree();
    void aReusedPidIsNotAlive();
    void anotherBootIsNotAlive();
    void controlCommandsAreReadOnce();
    void aCommandThatComesBeforeTheTrainerIsReadyCounts();
    void stateComesFromTheFolder_data();
    void stateComesFromTheFolder();
};

namespace {

ProcessRecord myself() {
    ProcessRecord record;
    record.host = thisHostName();
    record.bootId = thisBootId();
    record.launcherPid = ::getpid();
    record.launcherStartTicks = processStartTicks(::getpid());
    return record;
}

} // namespace

void TestRunFolder::idsAreSafeFolderNamesAndFree() {
    QTemporaryDir folder;
    const std::string runs = folder.path().toStdString();
    const std::string id = makeRunId("../a b;$(x)'\"|胸", runs);
    for (char c : id)
        QVERIFY2(std::isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-', id.c_str());
    QVERIFY(id.front() != '.' && id.front() != '-');
    QVERIFY(QDir(folder.path()).mkdir(QString::fromStdString(id)));
    QVERIFY(makeRunId("../a b;$(x)'\"|胸", runs) != id);
}

void TestRunFolder::aReusedPidIsNotAlive() {
    QVERIFY(processStartTicks(::getpid()) > 0);
    QVERIFY(isAlive(myself()));
    ProcessRecord other = myself();
    other.launcherStartTicks += 1;
    QVERIFY(!isAlive(other));
    QProcess child;
    child.start(QStringLiteral("true"), {});
    QVERIFY(child.waitForFinished());
    QCOMPARE(processStartTicks(0), int64_t(0));
}

void TestRunFolder::anotherBootIsNotAlive() {
    ProcessRecord other = myself();
    other.bootId = "00000000-0000-0000-0000-000000000000";
    QVERIFY(!isAlive(other));
}

void TestRunFolder::controlCommandsAreReadOnce() {
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    ControlReader reader(run);
    QVERIFY(reader.readNew().empty());
    QVERIFY(bool(appendControl(run, ControlCommand::Checkpoint)));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    const auto commands = reader.readNew();
    QCOMPARE(int(commands.size()), 2);
    QVERIFY(commands[0] == ControlCommand::Checkpoint && commands[1] == ControlCommand::Stop);
    QVERIFY(reader.readNew().empty());
    ControlReader later(run);
    later.skipExisting();
    QVERIFY(later.readNew().empty());
}

void TestRunFolder::aCommandThatComesBeforeTheTrainerIsReadyCounts() {
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    const auto heard = [&run] {
        ControlReader reader(run);
        reader.skipExisting();
        return reader.readNew();
    };
    QVERIFY(bool(openControl(run)));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    QCOMPARE(heard(), (std::vector<ControlCommand>{ControlCommand::Stop}));
    QVERIFY(heard().empty()); // resumed by hand, or by Slurm
    QVERIFY(bool(appendControl(run, ControlCommand::StopNow)));
    QVERIFY(bool(openControl(run))); // resumed by the launcher
    QVERIFY(heard().empty());
}

void TestRunFolder::stateComesFromTheFolder_data() {
    QTest::addColumn<bool>("alive");
    QTest::addColumn<bool>("hasRecord");
    QTest::addColumn<QString>("last"); // what the events end with
    QTest::addColumn<double>("age");   // seconds since the last event
    QTest::addColumn<QString>("state");
    QTest::newRow("never started") << false << false << "" << 0.0 << "prepared";
    QTest::newRow("no step yet") << true << true << "hello" << 1.0 << "starting";
    QTest::newRow("running") << true << true << "step" << 1.0 << "running";
    QTest::newRow("silent for long") << true << true << "step" << 120.0 << "stalled";
    QTest::newRow("killed") << false << true << "step" << 1.0 << "lost";
    QTest::newRow("stopped") << false << true << "stopped" << 1.0 << "stopped";
    QTest::newRow("failed") << false << true << "error" << 1.0 << "failed";
    QTest::newRow("finished") << false << true << "finished" << 1.0 << "finished";
    QTest::newRow("resumed, not said hello yet") << true << true << "stopped" << 1.0 << "starting";
}

void TestRunFolder::stateComesFromTheFolder() {
    QFETCH(bool, alive);
    QFETCH(bool, hasRecord);
    QFETCH(QString, last);
    QFETCH(double, age);
    QFETCH(QString, state);
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    QVERIFY(bool(writeFileAtomically(run.experimentFile(), "[experiment]\nname = \"try\"\n")));
    if (hasRecord) {
        ProcessRecord record = myself();
        if (!alive)
            record.launcherStartTicks += 1;
        QVERIFY(bool(writeProcessRecord(run, record)));
    }
    RunHistory history;
    int64_t seq = 0;
    const auto apply = [&](RunEvent::Body body) { history.apply({++seq, 1000, std::move(body)}); };
    if (!last.isEmpty())
        apply(HelloEvent{});
    if (last != QLatin1String("hello") && !last.isEmpty())
        apply(StepEvent{1, 1, 0.5, 0.1, 1, 10, {}});
    if (last == QLatin1String("stopped"))
        apply(StoppedEvent{"asked"});
    if (last == QLatin1String("error"))
        apply(ErrorEvent{"data", "Could not read 12 images", "films", "check the folder"});
    if (last == QLatin1String("finished"))
        apply(FinishedEvent{});
    const RunSummary summary = summarizeRun(run, history, 1000 + age);
    QCOMPARE(QString::fromLatin1(runStateName(summary.state)), state);
    QCOMPARE(summary.name, std::string("try"));
    QCOMPARE(summary.errorLine.empty(), state != QLatin1String("failed"));
}

QTEST_APPLESS_MAIN(TestRunFolder)
#include "run_folder_test.moc"
