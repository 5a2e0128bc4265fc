// Whose process record a trainer writes, by hand and under a supervisor.
#include "engine/training/run_preparation.h"

#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace roentgen;

class RunPreparationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aTrainerNamesItself_data();
    void aTrainerNamesItself();
};

void RunPreparationTest::aTrainerNamesItself_data() {
    QTest::addColumn<bool>("isHere"); // the supervisor whose record is there
    QTest::addColumn<bool>("lives");
    QTest::addColumn<int>("trainers"); // that have taken over since the launcher opened the control file
    QTest::addColumn<bool>("isSupervised");
    QTest::addColumn<bool>("isNamed");
    QTest::newRow("under its supervisor") << true << true << 1 << true << true;
    QTest::newRow("by hand, in a launched run's folder") << true << false << 2 << false << true;
    QTest::newRow("its supervisor is on another machine") << false << false << 1 << true << false;
    QTest::newRow("by hand, launched on another machine") << false << false << 2 << false << true;
}

void RunPreparationTest::aTrainerNamesItself() {
    QFETCH(bool, isHere);
    QFETCH(bool, lives);
    QFETCH(int, trainers);
    QFETCH(bool, isSupervised);
    QFETCH(bool, isNamed);
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    ProcessRecord before;
    before.host = isHere ? thisHostName() : "elsewhere";
    before.bootId = thisBootId();
    before.launcherPid = ::getppid();
    before.launcherStartTicks = processStartTicks(::getppid()) + (lives ? 0 : 1);
    before.started = 1000;
    before.command = {"mpirun"};
    QVERIFY(bool(openControl(run)));
    QVERIFY(bool(writeProcessRecord(run, before)));
    for (int k = 0; k < trainers; ++k)
        ControlReader(run).skipExisting();
    QVERIFY(bool(training::writeRank0Process(run, 1)));
    const Result<ProcessRecord> record = readProcessRecord(run);
    QVERIFY(bool(record));
    QCOMPARE(record->started > 0, isSupervised);
    QCOMPARE(record->rank0Pid == ::getpid() && record->host == thisHostName(), isNamed);
    QVERIFY(isNamed || *record == before);
    QCOMPARE(record->launcherPid, int64_t(isSupervised ? ::getppid() : ::getpid()));
}

QTEST_GUILESS_MAIN(RunPreparationTest)
#include "run_preparation_test.moc"
