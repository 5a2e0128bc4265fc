// The estimate against peaks that roentgen-train --benchmark had (tests/benchmarks/training_memory.py, LibTorch 1.13,
// DenseNet with batch normalisation, one rank): bytes as measured, within a tenth.
#include "app/experiments/memory_estimate.h"

#include <QtTest>
#include <cmath>

using namespace roentgen;
using namespace roentgen::app;

class MemoryEstimateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isNearWhatWasMeasured_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("precision");
        QTest::addColumn<int>("batch");
        QTest::addColumn<double>("measured");
        QTest::newRow("121 bf16 8") << QStringLiteral("densenet121") << QStringLiteral("bf16") << 8 << 897617920.0;
        QTest::newRow("121 fp32 8") << QStringLiteral("densenet121") << QStringLiteral("fp32") << 8 << 1423323136.0;
        QTest::newRow("169 bf16 8") << QStringLiteral("densenet169") << QStringLiteral("bf16") << 8 << 1090301952.0;
        QTest::newRow("169 fp32 8") << QStringLiteral("densenet169") << QStringLiteral("fp32") << 8 << 1697976320.0;
        QTest::newRow("201 bf16 8") << QStringLiteral("densenet201") << QStringLiteral("bf16") << 8 << 1390542848.0;
        QTest::newRow("201 fp32 8") << QStringLiteral("densenet201") << QStringLiteral("fp32") << 8 << 2162700288.0;
    }
    void isNearWhatWasMeasured() {
        QFETCH(QString, architecture);
        QFETCH(QString, precision);
        QFETCH(int, batch);
        QFETCH(double, measured);
        Experiment experiment;
        experiment.model.architecture = architecture.toStdString();
        experiment.training.precision = precision.toStdString();
        experiment.training.localBatch = batch;
        const auto estimate = estimateMemory(experiment, std::nullopt, {});
        QVERIFY(estimate.has_value());
        QVERIFY2(std::abs(estimate->rankBytes / measured - 1) < 0.1, qPrintable(QString::number(estimate->rankBytes)));
    }

    void growsWithWhatIsAsked() {
        Experiment experiment;
        experiment.training.precision = "auto";
        const double fp32 = estimateMemory(experiment, std::nullopt, {})->rankBytes;
        QVERIFY(estimateMemory(experiment, std::nullopt, {0, 0, true})->rankBytes < fp32);
        experiment.data.imageSize = 448;
        const double large = estimateMemory(experiment, std::nullopt, {})->rankBytes;
        QVERIFY(large > 2 * fp32 && large < 4 * fp32); // the area is four times as large, the weights are not
        experiment.data.imageSize = 224;
        experiment.training.accumulation = 8; // part by part: no more than one part
        QCOMPARE(estimateMemory(experiment, std::nullopt, {})->rankBytes, fp32);
        experiment.training.emaDecay = 0.999;
        QVERIFY(estimateMemory(experiment, std::nullopt, {})->rankBytes > fp32);
    }

    void countsTheFilmsThatAreKept() {
        Experiment experiment;
        experiment.data.storedSize = 256;
        experiment.distributed.ranks = 2;
        const MachineMemory machine{16e9, 8e9, false};
        const auto few = estimateMemory(experiment, 1000, machine);
        QCOMPARE(few->filmsBytes, 1000.0 * 256 * 256);
        QCOMPARE(few->totalBytes(2), 2 * few->rankBytes + few->filmsBytes);
        QCOMPARE(estimateMemory(experiment, 112120, machine)->filmsBytes, 2e9); // a quarter of what is free
        experiment.pipeline.cacheMb = 100;
        QCOMPARE(estimateMemory(experiment, 112120, machine)->filmsBytes, 200.0 * 1024 * 1024);
        experiment.pipeline.mode = "naive";
        QCOMPARE(estimateMemory(experiment, 112120, machine)->filmsBytes, 0.0);
    }

    void saysNothingOfWhatWasNotMeasured() {
        Experiment experiment;
        experiment.training.device = "cuda";
        QVERIFY(!estimateMemory(experiment, std::nullopt, {}));
        experiment.training.device = "cpu";
        experiment.model.architecture = "unet";
        QVERIFY(!estimateMemory(experiment, std::nullopt, {}));
    }
};

QTEST_GUILESS_MAIN(MemoryEstimateTest)
#include "memory_estimate_test.moc"
