// A stop is a value, with or without a checkpoint, and the same for all that ask after it.
#include "engine/training/interruption.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace roentgen;
using namespace roentgen::training;

class InterruptionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysHowToStop_data();
    void saysHowToStop();
};

void InterruptionTest::saysHowToStop_data() {
    QTest::addColumn<QVector<int>>("commands");
    QTest::addColumn<int>("stop"); // -1: none
    const auto row = [](const char* name, const QVector<int>& commands, int stop) {
        QTest::newRow(name) << commands << stop;
    };
    const int stop = int(ControlCommand::Stop), now = int(ControlCommand::StopNow),
              checkpoint = int(ControlCommand::Checkpoint);
    row("nothing", {}, -1);
    row("a checkpoint", {checkpoint}, -1);
    row("stop", {stop}, int(Stop::WithCheckpoint));
    row("stop now", {now}, int(Stop::AtOnce));
    row("stop, then now", {stop, now}, int(Stop::AtOnce));
}

void InterruptionTest::saysHowToStop() {
    QFETCH(QVector<int>, commands);
    QFETCH(int, stop);
    QTemporaryDir folder;
    const RunFolder run{folder.path().toStdString()};
    const auto ranks = distributed::oneProcess();
    StopRequest request(run);
    Interruption interruption(request, *ranks);
    interruption.restart();
    for (int command : commands)
        QVERIFY(bool(appendControl(run, ControlCommand(command))));
    const StepSignals signals = interruption.look(false);
    QCOMPARE(interruption.asked() ? int(*interruption.asked()) : -1, stop);
    QCOMPARE(signals.stop || signals.stopNow, stop >= 0);
    if (stop >= 0) {
        const Error error = stopped(*interruption.asked());
        QCOMPARE(error.exitCode(), int(ExitStopped));
    }
    interruption.restart();
    interruption.look(false); // heard once
    QVERIFY(!interruption.asked());
}

QTEST_APPLESS_MAIN(InterruptionTest)
#include "interruption_test.moc"
