// What an experiment will come to, by numbers that can be reckoned by hand.
#include "engine/protocol/forecast.h"
#include "engine/protocol/key_values.h"
#include "engine/protocol/measured_runs.h"
#include "tests/protocol/measured_run.h"

#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::tests;

namespace {

Experiment experimentOf(std::initializer_list<const char*> settings) {
    Experiment experiment;
    experiment.data.dataset = "films";
    for (const char* setting : settings)
        if (const Status set = applyOverride(experiment, setting); !set)
            qFatal("%s", set.error().toLine().c_str());
    return experiment;
}

double bytesIn(const RunFolder& run) {
    double bytes = 0;
    for (const QFileInfo& file : QDir(QString::fromStdString(run.path)).entryInfoList(QDir::Files))
        bytes += double(file.size());
    return bytes;
}

} // namespace

class ForecastTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void stepsAreWholeGlobalBatches() {
        const Experiment experiment = experimentOf(
            {"training.local_batch=8", "training.accumulation=2", "distributed.ranks=2", "training.epochs=4"});
        QCOMPARE(globalBatchOf(experiment), int64_t(32));
        QCOMPARE(stepsPerEpochOf(experiment, 100), int64_t(3));
        QCOMPARE(stepsPerEpochOf(experiment, 20), int64_t(1));
        QCOMPARE(stepsPerEpochOf(experiment, 0), int64_t(0));
        QCOMPARE(estimatedSeconds(experiment, 100, 12), 32.0); // 4 epochs of 3 steps of 32 images
    }

    void timeIsMeasuredOnlyInARunThatWasLikeIt() {
        const Experiment experiment = experimentOf({"training.local_batch=16"});
        QCOMPARE(forecast(experiment).measuredIn, std::string());
        const RunFolder run = writeMeasuredRun(m_folder->path(), QStringLiteral("earlier-1"), experiment, 6, 12);
        QCOMPARE(forecast(experiment).measuredIn, std::string()); // a folder that was copied here tells of elsewhere
        recordMachine(run);
        QCOMPARE(forecast(experiment).measuredIn, std::string("earlier-1"));
        QCOMPARE(forecast(experiment).imagesPerSecond, 8.0); // 6 steps of 16 images in 12 seconds
        Experiment other = experiment;
        other.training.epochs = 99; // how long it runs does not change how fast it is
        QCOMPARE(forecast(other).imagesPerSecond, 8.0);
        other.data.imageSize = 320;
        QCOMPARE(forecast(other).measuredIn, std::string());
        other = experiment;
        other.target.kind = "ssh";
        other.target.name = "box";
        QCOMPARE(forecast(other).measuredIn, std::string());
        recordMachine(writeMeasuredRun(m_folder->path(), QStringLiteral("short-1"), other, 4, 1));
        QCOMPARE(forecast(experiment).measuredIn, std::string("earlier-1")); // the first steps warm up
    }

    void timeIsRoughFromTheCoresWhereNothingWasMeasured() {
        // 12 images/s of 17.2e9 operations on two cores; ResNet-18: 1.81e9 multiply-adds, thrice, two operations each.
        const double fp32 = 12 * 17.2e9 / 2 / (1.81e9 * 6);
        const Experiment experiment = experimentOf({"model.architecture=resnet18", "training.precision=fp32"});
        QVERIFY(isNear(forecast(experiment).imagesPerSecond, 4 * fp32));
        Experiment other = experiment;
        other.data.imageSize = 448; // four times the operations
        QVERIFY(isNear(forecast(other).imagesPerSecond, fp32));
        other = experiment;
        other.distributed.ranks = 2;
        other.distributed.threadsPerRank = 1;
        QVERIFY(isNear(forecast(other).imagesPerSecond, 2 * fp32));
        other.training.precision = "bf16";
        QVERIFY(isNear(forecast(other).imagesPerSecond, 2 * fp32 * 25 / 12));
        QCOMPARE(roughImagesPerSecond(experiment, {0, {}}), 0.0);
    }

    void diskIsWhatARunOfTheModelTookElseSevenTimesItsWeights() {
        Experiment experiment = experimentOf({"model.architecture=resnet18"});
        QCOMPARE(forecast(experiment).bytes, 11176512.0 * 4 * 7);
        QVERIFY(!forecast(experiment).bytesMeasured);
        const RunFolder run = writeMeasuredRun(m_folder->path(), QStringLiteral("earlier-1"), experiment, 1, 1);
        recordMachine(run);
        QVERIFY(!forecast(experiment).bytesMeasured); // it left no weights
        QVERIFY(bool(writeFileAtomically(run.lastWeights(), std::string(5000, 'w'))));
        experiment.data.imageSize = 32; // whose speed it does not tell
        QVERIFY(forecast(experiment).bytesMeasured && forecast(experiment).measuredIn.empty());
        QCOMPARE(forecast(experiment).bytes, bytesIn(run));
        experiment.training.optimizer = "sgd";
        QVERIFY(!forecast(experiment).bytesMeasured);
        experiment.model.architecture = "vgg16";
        experiment.model.head = "classic";
        QCOMPARE(forecast(experiment).bytes, (14714688.0 + 119545856) * 4 * 7);
    }

    void aSweepIsTheSumOfItsRuns() {
        Experiment sweep = experimentOf({"training.local_batch=16", "experiment.repeats=3", "training.epochs=2"});
        recordMachine(writeMeasuredRun(m_folder->path(), QStringLiteral("earlier-1"), sweep, 6, 12));
        auto all = forecastSweep(m_folder->path().toStdString(), sweep, 40, m_machine);
        QVERIFY(all);
        QCOMPARE(all->runs, int64_t(3));
        QCOMPARE(all->seconds, 3 * 2 * 32 / 8.0); // three runs, two epochs of two steps of 16 images at 8 images/s
        QCOMPARE(all->measuredRuns, int64_t(3));
        QCOMPARE(all->measuredIn, std::string("earlier-1"));
        sweep.sweep.axes = {{"training.local_batch", {int64_t(16), int64_t(8)}}};
        all = forecastSweep(m_folder->path().toStdString(), sweep, 40, m_machine);
        QVERIFY(all);
        QCOMPARE(all->runs, int64_t(6));
        QCOMPARE(all->measuredRuns, int64_t(3));
        Experiment small = sweep;
        small.training.localBatch = 8;
        QVERIFY(isNear(all->seconds, 24 + 3 * 2 * 40 / forecast(small).imagesPerSecond));
        QCOMPARE(all->bytes, 6 * 6953856.0 * 4 * 7);
        QVERIFY(all->memory &&
                all->memory->neededBytes == memoryNeed(experimentOf({"training.local_batch=16"}), 1, {})->neededBytes);
    }

private:
    static bool isNear(double a, double b) { return std::abs(a / b - 1) < 1e-9; }
    RunForecast forecast(const Experiment& experiment) const {
        return forecastRuns(m_folder->path().toStdString(), {experiment}, m_machine).front();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    const MachineFacts m_machine{4, {16e9, 8e9, false}};
};

QTEST_APPLESS_MAIN(ForecastTest)
#include "forecast_test.moc"
