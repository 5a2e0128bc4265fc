#include "engine/training/learning_rate.h"

#include <QTest>

#include <cmath>

using namespace roentgen;
using namespace roentgen::training;

// Values worked out by hand from the definitions: 10 steps an epoch, rate 0.1, steps from 0.
class LearningRateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsItsSchedule_data();
    void followsItsSchedule();
    void isThePapersExponential();
    void restartsAsTorchDoes();
    void growsWithTheGlobalBatch_data();
    void growsWithTheGlobalBatch();
    void plateauWaitsItsPatienceOut_data();
    void plateauWaitsItsPatienceOut();
    void refusesWhatCannotBe_data();
    void refusesWhatCannotBe();
    void takesWhatCanBe_data();
    void takesWhatCanBe();
};

namespace {

Experiment experimentOf(const QString& settings) {
    Experiment experiment;
    experiment.data.dataset = "films";
    experiment.training.learningRate = 0.1;
    experiment.training.epochs = 4;
    for (const QString& one : settings.split(QLatin1Char(' '), Qt::SkipEmptyParts))
        if (const Status set = applyOverride(experiment, "training." + one.toStdString()); !set)
            qFatal("%s", set.error().toLine().c_str());
    return experiment;
}

} // namespace

void LearningRateTest::followsItsSchedule_data() {
    QTest::addColumn<QString>("settings");
    QTest::addColumn<int>("step");
    QTest::addColumn<double>("rate");
    const auto row = [](const char* title, const char* settings, int step, double rate) {
        QTest::newRow(title) << QStringLiteral("schedule=") + QString::fromLatin1(settings) << step << rate;
    };
    row("constant", "constant", 39, 0.1);
    row("first step of a warm-up over nine", "constant warmup_epochs=0.9", 0, 0.01);
    row("last step of it", "constant warmup_epochs=0.9", 8, 0.09);
    row("after it", "constant warmup_epochs=0.9", 9, 0.1);
    row("first step of a warm-up from a half", "constant warmup_epochs=0.9 warmup_start=0.5", 0, 0.055);
    row("last step of it, from a half", "constant warmup_epochs=0.9 warmup_start=0.5", 8, 0.095);
    row("after it, from a half", "constant warmup_epochs=0.9 warmup_start=0.5", 9, 0.1);
    row("a warm-up from the whole", "constant warmup_epochs=2 warmup_start=1", 0, 0.1);

    row("step: the last of the first", "step step_epochs=2", 19, 0.1);
    row("step: the first of the second", "step step_epochs=2", 20, 0.01);
    row("step: the last of the second", "step step_epochs=2", 39, 0.01);
    row("step: the third, of another factor", "step step_epochs=1 decay_factor=0.5", 20, 0.025);
    row("step: the warm-up counts", "step step_epochs=2 warmup_epochs=1.5", 20, 0.01);

    row("exponential: before", "exponential decay_from_epoch=2", 19, 0.1);
    row("exponential: where it begins", "exponential decay_from_epoch=2", 20, 0.1);
    row("exponential: half an epoch on", "exponential decay_from_epoch=2", 25, 0.1 * std::sqrt(0.1));
    row("exponential: an epoch on", "exponential decay_from_epoch=2", 30, 0.01);
    row("exponential: from the start", "exponential decay_from_epoch=0 decay_factor=0.5", 30, 0.0125);

    row("cosine begins at the rate", "cosine", 0, 0.1);
    row("cosine at a third: cos 60", "cosine warmup_epochs=1", 20, 0.075);
    row("cosine half-way", "cosine", 20, 0.05);
    row("cosine at two thirds: cos 120", "cosine warmup_epochs=1", 30, 0.025);
    row("cosine ends at nothing", "cosine", 40, 0.0);
    row("cosine half-way to a floor", "cosine cosine_floor=0.2", 20, 0.06);
    row("cosine ends at its floor", "cosine cosine_floor=0.2", 40, 0.02);

    row("restarts: half a period", "cosine_restarts restart_epochs=2", 10, 0.05);
    row("restarts: a step before", "cosine_restarts restart_epochs=2", 19,
        0.05 * (1 + std::cos(0.95 * 3.14159265358979323846)));
    row("restarts", "cosine_restarts restart_epochs=2", 20, 0.1);
    row("restarts after the warm-up", "cosine_restarts restart_epochs=2 warmup_epochs=1", 30, 0.1);
    row("restarts: half of a longer period", "cosine_restarts restart_epochs=1 restart_multiplier=2", 20, 0.05);
    row("restarts: the third period", "cosine_restarts restart_epochs=1 restart_multiplier=2", 30, 0.1);
    row("restarts: half-way to a floor", "cosine_restarts restart_epochs=2 cosine_floor=0.5", 30, 0.075);
}

