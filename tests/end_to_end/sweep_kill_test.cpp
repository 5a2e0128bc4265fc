// A sweep of 2 x 2 with 2 repeats on phantoms: launcher and trainer are killed in the middle, then the launcher alone;
// the same command ends with eight complete runs, and equal seeds with equal weights.
#include "engine/protocol/run_folder.h"
#include "engine/protocol/sweep_record.h"
#include "engine/protocol/text_file.h"
#include "tests/end_to_end/engine_programs.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <map>
#include <set>

using namespace roentgen;

class SweepKillTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void finishesWithEightCompleteRunsAfterBothWereKilled();

private:
    QStringList arguments() const {
        return {QStringLiteral("sweep"), m_experiment, QStringLiteral("--workspace"), m_folder.path()};
    }
    RunFolder runOf(const SweepEntry& entry) const {
        return {(m_folder.path() + QStringLiteral("/runs/")).toStdString() + entry.runId};
    }
    bool begin(QProcess& launcher) const {
        launcher.start(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"), arguments());
        return launcher.waitForStarted();
    }
    bool waitUntilItTrains(const SweepEntry& entry) const {
        QElapsedTimer clock;
        clock.start();
        while (clock.elapsed() < 60000 && !QFileInfo::exists(QString::fromStdString(runOf(entry).eventsFile())))
            QTest::qWait(20);
        return clock.elapsed() < 60000;
    }

    QTemporaryDir m_folder;
    QString m_experiment;
};

void SweepKillTest::initTestCase() {
    const ProgramRun films = runProgram(QStringLiteral("roentgen-data"),
                                        {QStringLiteral("phantom"), QStringLiteral("--kind"), QStringLiteral("chest"),
                                         QStringLiteral("--count"), QStringLiteral("16"), QStringLiteral("--size"),
                                         QStringLiteral("64"), QStringLiteral("--seed"), QStringLiteral("5"),
                                         QStringLiteral("--out"), m_folder.filePath(QStringLiteral("films"))});
    QCOMPARE(films.exitCode, 0);
    m_experiment = m_folder.filePath(QStringLiteral("tiny.toml"));
    // prefetch_batches changes nothing that is learnt: runs that differ by it alone must give the same bytes.
    QVERIFY(bool(writeFileAtomically(
        m_experiment.toStdString(),
        "[experiment]\nname = \"tiny\"\nrepeats = 2\n[data]\ndataset = \"films\"\nimage_size = 32\n"
        "classes = [\"Effusion\", \"Cardiomegaly\"]\nsplit = \"fraction\"\nvalidation_fraction = 0.3\n"
        "[training]\nepochs = 1\nlocal_batch = 4\nprecision = \"fp32\"\ncheckpoint_steps = 1\n"
        "[distributed]\nthreads_per_rank = 1\n"
        "[sweep]\ntraining.learning_rate = [0.001, 0.01]\npipeline.prefetch_batches = [1, 3]\n")));
}

void SweepKillTest::finishesWithEightCompleteRunsAfterBothWereKilled() {
    const auto plan = planSweep(*readExperiment(m_experiment.toStdString()));
    QVERIFY(bool(plan));
    const std::vector<SweepEntry>& runs = plan->record.runs;
    QCOMPARE(runs.size(), size_t(8));

    QProcess first;
    QVERIFY(begin(first));
    QVERIFY(waitUntilItTrains(runs[1]));
    const auto trainer = readProcessRecord(runOf(runs[1]));
    QVERIFY(bool(trainer));
    ::kill(pid_t(first.processId()), SIGKILL);
    ::kill(pid_t(trainer->launcherPid), SIGKILL);
    QVERIFY(first.waitForFinished());
    QVERIFY(!QFileInfo::exists(QString::fromStdString(runOf(runs[2]).path)));

    QProcess second;
    QVERIFY(begin(second));
    QVERIFY(waitUntilItTrains(runs[3]));
    ::kill(pid_t(second.processId()), SIGKILL); // its trainer goes on
    QVERIFY(second.waitForFinished());

    const ProgramRun last =
        runProgram(QStringLiteral("roentgen-run"),
                   arguments() << QStringLiteral("--json") << QStringLiteral("--parallel") << QStringLiteral("2"));
    QVERIFY2(last.exitCode == 0, last.diagnostics.constData());
    QVERIFY2(last.diagnostics.contains(QByteArray::fromStdString(runs[3].runId) + "  found"),
             last.diagnostics.constData());
    const nlohmann::json table = last.json();
    QCOMPARE(table["finished"].get<int>(), 8);
    QCOMPARE(table["rows"].size(), size_t(4));
    for (const auto& row : table["rows"])
        QCOMPARE(row["images_per_second"]["count"].get<int>(), 2);
    QCOMPARE(QDir(m_folder.filePath(QStringLiteral("runs"))).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size(), 8);

    std::map<std::pair<std::string, int64_t>, std::set<std::string>> weights; // of a learning rate and a seed
    std::set<std::string> different;
    for (const SweepEntry& entry : runs) {
        const auto bytes = readTextFile(runOf(entry).lastWeights());
        QVERIFY2(bool(bytes), entry.runId.c_str());
        weights[{entry.overrides.front().second, entry.seed}].insert(*bytes);
        different.insert(*bytes);
    }
    QCOMPARE(weights.size(), size_t(4));
    for (const auto& [which, bytes] : weights)
        QVERIFY2(bytes.size() == 1, which.first.c_str()); // though one of them was killed and resumed
    QCOMPARE(different.size(), size_t(4));
}

QTEST_GUILESS_MAIN(SweepKillTest)
#include "sweep_kill_test.moc"
