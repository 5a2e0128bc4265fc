// Interrupted anywhere and resumed, a run with every feature of the loop gives the same bytes; early stopping; a stop
// during validation. Run under mpirun with 1, 2 and 3 ranks.
#include "engine/distributed/host_threads.h"
#include "tests/training/loop_runs.h"

#include <QFile>
#include <QtTest>
#include <cmath>
#include <filesystem>
#include <thread>

using namespace roentgen;
using namespace roentgen::tests;

class TrainingLoopTest : public QObject {
    Q_OBJECT

public:
    explicit TrainingLoopTest(distributed::Communicator& ranks)
        : m_ranks(ranks)
        , m_runs(ranks) {}

private Q_SLOTS:
    void initTestCase() { QVERIFY(!m_runs.prepare(100).isEmpty()); }
    void resumesExactly_data();
    void resumesExactly();
    void resumesExactlyInTheMiddleOfAStep();
    void stopsAtOnceInTheMiddleOfAStep();
    void saysHowItStopped_data();
    void saysHowItStopped();
    void stopsEarly();
    void stopsDuringValidation();
    void tellsTrainingValidationAndWritingApart();
    void threadsOfRanksThatShareCoresAreNotBound();

private:
    bool isFirst() const { return m_ranks.rank() == 0; }

    distributed::Communicator& m_ranks;
    LoopRuns m_runs;
};

namespace {

using Change = std::function<void(Experiment&)>;

void average(Experiment& e) {
    e.training.emaDecay = 0.5;
}
void clip(Experiment& e) {
    e.training.clipNorm = 0.1;
}
void accumulate(Experiment& e) {
    e.training.accumulation = 2;
}
void all(Experiment& e) {
    average(e);
    clip(e);
    accumulate(e);
    e.training.optimizer = "adam";
    e.training.earlyStopEpochs = 5;
}

} // namespace