void LearningRateTest::followsItsSchedule() {
    QFETCH(QString, settings);
    QFETCH(int, step);
    QFETCH(double, rate);
    const auto made = LearningRate::make(experimentOf(settings), 1);
    QVERIFY(bool(made));
    QVERIFY2(std::abs(made->at(step, 10) - rate) < 1e-12, qPrintable(QString::number(made->at(step, 10))));
}

// Five epochs of warm-up to 0.5, then from epoch 50 a tenth of it every epoch.
void LearningRateTest::isThePapersExponential() {
    const Experiment experiment =
        experimentOf(QStringLiteral("schedule=exponential optimizer=adadelta learning_rate=0.5 epochs=60 "
                                    "warmup_epochs=5 decay_from_epoch=50"));
    QVERIFY(bool(checkExperiment(experiment)));
    const auto rate = LearningRate::make(experiment, 1);
    constexpr int64_t steps = 97; // an epoch
    for (int64_t k = 0; k < 60 * steps; ++k) {
        const double epochs = double(k) / steps;
        const double expected = epochs < 5     ? 0.5 * double(k + 1) / (5 * steps + 1)
                                : epochs <= 50 ? 0.5
                                               : 0.5 * std::exp(-std::log(10.0) * (epochs - 50));
        QVERIFY2(std::abs(rate->at(k, steps) - expected) < 1e-12, qPrintable(QString::number(k)));
    }
}

void LearningRateTest::restartsAsTorchDoes() {
    // torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(T_0=1, T_mult=2, eta_min=0.01), base 0.1, stepped by quarter
    // epochs: recorded from 1.13.1 with scheduler.step(k / 4).
    const double recorded[] = {0.1,
                               0.08681980515339464,
                               0.05500000000000001,
                               0.023180194846605363,
                               0.1,
                               0.0965745789630079,
                               0.08681980515339464,
                               0.07222075445642905,
                               0.05500000000000001,
                               0.03777924554357097,
                               0.023180194846605363,
                               0.013425421036992097,
                               0.1};
    const auto rate = LearningRate::make(
        experimentOf(QStringLiteral("schedule=cosine_restarts restart_epochs=1 restart_multiplier=2 cosine_floor=0.1")),
        1);
    for (int k = 0; k < 13; ++k) {
        QVERIFY2(std::abs(rate->at(k, 4) - recorded[k]) < 1e-12, qPrintable(QString::number(k)));
        QCOMPARE(rate->period(k, 4), int64_t(k < 4 ? 0 : k < 12 ? 1 : 2));
    }
    // An epoch of three steps and a multiplier that is no whole number: the third of each boundary is not lost.
    const auto uneven = LearningRate::make(
        experimentOf(QStringLiteral("schedule=cosine_restarts epochs=9 restart_epochs=2 restart_multiplier=1.5")), 1);
    QCOMPARE(uneven->at(6, 3), 0.1);
    QCOMPARE(uneven->at(15, 3), 0.1);
    QCOMPARE(uneven->period(14, 3), int64_t(1));
    QCOMPARE(uneven->period(15, 3), int64_t(2));
    QCOMPARE(LearningRate::make(experimentOf(QStringLiteral("schedule=cosine")), 1)->period(30, 10), int64_t(0));
}

void LearningRateTest::growsWithTheGlobalBatch_data() {
    QTest::addColumn<QString>("settings");
    QTest::addColumn<int>("ranks");
    QTest::addColumn<double>("rate"); // of 0.1
    QTest::newRow("none") << "learning_rate_scaling=none" << 4 << 0.1;
    QTest::newRow("linear") << "learning_rate_scaling=linear" << 4 << 0.4;
    QTest::newRow("sqrt") << "learning_rate_scaling=sqrt" << 4 << 0.2;
    QTest::newRow("accumulation counts") << "learning_rate_scaling=linear accumulation=2" << 4 << 0.8;
    QTest::newRow("below the base") << "learning_rate_scaling=linear base_batch=64" << 1 << 0.025;
    // The paper: 0.0005 at 8, doubled with every doubling.
    QTest::newRow("the paper's 256") << "learning_rate_scaling=linear learning_rate=0.0005 base_batch=8 local_batch=64"
                                     << 4 << 0.016;
}

void LearningRateTest::growsWithTheGlobalBatch() {
    QFETCH(QString, settings);
    QFETCH(int, ranks);
    QFETCH(double, rate);
    const auto made = LearningRate::make(experimentOf(QStringLiteral("schedule=constant ") + settings), ranks);
    QVERIFY(std::abs(made->at(0, 10) - rate) < 1e-15);
}

