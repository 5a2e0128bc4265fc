#include "engine/protocol/run_folder.h"

#include "engine/protocol/text_file.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

using namespace roentgen;

class TestRunFolder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void idsAreSafeFolderNamesAndFree();
    void aReusedPidIsNotAlive();
    void aZombieIsDead();
    void anotherBootIsNotAlive();
    void controlCommandsAreReadOnce();
    void aCommandThatComesBeforeTheTrainerIsReadyCounts();
    void aStopIsPendingUntilAnotherAttemptBegins();
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
    QCOMPARE(processStartTicks(0), int64_t(0));
}

void TestRunFolder::aZombieIsDead() {
    const pid_t child = ::fork();
    if (child == 0)
        ::_exit(0);
    QVERIFY(child > 0);
    QTRY_COMPARE(processStartTicks(child), int64_t(0)); // nobody has waited for it
    QCOMPARE(::waitpid(child, nullptr, 0), child);
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

void TestRunFolder::aStopIsPendingUntilAnotherAttemptBegins() {
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    const auto begins = [&run] { ControlReader(run).skipExisting(); }; // a trainer
    QVERIFY(!pendingStop(run));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    QVERIFY(!pendingStop(run)); // nobody knows of which attempt
    QVERIFY(bool(openControl(run)));
    QVERIFY(!pendingStop(run));
    QVERIFY(bool(appendControl(run, ControlCommand::Checkpoint)));
    QVERIFY(!pendingStop(run));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    begins();
    QVERIFY(pendingStop(run) == ControlCommand::Stop); // it was for that trainer
    QVERIFY(bool(appendControl(run, ControlCommand::StopNow)));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    QVERIFY(pendingStop(run) == ControlCommand::StopNow);
    QVERIFY(bool(withdrawControl(run)));
    QVERIFY(!pendingStop(run));
    QVERIFY(bool(appendControl(run, ControlCommand::Stop)));
    QVERIFY(pendingStop(run) == ControlCommand::Stop);
    begins(); // by hand
    QVERIFY(!pendingStop(run));
}

QTEST_APPLESS_MAIN(TestRunFolder)
#include "run_folder_test.moc"
