// Killed at any moment and resumed, a run gives the same weights, byte for byte, as one that was left alone.
#include "engine/protocol/event_log.h"
#include "engine/protocol/text_file.h"
#include "tests/training/trainer_process.h"

#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>
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
    bool waitFor(TrainerProcess& trainer, const QString& path) const {
        QElapsedTimer clock;
        for (clock.start(); clock.elapsed() < 60000 && trainer.isRunning() && !QFileInfo::exists(path);)
            trainer.wait(1);
        return QFileInfo::exists(path);
    }
    void killAt(TrainerProcess& trainer, const QString& run, Moment moment, double fraction);

    QTemporaryDir m_folder;
    QString m_dataset, m_experiment;
    qint64 m_wholeMilliseconds = 0;
};

void KillResumeTest::initTestCase() {
    m_dataset = makePhantoms(m_folder.filePath(QStringLiteral("phantoms")), 40);
    QVERIFY(!m_dataset.isEmpty());
}

void KillResumeTest::givesTheSameBytes_data() {
    QTest::addColumn<int>("ranks");
    QTest::addColumn<int>("chains");
    QTest::newRow("one rank") << 1 << 2;
    QTest::newRow("two ranks") << 2 << 2;
}

void KillResumeTest::killAt(TrainerProcess& trainer, const QString& run, Moment moment, double fraction) {
    if (moment == InsideWrite) {
        // The folder "new" exists while a checkpoint is being written and not yet in its place.
        waitFor(trainer, run + QStringLiteral("/checkpoints/new"));
    } else if (moment == BeforeFirstCheckpoint) {
        waitFor(trainer, run + QStringLiteral("/events.jsonl"));
    } else {
        trainer.wait(int(fraction * double(m_wholeMilliseconds)));
    }
    trainer.killAll(run);
}

void KillResumeTest::givesTheSameBytes() {
    QFETCH(int, ranks);
    QFETCH(int, chains);
    m_experiment = m_folder.filePath(QStringLiteral("experiment-%1.toml").arg(ranks));
    QVERIFY(writeFileAtomically(m_experiment.toStdString(), tinyExperiment(m_dataset, ranks).toStdString()));

    const QString whole = m_folder.filePath(QStringLiteral("whole-%1").arg(ranks));
    TrainerProcess undisturbed(ranks, arguments(whole, false));
    QElapsedTimer clock;
    clock.start();
    QVERIFY(undisturbed.start());
    QVERIFY(undisturbed.wait(120000));
    m_wholeMilliseconds = clock.elapsed();
    QVERIFY2(undisturbed.exitCode() == 0, qPrintable(undisturbed.errorText()));

    std::mt19937 random(20 + unsigned(ranks));
    std::uniform_real_distribution<double> fraction(0.0, 1.0);
    for (int chain = 0; chain < chains; ++chain) {
        const QString run = m_folder.filePath(QStringLiteral("killed-%1-%2").arg(ranks).arg(chain));
        const std::vector<Moment> moments = {BeforeFirstCheckpoint, AnyMoment, InsideWrite, AnyMoment, AnyMoment};
        for (Moment moment : moments) {
            // A fresh start may be killed before there is anything to resume.
            const bool started = QFileInfo::exists(run + QStringLiteral("/experiment.toml"));
            TrainerProcess trainer(ranks, arguments(run, started));
            QVERIFY(trainer.start());
            killAt(trainer, run, moment, fraction(random));
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
}

QTEST_GUILESS_MAIN(KillResumeTest)
#include "kill_resume_test.moc"
