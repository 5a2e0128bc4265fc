// Killed at any moment and resumed, a run gives the same weights, byte for byte, as one that was left alone. A kill
// counts only where the processes lived, the run had not finished, and, of a kill inside a write, that write had begun
// and not ended: all of them are stopped first and looked at.
// ROENTGEN_CUTS: how many kills there are, in chains of five (5; the long test takes 20).
#include "engine/protocol/event_log.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QMap>
#include <QTemporaryDir>
#include <QtTest>
#include <csignal>
#include <random>

using namespace roentgen;
using namespace roentgen::tests;

class KillResumeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void givesTheSameBytes_data();
    void givesTheSameBytes();

private:
    enum Moment { BeforeFirstCheckpoint, InsideWrite, AnyMoment };

    QByteArray contents(const QString& path) const {
        auto text = readTextFile(path.toStdString());
        return text ? QByteArray::fromStdString(*text) : QByteArray("absent: ") + path.toUtf8();
    }
    QStringList arguments(const QString& run, bool resume) const {
        QStringList list = {m_experiment, QStringLiteral("--run"), run};
        return resume ? list << QStringLiteral("--resume") : list;
    }
    static RunHistory historyOf(const QString& run) {
        RunHistory history;
        for (const RunEvent& event : EventReader(run.toStdString() + "/events.jsonl").readNew())
            history.apply(event);
        return history;
    }
    struct Kill {
        Moment moment;
        int64_t step, afterSeq; // a step of the run; the last event of the attempt before
        int milliseconds;       // from there on
    };
    static bool isAt(const QString& run, const Kill& kill);
    void killAt(TrainerProcess& trainer, const QString& run, const Kill& kill);

    QTemporaryDir m_folder;
    QString m_dataset, m_experiment;
    int m_ranks = 1;
    QMap<Moment, int> m_kills; // that counted
};

void KillResumeTest::initTestCase() {
    m_dataset = makePhantoms(m_folder.filePath(QStringLiteral("phantoms")), 40);
    QVERIFY(!m_dataset.isEmpty());
}

void KillResumeTest::givesTheSameBytes_data() {
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("chains");
    const int chains = std::max(1, (qEnvironmentVariableIntValue("ROENTGEN_CUTS") + 4) / 5);
    QTest::newRow("one rank") << 1 << chains;
    QTest::newRow("two ranks") << 2 << chains;
}

bool KillResumeTest::isAt(const QString& run, const Kill& kill) {
    const auto exists = [&run](const char* name) { return QFileInfo::exists(run + QLatin1String(name)); };
    const RunHistory history = historyOf(run);
    if (history.lastSeq <= kill.afterSeq || history.finished)
        return false; // it has not begun, and what lies there is of the attempt before; or it is too late
    switch (kill.moment) {
    case BeforeFirstCheckpoint:
        return history.hello && !exists("/checkpoints/last");
    case InsideWrite: // the folder is there until the checkpoint is in its place and the one before it gone
        return exists("/checkpoints/new");
    case AnyMoment:
        break;
    }
    return history.currentStep() >= kill.step;
}

void KillResumeTest::killAt(TrainerProcess& trainer, const QString& run, const Kill& kill) {
    QElapsedTimer clock;
    for (clock.start(); clock.elapsed() < 120000 && trainer.isRunning();) {
        if (!isAt(run, kill)) {
            trainer.wait(1);
            continue;
        }
        if (kill.milliseconds > 0)
            trainer.wait(kill.milliseconds);
        QVERIFY(trainer.stopAll(run));
        if (isAt(run, kill)) {
            QCOMPARE(trainer.killAll(run), m_ranks == 1 ? 1 : m_ranks + 1); // and mpirun
            ++m_kills[kill.moment];
            return;
        }
        trainer.signalAll(run, SIGCONT); // the write was over before they stood still
    }
    QFAIL("it ended before it could be killed");
}

void KillResumeTest::givesTheSameBytes() {
    QFETCH(int, ranks);
    QFETCH(int, chains);
    m_ranks = ranks;
    m_experiment = m_folder.filePath(QStringLiteral("experiment-%1.toml").arg(ranks));
    QByteArray experiment = tinyExperiment(m_dataset, ranks);
    experiment.replace("epochs = 2", "epochs = 3"); // steps for five kills
    QVERIFY(writeFileAtomically(m_experiment.toStdString(), experiment.toStdString()));

    const QString whole = m_folder.filePath(QStringLiteral("whole-%1").arg(ranks));
    TrainerProcess undisturbed(ranks, arguments(whole, false));
    QVERIFY(undisturbed.start());
    QVERIFY(undisturbed.wait(120000));
    QVERIFY2(undisturbed.exitCode() == 0, qPrintable(undisturbed.errorText()));

    std::mt19937 random(20 + unsigned(ranks));
    std::uniform_int_distribution<int> milliseconds(1, 60), steps(1, 3);
    m_kills.clear();
    for (int chain = 0; chain < chains; ++chain) {
        const QString run = m_folder.filePath(QStringLiteral("killed-%1-%2").arg(ranks).arg(chain));
        const std::vector<Moment> moments = {BeforeFirstCheckpoint, AnyMoment, InsideWrite, AnyMoment, AnyMoment};
        for (Moment moment : moments) {
            // A fresh start may be killed before there is anything to resume.
            const bool started = QFileInfo::exists(run + QStringLiteral("/experiment.toml"));
            TrainerProcess trainer(ranks, arguments(run, started));
            const RunHistory before = historyOf(run);
            const int later = milliseconds(random); // anywhere in a step or what follows it
            QVERIFY(trainer.start());
            killAt(trainer, run,
                   {moment, before.currentStep() + steps(random), before.lastSeq, moment == AnyMoment ? later : 0});
            if (QTest::currentTestFailed())
                return;
        }
        TrainerProcess last(ranks, arguments(run, QFileInfo::exists(run + QStringLiteral("/experiment.toml"))));
        QVERIFY(last.start());
        QVERIFY(last.wait(120000));
        QVERIFY2(last.exitCode() == 0, qPrintable(last.errorText()));

        for (const char* name : {"/last.safetensors", "/best.safetensors", "/predictions.csv"})
            QVERIFY2(contents(whole + QLatin1String(name)) == contents(run + QLatin1String(name)), name);

        // Curves: the rows of metrics.csv but for its clock columns; events without a gap.
        const auto rows = contents(run + QStringLiteral("/metrics.csv")).split('\n');
        const auto expected = contents(whole + QStringLiteral("/metrics.csv")).split('\n');
        QCOMPARE(rows.size(), expected.size());
        for (qsizetype k = 0; k < rows.size(); ++k)
            QCOMPARE(rows[k].split(',').mid(0, 8), expected[k].split(',').mid(0, 8));
        EventReader reader((run + QStringLiteral("/events.jsonl")).toStdString());
        RunHistory history;
        int64_t seq = 0;
        for (const RunEvent& event : reader.readNew()) {
            QCOMPARE(event.seq, ++seq);
            history.apply(event);
        }
        QCOMPARE(reader.damagedLines(), int64_t(0));
        QVERIFY(history.finished.has_value());
        for (size_t k = 0; k < history.steps.size(); ++k)
            QCOMPARE(history.steps[k].step.step, int64_t(k + 1));
    }
    QCOMPARE(m_kills.value(BeforeFirstCheckpoint), chains);
    QCOMPARE(m_kills.value(InsideWrite), chains);
    QCOMPARE(m_kills.value(AnyMoment), 3 * chains);
}

QTEST_GUILESS_MAIN(KillResumeTest)
#include "kill_resume_test.moc"
