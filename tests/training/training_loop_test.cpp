// Interrupted anywhere and resumed, a run with every feature of the loop gives the same bytes; early stopping; a stop
// during validation. Run under mpirun with 1, 2 and 3 ranks.
#include "tests/training/loop_runs.h"

#include <QtTest>
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
    void stopsEarly();
    void stopsDuringValidation();

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
        if (batch.step >= 8) // the file is looked at once a second
            std::this_thread::sleep_for(std::chrono::milliseconds(400));
    });
    QVERIFY(!stopped && stopped.error().code == ErrorCode::Stopped);
    const std::string progress = checkpointProgress(m_runs.folder(cut));
    QVERIFY2(progress.find("\"part_in_step\":0") == std::string::npos, progress.c_str());
    QCOMPARE(m_runs.history(cut).checkpoint->step, int64_t(1));
    const Status resumed = m_runs.train(cut, experiment, true);
    QVERIFY2(bool(resumed), resumed ? "" : resumed.error().toLine().c_str());
    QCOMPARE(m_runs.firstDifference(whole, cut), QString());
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

int main(int argc, char** argv) {
    auto ranks = distributed::openCommunicator();
    TrainingLoopTest test(*ranks);
    return QTest::qExec(&test, argc, argv);
}
#include "training_loop_test.moc"