void TrainingLoopTest::resumesExactly_data() {
    QTest::addColumn<QString>("name");
    for (const char* name : {"average", "clip", "accumulate", "all"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

void TrainingLoopTest::resumesExactly() {
    QFETCH(QString, name);
    static const std::map<QString, Change> changes = {{QStringLiteral("average"), average},
                                                      {QStringLiteral("clip"), clip},
                                                      {QStringLiteral("accumulate"), accumulate},
                                                      {QStringLiteral("all"), all}};
    Experiment experiment = m_runs.experiment();
    changes.at(name)(experiment);
    experiment.training.checkpointSteps = 2;
    const QString whole = name + QStringLiteral("-whole"), cut = name + QStringLiteral("-cut");
    const Status undisturbed = m_runs.train(whole, experiment);
    QVERIFY2(bool(undisturbed), undisturbed ? "" : undisturbed.error().toLine().c_str());
    // As a kill: the checkpoint of step 2 is there, and what came after it is lost.
    const int64_t at = 3 * experiment.training.accumulation - 1; // in the third step
    QVERIFY(!m_runs.train(cut, experiment, false, [&](pipeline::Batch& batch) {
        if (batch.step == at)
            throw std::runtime_error("pulled the plug");
    }));
    QCOMPARE(m_runs.history(cut).checkpoint->step, int64_t(2));
    const Status resumed = m_runs.train(cut, experiment, true);
    QVERIFY2(bool(resumed), resumed ? "" : resumed.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(whole, cut), QString());
    QCOMPARE(m_runs.history(cut).finished->reason, std::string("epochs"));
}

void TrainingLoopTest::resumesExactlyInTheMiddleOfAStep() {
    Experiment experiment = m_runs.experiment();
    experiment.training.accumulation = 8;
    experiment.training.localBatch = 1;
    experiment.training.emaDecay = 0.5;
    const QString whole = QStringLiteral("parts-whole"), cut = QStringLiteral("parts-cut");
    QVERIFY(bool(m_runs.train(whole, experiment)));
    const Status stopped = m_runs.train(cut, experiment, false, [&](pipeline::Batch& batch) {
        if (batch.step == 8 && isFirst() && !appendControl(m_runs.folder(cut), ControlCommand::Stop))
            qFatal("cannot ask for a stop");
        // The file is looked at once a second, and ranks whose parts are short seldom talk between them.
        std::this_thread::sleep_for(std::chrono::milliseconds(batch.step >= 8 ? 400 : 60));
    });
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
    const std::string progress = checkpointProgress(m_runs.folder(cut));
    QVERIFY2(progress.find("\"part_in_step\":0") == std::string::npos, progress.c_str());
    QCOMPARE(m_runs.history(cut).checkpoint->step, int64_t(1));
    const Status resumed = m_runs.train(cut, experiment, true);
    QVERIFY2(bool(resumed), resumed ? "" : resumed.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(whole, cut), QString());
}

void TrainingLoopTest::stopsAtOnceInTheMiddleOfAStep() {
    Experiment experiment = m_runs.experiment();
    experiment.training.accumulation = 8;
    experiment.training.localBatch = 1;
    const QString name = QStringLiteral("parts-at-once");
    const Status stopped = m_runs.train(name, experiment, false, [&](pipeline::Batch& batch) {
        if (batch.step == 1 && isFirst()) // both are read together
            for (const ControlCommand command : {ControlCommand::Stop, ControlCommand::StopNow})
                if (!appendControl(m_runs.folder(name), command))
                    qFatal("cannot ask for a stop");
        if (batch.step >= 1)
            std::this_thread::sleep_for(std::chrono::milliseconds(400));
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Stopped);
    const RunHistory history = m_runs.history(name);
    QVERIFY(history.stopped && !history.checkpoint);
    QCOMPARE(history.stopped->how, std::string("now"));
}

void TrainingLoopTest::saysHowItStopped_data() {
    QTest::addColumn<int>("command");
    QTest::addColumn<QString>("how");
    QTest::newRow("with a checkpoint") << int(ControlCommand::Stop) << "checkpoint";
    QTest::newRow("at once") << int(ControlCommand::StopNow) << "now";
}

void TrainingLoopTest::saysHowItStopped() {
    QFETCH(int, command);
    QFETCH(QString, how);
    const QString name = QStringLiteral("stopped-") + how;
    const Status stopped = m_runs.train(name, m_runs.experiment(), false, [&](pipeline::Batch& batch) {
        if (batch.step == 2 && isFirst() && !appendControl(m_runs.folder(name), ControlCommand(command)))
            qFatal("cannot ask for a stop");
        if (batch.step >= 2) // the file is looked at once a second
            std::this_thread::sleep_for(std::chrono::milliseconds(400));
    });
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Stopped);
    const RunHistory history = m_runs.history(name);
    QVERIFY(history.stopped);
    QCOMPARE(QString::fromStdString(history.stopped->how), how);
    QCOMPARE(history.checkpoint.has_value(), how == QLatin1String("checkpoint"));
}

void TrainingLoopTest::stopsEarly() {
    Experiment experiment = m_runs.experiment();
    experiment.training.epochs = 9;
    experiment.training.earlyStopEpochs = 2;
    experiment.training.learningRate = 1e-12; // nothing gets better
    experiment.model.normalization = "none";
    const QString name = QStringLiteral("early");
    const Status ended = m_runs.train(name, experiment);
    QVERIFY2(bool(ended), ended ? "" : ended.error().toLine().c_str());
    RunHistory history = m_runs.history(name);
    QVERIFY(history.finished.has_value());
    QCOMPARE(history.finished->reason, std::string("early_stop"));
    int64_t best = 0;
    for (const auto& point : history.validations)
        best = point.validation.best ? point.validation.epoch : best;
    QCOMPARE(history.validations.back().validation.epoch, best + 2);
    // Resumed, it has nothing to do.
    const size_t before = history.steps.size();
    QVERIFY(bool(m_runs.train(name, experiment, true)));
    history = m_runs.history(name);
    QCOMPARE(history.steps.size(), before);
    QCOMPARE(history.finished->reason, std::string("early_stop"));
}

void TrainingLoopTest::stopsDuringValidation() {
    Experiment experiment = m_runs.experiment();
    experiment.data.validationFraction = 0.7;
    experiment.data.imageSize = 256; // validation takes longer than the second between two looks at the file
    experiment.training.localBatch = 1;
    const QString whole = QStringLiteral("validation-whole"), cut = QStringLiteral("validation-cut");
    QVERIFY(bool(m_runs.train(whole, experiment)));
    const int64_t steps = m_runs.history(whole).totalSteps();
    std::thread asking;
    const Status stopped = m_runs.train(cut, experiment, false, [&](pipeline::Batch& batch) {
        if (batch.step != steps - 1 || !isFirst())
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(1100)); // this step's look at the file is the last one
        asking = std::thread([&] {
            while (m_runs.history(cut).currentStep() < steps)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            if (!appendControl(m_runs.folder(cut), ControlCommand::Stop))
                qFatal("cannot ask for a stop");
        });
    });
    if (asking.joinable())
        asking.join();
    QVERIFY(!stopped);
    QCOMPARE(stopped.error().code, ErrorCode::Stopped);
    RunHistory history = m_runs.history(cut);
    QVERIFY(history.stopped && history.validations.empty());
    QCOMPARE(history.checkpoint->step, steps);
    const Status resumed = m_runs.train(cut, experiment, true);
    QVERIFY2(bool(resumed), resumed ? "" : resumed.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(whole, cut), QString());
    history = m_runs.history(cut);
    QCOMPARE(history.validations.size(), size_t(1));
    QCOMPARE(history.validations[0].validation.loss, m_runs.history(whole).validations[0].validation.loss);
}

void TrainingLoopTest::tellsTrainingValidationAndWritingApart() {
    Experiment experiment = m_runs.experiment();
    experiment.training.epochs = 2;
    experiment.training.checkpointSteps = 2;
    const QString name = QStringLiteral("times");
    constexpr double nap = 0.02;
    const auto slowly = [&](pipeline::Batch&) { std::this_thread::sleep_for(std::chrono::duration<double>(nap)); };
    QVERIFY(bool(m_runs.train(name, experiment, false, slowly)));
    RunHistory history = m_runs.history(name);
    QCOMPARE(history.epochs.size(), size_t(2));
    QList<QByteArray> lines = m_runs.bytes(name, "metrics.csv").trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(3));
    const QByteArray published =
        "epoch,step,train_loss,val_loss,mean_auc,auc_Effusion,auc_Cardiomegaly,positive_share,learning_rate,"
        "images_per_second,seconds";
    QCOMPARE(lines[0], published + ",training_seconds,validation_seconds,writing_seconds");
    for (size_t k = 0; k < 2; ++k) {
        const EpochEvent& epoch = history.epochs[k];
        QVERIFY(epoch.trainingSeconds >= nap * double(history.hello->stepsPerEpoch));
        QVERIFY(epoch.validationSeconds > 0 && epoch.writingSeconds > 0);
        QVERIFY(epoch.trainingSeconds + epoch.validationSeconds <= epoch.seconds + 1e-6);
        const QList<QByteArray> cells = lines[qsizetype(k) + 1].split(',');
        QCOMPARE(cells.size(), qsizetype(14));
        for (const auto& [cell, value] :
             {std::pair(cells[11], epoch.trainingSeconds), std::pair(cells[12], epoch.validationSeconds),
              std::pair(cells[13], epoch.writingSeconds)})
            QVERIFY2(std::abs(cell.toDouble() - value) <= 1e-6 * value, cell.constData());
    }
    // What an engine without these columns began is gone on with.
    m_ranks.barrier(); // all have read
    if (isFirst()) {
        QByteArray older;
        for (const QByteArray& line : lines)
            older += line.split(',').mid(0, 7).join(',') + ',' + line.split(',').mid(8, 3).join(',') + '\n';
        QFile file(QString::fromStdString(m_runs.folder(name).metricsFile()));
        if (!file.open(QIODevice::WriteOnly) || file.write(older) != older.size())
            qFatal("cannot write metrics.csv");
    }
    m_ranks.barrier();
    experiment.training.epochs = 3;
    QVERIFY(bool(m_runs.train(name, experiment, true)));
    history = m_runs.history(name);
    QCOMPARE(history.epochs.size(), size_t(3));
    lines = m_runs.bytes(name, "metrics.csv").trimmed().split('\n');
    QCOMPARE(lines.size(), qsizetype(4));
    QVERIFY(lines[0].startsWith(QByteArray(published).replace(",positive_share", "") + ",training_seconds"));
    QCOMPARE(lines[3].split(',')[7].toDouble(), lines[2].split(',')[7].toDouble()); // the constant learning rate
    QVERIFY(lines[2].endsWith(",,,") && !lines[3].endsWith(","));
    for (const QByteArray& line : lines)
        QCOMPARE(line.count(','), 12);
}

void TrainingLoopTest::threadsOfRanksThatShareCoresAreNotBound() {
    Experiment experiment = m_runs.experiment();
    experiment.distributed.threadBinding = "close";
    const bool shared = distributed::ranksOnTheseCores(m_ranks) > 1;
    double sharing = shared ? 1 : 0;
    m_ranks.sum(&sharing, 1);
    qputenv("OMP_PROC_BIND", "close"); // as the launcher sets it
    const Status trained = m_runs.train(QStringLiteral("bound"), experiment);
    QCOMPARE(bool(trained), sharing == 0);
    if (!trained) {
        QCOMPARE(trained.error().where, std::string("distributed.thread_binding"));
        QCOMPARE(trained.error().exitCode(), int(ExitUsage));
    }
    qputenv("OMP_PROC_BIND", "false"); // nor this: with more threads than cores
    const Status unbound = m_runs.train(QStringLiteral("unbound"), experiment);
    QVERIFY2(bool(unbound), unbound ? "" : unbound.error().toLine().c_str());
    qunsetenv("OMP_PROC_BIND");
}

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    TrainingLoopTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "training_loop_test.moc"