void LearningRateTest::plateauWaitsItsPatienceOut_data() {
    QTest::addColumn<double>("factor");
    QTest::addColumn<QList<double>>("losses");
    QTest::addColumn<QList<double>>("rates");
    QTest::newRow("by hand") << 0.5 << QList<double>{1.0, 0.9, 0.95, 0.95, 0.8, 0.85}
                             << QList<double>{0.1, 0.1, 0.1, 0.05, 0.05, 0.05};
    QTest::newRow("torch's ReduceLROnPlateau(factor=0.1, patience=1), recorded from 1.13.1")
        << 0.1 << QList<double>{1.0, 0.9, 0.9, 0.95, 0.94, 0.93, 0.5, 0.49999, 0.5, 0.4}
        << QList<double>{0.1, 0.1, 0.1, 0.01, 0.01, 0.001, 0.001, 0.001, 0.0001, 0.0001};
}

void LearningRateTest::plateauWaitsItsPatienceOut() {
    QFETCH(double, factor);
    QFETCH(QList<double>, losses);
    QFETCH(QList<double>, rates);
    LearningRate rate =
        *LearningRate::make(experimentOf(QStringLiteral("plateau_patience=1 plateau_factor=%1").arg(factor)), 1);
    for (int epoch = 0; epoch < losses.size(); ++epoch) {
        rate.onValidation(losses[epoch]);
        QVERIFY2(std::abs(rate.at(10 * (epoch + 1), 10) - rates[epoch]) < 1e-12, qPrintable(QString::number(epoch)));
    }
}

void LearningRateTest::refusesWhatCannotBe_data() {
    QTest::addColumn<QString>("settings");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("allowed");
    const auto row = [](const char* title, const char* settings, const char* key, const char* allowed) {
        QTest::newRow(title) << QString::fromLatin1(settings) << QStringLiteral("training.") + QLatin1String(key)
                             << QString::fromLatin1(allowed);
    };
    row("warm-up longer than the run", "warmup_epochs=5", "warmup_epochs", "use 0 to less than 4");
    row("warm-up as long as the run", "warmup_epochs=4", "warmup_epochs", "use 0 to less than 4");
    row("a step that never comes", "schedule=step step_epochs=4", "step_epochs", "use 1 to 3");
    row("no room for a step", "schedule=step epochs=1", "step_epochs", "more training.epochs");
    row("decay behind the end", "schedule=exponential decay_from_epoch=4", "decay_from_epoch", "use 0 to 3");
    row("a restart that never comes", "schedule=cosine_restarts restart_epochs=3 warmup_epochs=1.5", "restart_epochs",
        "use 1 to 2");
    row("more snapshots than cycles", "schedule=cosine_restarts restart_epochs=1 snapshots=5", "snapshots",
        "use 0 to 4");
    row("cycles that grow", "schedule=cosine_restarts restart_epochs=1 restart_multiplier=2 snapshots=3", "snapshots",
        "use 0 to 2");
    row("cycles behind the warm-up", "schedule=cosine_restarts restart_epochs=1 warmup_epochs=1.5 snapshots=3",
        "snapshots", "use 0 to 2");
    row("Nesterov's Adam", "nesterov=true", "nesterov", "sgd");
    row("Nesterov without momentum", "optimizer=sgd momentum=0 nesterov=true", "nesterov", "above 0");
}

void LearningRateTest::refusesWhatCannotBe() {
    QFETCH(QString, settings);
    QFETCH(QString, key);
    QFETCH(QString, allowed);
    const Status checked = checkExperiment(experimentOf(settings));
    QVERIFY(!checked);
    QCOMPARE(checked.error().exitCode(), int(ExitUsage));
    QCOMPARE(QString::fromStdString(checked.error().where), key);
    QVERIFY2(QString::fromStdString(checked.error().hint).contains(allowed), checked.error().toLine().c_str());
}

void LearningRateTest::takesWhatCanBe_data() {
    QTest::addColumn<QString>("settings");
    for (const char* settings :
         {"warmup_epochs=3.9", "schedule=step step_epochs=3", "schedule=exponential decay_from_epoch=3",
          "schedule=cosine_restarts restart_epochs=3", "optimizer=sgd nesterov=true", "step_epochs=100",
          "schedule=cosine_restarts restart_epochs=1 snapshots=4",
          "schedule=cosine_restarts restart_epochs=1 restart_multiplier=2 snapshots=3 epochs=7",
          "schedule=step epochs=10", "schedule=exponential epochs=10", "schedule=cosine_restarts epochs=10"})
        QTest::newRow(settings) << QString::fromLatin1(settings);
}

void LearningRateTest::takesWhatCanBe() {
    QFETCH(QString, settings);
    const Status checked = checkExperiment(experimentOf(settings));
    QVERIFY2(bool(checked), checked ? "" : checked.error().toLine().c_str());
}

QTEST_APPLESS_MAIN(LearningRateTest)
#include "learning_rate_test.moc"
