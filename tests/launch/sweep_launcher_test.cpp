#include "engine/launch/sweep_launcher.h"

#include "engine/launch/workspace.h"
#include "engine/protocol/sweep_expansion.h"
#include "engine/protocol/text_file.h"

#include <QDir>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace roentgen;
using namespace roentgen::launch;

// A shell script stands where roentgen-train would: what is tested is which runs are started, found, resumed, left.
class SweepLauncherTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void everyRunIsDoneOnceAndSkippedTheNextTime();
    void aFailedRunIsRecordedAndTheRestGoesOn();
    void aRunThatCannotStartIsRecordedAndTheRestGoesOn();
    void aRunThatVanishesIsResumedTwiceThenGivenUp();
    void aRunThatStillGoesIsFoundAgain();
    void whatAKilledStartLeftIsStartedAnew();
    void aStopEndsTheRunsAndTheSweep();
    void severalAtATimeShareTheCores();
    void onlyOneWorksThroughASweep();
    void anAddedValueKeepsWhatIsDone();
    void aDamagedRecordIsSaid();
    void meanAndDeviationAreOfTheFinishedRuns();

private:
    // $3 is the run's folder; $1 its experiment. Every start leaves a line in WORKSPACE/starts.
    void writeTrainer(const std::string& script);
    Experiment experimentOf(const std::string& axes, int repeats = 1) const;
    Result<SweepEnd> work(const Experiment& experiment, SweepOptions options = {});
    QStringList starts() const;
    SweepFolder folder() const { return sweepFolder(m_workspace, "s"); }
    SweepSummary summary() const { return readSweepSummary(folder(), *readSweepRecord(folder()), m_workspace); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::string m_workspace, m_trainer;
    SweepPlan m_plan;
};

namespace {

// Shell that appends an event to the run's log, as a trainer does.
std::string appending(const std::string& event) {
    return R"(log="$3/events.jsonl"; touch "$log"
printf '{"seq":%d,"time":%s,%s}\n' $(($(wc -l <"$log") + 1)) $(date +%s.%N) ')" +
           event + "' >>\"$log\"\n";
}

const std::string Finish = appending(R"("kind":"finished","best_mean_auc":0.75,"seconds":1)");
const std::string Fail =
    appending(R"("kind":"error","code":"data","message":"no films","where":"x","hint":"")") + "exit 3";
const std::string Stop = appending(R"("kind":"stopped","reason":"asked")") + "exit 130";

} // namespace

void SweepLauncherTest::init() {
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = m_folder->filePath(QStringLiteral("work space")).toStdString();
    m_trainer = m_folder->filePath(QStringLiteral("trainer")).toStdString();
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("work space/films"))));
    // The supervisor stands beside the trainer.
    QVERIFY(QFile::link(QStringLiteral(ROENTGEN_BIN_DIR "/roentgen-run"),
                        m_folder->filePath(QStringLiteral("roentgen-run"))));
    writeTrainer(Finish);
}

