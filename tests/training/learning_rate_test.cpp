#include "engine/training/learning_rate.h"

#include <QTest>

using namespace roentgen;
using namespace roentgen::training;

// Values worked out by hand from the definitions: 10 steps an epoch, rate 0.1.
class LearningRateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsItsSchedule_data();
    void followsItsSchedule();
    void growsWithTheGlobalBatch_data();
    void growsWithTheGlobalBatch();
    void plateauWaitsItsPatienceOut();
    void refusesWhatIsNotBuilt();
};

namespace {

Experiment experimentOf(const char* schedule) {
    Experiment experiment;
    experiment.training.schedule = schedule;
    experiment.training.learningRate = 0.1;
    experiment.training.epochs = 4;
    return experiment;
}

} // namespace

void LearningRateTest::followsItsSchedule_data() {
    QTest::addColumn<QString>("schedule");
    QTest::addColumn<double>("warmupEpochs");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    QTest::newRow("constant") << "constant" << 0.0 << 39 << 0.1;
    QTest::newRow("first step of a warm-up over nine") << "constant" << 0.9 << 0 << 0.01;
    QTest::newRow("last step of it") << "constant" << 0.9 << 8 << 0.09;
    QTest::newRow("after it") << "constant" << 0.9 << 9 << 0.1;
    QTest::newRow("cosine begins at the rate") << "cosine" << 0.0 << 0 << 0.1;
    QTest::newRow("cosine at a third: cos 60") << "cosine" << 1.0 << 20 << 0.075;
    QTest::newRow("cosine half-way") << "cosine" << 0.0 << 20 << 0.05;
    QTest::newRow("cosine at two thirds: cos 120") << "cosine" << 1.0 << 30 << 0.025;
    QTest::newRow("cosine ends at nothing") << "cosine" << 0.0 << 40 << 0.0;
}

void LearningRateTest::followsItsSchedule() {
    QFETCH(QString, schedule);
    QFETCH(double, warmupEpochs);
    QFETCH(int, step);
    QFETCH(double, rate);
    Experiment experiment = experimentOf(qPrintable(schedule));
    experiment.training.warmupEpochs = warmupEpochs;
    const auto made = LearningRate::make(experiment, 1);
    QVERIFY(bool(made));
    QVERIFY2(std::abs(made->at(step, 10) - rate) < 1e-12, qPrintable(QString::number(made->at(step, 10))));
}

void LearningRateTest::growsWithTheGlobalBatch_data() {
    QTest::addColumn<QString>("rule");
    QTest::addColumn<double>("rate"); // local batch 16, 4 ranks, base batch 16
    QTest::newRow("none") << "none" << 0.1;
    QTest::newRow("linear") << "linear" << 0.4;
    QTest::newRow("sqrt") << "sqrt" << 0.2;
}

void LearningRateTest::growsWithTheGlobalBatch() {
    QFETCH(QString, rule);
    QFETCH(double, rate);
    Experiment experiment = experimentOf("constant");
    experiment.training.learningRateScaling = rule.toStdString();
    QCOMPARE(LearningRate::make(experiment, 4)->at(0, 10), rate);
}

void LearningRateTest::plateauWaitsItsPatienceOut() {
    Experiment experiment = experimentOf("plateau");
    experiment.training.plateauPatience = 1;
    experiment.training.plateauFactor = 0.5;
    LearningRate rate = *LearningRate::make(experiment, 1);
    const double losses[] = {1.0, 0.9, 0.95, 0.95, 0.8, 0.85};
    const double rates[] = {0.1, 0.1, 0.1, 0.05, 0.05, 0.05};
    for (int epoch = 0; epoch < 6; ++epoch) {
        rate.onValidation(losses[epoch]);
        QCOMPARE(rate.at(10 * (epoch + 1), 10), rates[epoch]);
    }
}

void LearningRateTest::refusesWhatIsNotBuilt() {
    const auto made = LearningRate::make(experimentOf("step"), 1);
    QVERIFY(!made);
    QCOMPARE(made.error().exitCode(), int(ExitUsage));
}

QTEST_APPLESS_MAIN(LearningRateTest)
#include "learning_rate_test.moc"