void SweepLauncherTest::writeTrainer(const std::string& script) {
    const std::string log = "echo \"${3##*/} $4\" >> '" + m_workspace + "/starts'\n";
    if (!writeFileAtomically(m_trainer, "#!/bin/sh\n" + log + script + "\n"))
        qFatal("script");
    QFile::setPermissions(QString::fromStdString(m_trainer), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

Experiment SweepLauncherTest::experimentOf(const std::string& axes, int repeats) const {
    const auto experiment =
        parseExperiment("[experiment]\nname = \"s\"\nrepeats = " + std::to_string(repeats) +
                        "\n[data]\ndataset = \"films\"\n[distributed]\nthreads_per_rank = 1\n[sweep]\n" + axes + "\n");
    if (!experiment)
        qFatal("%s", experiment.error().toLine().c_str());
    return *experiment;
}

Result<SweepEnd> SweepLauncherTest::work(const Experiment& experiment, SweepOptions options) {
    Result<SweepPlan> plan = planSweep(experiment);
    if (!plan)
        return plan.error();
    m_plan = plan.take();
    options.trainer = m_trainer;
    const Result<SweepLock> lock = SweepLock::take(folder());
    if (!lock)
        return lock.error();
    if (Status opened = openSweep(folder(), experiment, m_plan); !opened)
        return opened.error();
    return workThroughSweep(folder(), m_workspace, m_plan, options);
}

QStringList SweepLauncherTest::starts() const {
    const auto text = readTextFile(m_workspace + "/starts");
    return text ? QString::fromStdString(*text).split(QLatin1Char('\n'), Qt::SkipEmptyParts) : QStringList();
}

void SweepLauncherTest::everyRunIsDoneOnceAndSkippedTheNextTime() {
    const Experiment e = experimentOf("training.epochs = [1, 2]\naugment.flip = [true, false]", 2);
    auto end = work(e);
    QVERIFY2(end && *end == SweepEnd::Finished, end ? "" : end.error().toLine().c_str());
    QCOMPARE(starts().size(), 8);
    QCOMPARE(summary().finished, int64_t(8));
    const auto record = readSweepRecord(folder());
    for (size_t k = 0; k < record->runs.size(); ++k) {
        const auto run = readExperiment(m_workspace + "/runs/" + record->runs[k].runId + "/experiment.toml");
        QVERIFY(run && !isSweep(*run));
        QCOMPARE(run->experiment.seed, record->runs[k].seed);
        QCOMPARE(starts()[int(k)].trimmed(), QString::fromStdString(record->runs[k].runId)); // in order
    }
    QVERIFY(bool(work(e)));
    QCOMPARE(starts().size(), 8);
    QCOMPARE(listSweeps(m_workspace), std::vector<std::string>{"s"});
    QVERIFY(bool(readExperiment(folder().files().experimentFile())));
}

void SweepLauncherTest::aFailedRunIsRecordedAndTheRestGoesOn() {
    const Experiment e = experimentOf("training.epochs = [1, 2, 3]");
    writeTrainer(std::string("if grep -q 'epochs = 2' \"$1\"; then ") + Fail + "; fi\n" + Finish);
    QVERIFY(bool(work(e)));
    QCOMPARE(summary().finished, int64_t(2));
    QCOMPARE(summary().failed, int64_t(1));
    QCOMPARE(summary().rows[1].failed, int64_t(1));
    QVERIFY(bool(work(e))); // left alone
    QCOMPARE(starts().size(), 3);
    writeTrainer(Finish);
    SweepOptions again;
    again.retryFailed = true;
    QVERIFY(bool(work(e, again)));
    QCOMPARE(starts().size(), 4);
    QVERIFY(starts().last().endsWith(QLatin1String("--resume")));
    QCOMPARE(summary().finished, int64_t(3));
}

void SweepLauncherTest::aRunThatCannotStartIsRecordedAndTheRestGoesOn() {
    const Experiment e = experimentOf("data.dataset = [\"films\", \"absent\", \"films/.\"]");
    QVERIFY(bool(work(e)));
    QCOMPARE(summary().finished, int64_t(2));
    QCOMPARE(summary().failed, int64_t(1));
    QVERIFY(readSweepRecord(folder())->runs[1].error.find("absent") != std::string::npos);
    QVERIFY(QDir().mkpath(m_folder->filePath(QStringLiteral("work space/absent"))));
    QVERIFY(bool(work(e))); // the error stays with its run
    QCOMPARE(summary().failed, int64_t(1));
    SweepOptions again;
    again.retryFailed = true;
    QVERIFY(bool(work(e, again)));
    QCOMPARE(summary().finished, int64_t(3));
    QVERIFY(readSweepRecord(folder())->runs[1].error.empty());
}

void SweepLauncherTest::aRunThatVanishesIsResumedTwiceThenGivenUp() {
    const Experiment e = experimentOf("training.epochs = [1, 2]");
    writeTrainer("if grep -q 'epochs = 1' \"$1\"; then echo out of memory; kill -9 $$; fi\n" + std::string(Finish));
    QVERIFY(bool(work(e)));
    QCOMPARE(starts().size(), 4);
    QVERIFY(starts()[2].endsWith(QLatin1String("--resume")));
    QCOMPARE(summary().finished, int64_t(1));
    QCOMPARE(summary().failed, int64_t(1));
    QVERIFY(readSweepRecord(folder())->runs[0].error.find("out of memory") != std::string::npos);
}

void SweepLauncherTest::aRunThatStillGoesIsFoundAgain() {
    const Experiment e = experimentOf("training.epochs = [1, 2]");
    // The launcher of the first run is gone; its trainer goes on for a while.
    writeTrainer("sleep 1\n" + std::string(Finish));
    const auto plan = planSweep(e);
    QVERIFY(bool(startRun(*planRun(plan->experiments[0], m_workspace, m_trainer, plan->record.runs[0].runId))));
    QVector<int> events;
    SweepOptions options;
    options.report = [&](const SweepEntry&, SweepOptions::Event event, RunState) { events << int(event); };
    QVERIFY(bool(work(e, options)));
    using Event = SweepOptions::Event;
    QCOMPARE(events, (QVector<int>{int(Event::Found), int(Event::Ended), int(Event::Started), int(Event::Ended)}));
    QCOMPARE(starts().size(), 2);
    QCOMPARE(summary().finished, int64_t(2));
}

void SweepLauncherTest::whatAKilledStartLeftIsStartedAnew() {
    const Experiment e = experimentOf("training.epochs = [1, 2]");
    const auto plan = planSweep(e);
    // One was killed before its experiment was written, the other before its process was there.
    const QString runs = QString::fromStdString(m_workspace + "/runs/");
    const QString first = runs + QString::fromStdString(plan->record.runs[0].runId);
    const QString second = runs + QString::fromStdString(plan->record.runs[1].runId);
    QVERIFY(QDir().mkpath(first) && QDir().mkpath(second));
    QVERIFY(bool(writeFileAtomically(first.toStdString() + "/experiment.toml.tmp-1", "[exp")));
    QVERIFY(bool(writeFileAtomically(second.toStdString() + "/experiment.toml",
                                     writeExperiment(plan->experiments[1], WriteKeys::All))));
    QVERIFY(bool(work(e)));
    QCOMPARE(summary().finished, int64_t(2));
    QVERIFY(!QFile::exists(first + QStringLiteral("/experiment.toml.tmp-1")));
}

void SweepLauncherTest::aStopEndsTheRunsAndTheSweep() {
    const Experiment e = experimentOf("training.epochs = [1, 2, 3]");
    writeTrainer("while ! grep -q '\"stop\"' \"$3/control\" 2>/dev/null; do sleep 0.05; done\n" + Stop);
    SweepOptions options;
    QElapsedTimer clock;
    clock.start();
    // As roentgen-run stop does it, from another process.
    options.report = [&](const SweepEntry&, SweepOptions::Event event, RunState) {
        if (event == SweepOptions::Event::Started && !stopSweep(folder(), m_workspace, ControlCommand::Stop))
            qFatal("not stopped");
    };
    const auto end = work(e, options);
    QVERIFY(end && *end == SweepEnd::Stopped);
    QCOMPARE(starts().size(), 1);
    QVERIFY(clock.elapsed() < 20000);
    // The next time it goes on with that run.
    writeTrainer(Finish);
    QVERIFY(bool(work(e)));
    QCOMPARE(summary().finished, int64_t(3));
    QVERIFY(starts()[1].endsWith(QLatin1String("--resume")));
    QVERIFY(bool(writeProcessRecord(folder().files(), {})));
    QVERIFY(!stopSweep(folder(), m_workspace, ControlCommand::Stop)); // nothing is going on
}

void SweepLauncherTest::severalAtATimeShareTheCores() {
    Experiment e = experimentOf("training.epochs = [1, 2, 3, 4]");
    e.distributed.threadsPerRank = 0;
    e.distributed.threadBinding = "close"; // one after the other; at the same time they would crowd on the first cores
    writeTrainer("sleep 0.3\n" + std::string(Finish));
    SweepOptions options;
    options.parallel = 2;
    int going = 0, most = 0;
    options.report = [&](const SweepEntry&, SweepOptions::Event event, RunState) {
        going += event == SweepOptions::Event::Ended ? -1 : 1;
        most = std::max(most, going);
    };
    QVERIFY(bool(work(e, options)));
    QCOMPARE(most, 2);
    QCOMPARE(summary().finished, int64_t(4));
    const auto run = readExperiment(m_workspace + "/runs/" + m_plan.record.runs[0].runId + "/experiment.toml");
    QCOMPARE(run->distributed.threadsPerRank, int64_t(std::max(1, usableCores() / 2)));
    QCOMPARE(run->distributed.threadBinding, std::string("none"));
    const auto record = readProcessRecord({m_workspace + "/runs/" + m_plan.record.runs[0].runId});
    QVERIFY(record && record->command.size() > 2);
    QCOMPARE(record->command[2], std::string("OMP_PROC_BIND=false"));
}

void SweepLauncherTest::onlyOneWorksThroughASweep() {
    const auto lock = SweepLock::take(folder());
    QVERIFY(bool(lock));
    const auto end = work(experimentOf("training.epochs = [1, 2]"));
    QVERIFY(!end);
    QCOMPARE(end.error().exitCode(), int(ExitUsage));
    QVERIFY(starts().isEmpty());
}

void SweepLauncherTest::anAddedValueKeepsWhatIsDone() {
    QVERIFY(bool(work(experimentOf("training.epochs = [1, 2]", 2))));
    QVERIFY(bool(work(experimentOf("training.epochs = [1, 2, 3]", 3))));
    QCOMPARE(starts().size(), 9);
    QCOMPARE(summary().finished, int64_t(9));
    Experiment other = experimentOf("training.epochs = [1, 2]", 2);
    other.data.imageSize = 64;
    QVERIFY(bool(work(other))); // another experiment: other runs
    QCOMPARE(starts().size(), 13);
}

void SweepLauncherTest::aDamagedRecordIsSaid() {
    QVERIFY(bool(work(experimentOf("training.epochs = [1, 2]"))));
    for (const char* damaged : {"", "{", "[]", "{\"name\": 3}", "{\"name\":\"s\",\"runs\":[{}]}"}) {
        QVERIFY(bool(writeFileAtomically(folder().recordFile(), damaged)));
        const auto record = readSweepRecord(folder());
        QVERIFY2(!record, damaged);
        QCOMPARE(record.error().exitCode(), int(ExitData));
    }
    QVERIFY(bool(work(experimentOf("training.epochs = [1, 2]")))); // written anew; the runs are done
    QCOMPARE(starts().size(), 2);
}

void SweepLauncherTest::meanAndDeviationAreOfTheFinishedRuns() {
    const Spread spread = spreadOf({2, 4, 4, 4, 5, 5, 7, 9}); // sum of squares 32
    QCOMPARE(spread.mean, 5.0);
    QCOMPARE(spread.deviation, std::sqrt(32.0 / 7));
    QCOMPARE(spreadOf({3}).deviation, 0.0);
    QCOMPARE(spreadOf({}).count, int64_t(0));
    SweepRecord record{"s", {{"a", 0, 1, 1, {}, ""}, {"b", 0, 2, 2, {}, ""}, {"c", 0, 3, 3, {}, ""}}};
    RunSummary done;
    done.state = RunState::Finished;
    done.best = 0.8;
    done.trainingSecondsPerEpoch = 12;
    RunSummary half;
    half.trainingSecondsPerEpoch = 99;
    half.state = RunState::Running;
    half.best = 0.2; // not finished: not counted
    half.step = 5;
    half.totalSteps = 10;
    const SweepSummary sweep = summarizeSweep(record, {{"a", done}, {"b", half}}, true);
    QCOMPARE(sweep.rows.size(), size_t(1));
    QCOMPARE(sweep.rows[0].headline().mean, 0.8);
    QCOMPARE(sweep.rows[0].trainingSecondsPerEpoch.mean, 12.0);
    QCOMPARE(sweep.going, int64_t(1));
    QCOMPARE(sweep.progress, 0.5);
    QVERIFY(sweep.state == SweepState::Running);
}

QTEST_APPLESS_MAIN(SweepLauncherTest)
#include "sweep_launcher_test.moc"
