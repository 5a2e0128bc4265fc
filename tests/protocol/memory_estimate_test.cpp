// The estimate against peaks that roentgen-train --benchmark had (tests/benchmarks/training_memory.py, LibTorch 1.13,
// batch 8, one rank): bytes as measured, within a tenth.
#include "engine/protocol/memory_estimate.h"

#include <QtTest>
#include <cmath>

using namespace roentgen;

class MemoryEstimateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void isNearWhatWasMeasured_data() {
        QTest::addColumn<QString>("architecture");
        QTest::addColumn<QString>("precision");
        QTest::addColumn<QString>("normalization");
        QTest::addColumn<double>("measured");
        QTest::newRow("densenet121 bf16")
            << QStringLiteral("densenet121") << QStringLiteral("bf16") << QStringLiteral("auto") << 552e6;
        QTest::newRow("densenet121 fp32")
            << QStringLiteral("densenet121") << QStringLiteral("fp32") << QStringLiteral("auto") << 717e6;
        QTest::newRow("densenet169 bf16")
            << QStringLiteral("densenet169") << QStringLiteral("bf16") << QStringLiteral("auto") << 666e6;
        QTest::newRow("densenet169 fp32")
            << QStringLiteral("densenet169") << QStringLiteral("fp32") << QStringLiteral("auto") << 847e6;
        QTest::newRow("densenet201 bf16")
            << QStringLiteral("densenet201") << QStringLiteral("bf16") << QStringLiteral("auto") << 788e6;
        QTest::newRow("densenet201 fp32")
            << QStringLiteral("densenet201") << QStringLiteral("fp32") << QStringLiteral("auto") << 990e6;
        QTest::newRow("resnet18 bf16") << QStringLiteral("resnet18") << QStringLiteral("bf16") << QStringLiteral("auto")
                                       << 540e6;
        QTest::newRow("resnet18 fp32") << QStringLiteral("resnet18") << QStringLiteral("fp32") << QStringLiteral("auto")
                                       << 655e6;
        QTest::newRow("resnet34 bf16") << QStringLiteral("resnet34") << QStringLiteral("bf16") << QStringLiteral("auto")
                                       << 759e6;
        QTest::newRow("resnet34 fp32") << QStringLiteral("resnet34") << QStringLiteral("fp32") << QStringLiteral("auto")
                                       << 862e6;
        QTest::newRow("resnet50 bf16") << QStringLiteral("resnet50") << QStringLiteral("bf16") << QStringLiteral("auto")
                                       << 1050e6;
        QTest::newRow("resnet50 fp32") << QStringLiteral("resnet50") << QStringLiteral("fp32") << QStringLiteral("auto")
                                       << 1437e6;
        QTest::newRow("resnet101 bf16") << QStringLiteral("resnet101") << QStringLiteral("bf16")
                                        << QStringLiteral("auto") << 1578e6;
        QTest::newRow("resnet101 fp32") << QStringLiteral("resnet101") << QStringLiteral("fp32")
                                        << QStringLiteral("auto") << 2131e6;
        QTest::newRow("vgg16 bf16") << QStringLiteral("vgg16") << QStringLiteral("bf16") << QStringLiteral("auto")
                                    << 1025e6;
        QTest::newRow("vgg16 fp32") << QStringLiteral("vgg16") << QStringLiteral("fp32") << QStringLiteral("auto")
                                    << 1436e6;
        QTest::newRow("vgg16_bn bf16") << QStringLiteral("vgg16_bn") << QStringLiteral("bf16") << QStringLiteral("auto")
                                       << 1248e6;
        QTest::newRow("vgg16_bn fp32") << QStringLiteral("vgg16_bn") << QStringLiteral("fp32") << QStringLiteral("auto")
                                       << 1895e6;
        QTest::newRow("densenet121 bf16 group")
            << QStringLiteral("densenet121") << QStringLiteral("bf16") << QStringLiteral("group") << 1764e6;
        QTest::newRow("densenet201 fp32 group")
            << QStringLiteral("densenet201") << QStringLiteral("fp32") << QStringLiteral("group") << 2282e6;
        QTest::newRow("resnet101 bf16 group")
            << QStringLiteral("resnet101") << QStringLiteral("bf16") << QStringLiteral("group") << 2444e6;
        QTest::newRow("vgg16_bn fp32 group")
            << QStringLiteral("vgg16_bn") << QStringLiteral("fp32") << QStringLiteral("group") << 2642e6;
        QTest::newRow("densenet121 fp32 instance")
            << QStringLiteral("densenet121") << QStringLiteral("fp32") << QStringLiteral("instance") << 1499e6;
        QTest::newRow("resnet50 bf16 instance")
            << QStringLiteral("resnet50") << QStringLiteral("bf16") << QStringLiteral("instance") << 1672e6;
    }
    void isNearWhatWasMeasured() {
        QFETCH(QString, architecture);
        QFETCH(QString, precision);
        QFETCH(QString, normalization);
        QFETCH(double, measured);
        Experiment experiment;
        experiment.model.architecture = architecture.toStdString();
        experiment.training.precision = precision.toStdString();
        experiment.model.normalization = normalization.toStdString();
        experiment.training.localBatch = 8;
        const auto estimate = estimateMemory(experiment, std::nullopt, {});
        QVERIFY(estimate.has_value());
        QVERIFY2(std::abs(estimate->rankBytes / measured - 1) < 0.1, qPrintable(QString::number(estimate->rankBytes)));
    }

    void countsVggsClassicHead() {
        Experiment experiment;
        experiment.model.architecture = "vgg16";
        experiment.model.head = "classic";
        experiment.training.precision = "bf16";
        experiment.training.localBatch = 8;
        QVERIFY(std::abs(estimateMemory(experiment, std::nullopt, {})->rankBytes / 3752e6 - 1) < 0.1);
        experiment.training.precision = "fp32";
        QVERIFY(std::abs(estimateMemory(experiment, std::nullopt, {})->rankBytes / 3698e6 - 1) < 0.1);
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
        QCOMPARE(estimateMemory(experiment, 112120, machine)->filmsBytes, 100.0 * 1024 * 1024);
        experiment.pipeline.mode = "naive";
        QCOMPARE(estimateMemory(experiment, 112120, machine)->filmsBytes, 0.0);
    }

    void anImpossibleLaunchIsTold() {
        Experiment experiment;
        experiment.training.precision = "fp32";
        experiment.training.localBatch = 8;
        experiment.distributed.ranks = 4096;
        const MachineMemory machine{16e9, 8e9, false};
        const auto need = memoryNeed(experiment, 4096, machine);
        QVERIFY(need && !need->fits());
        const Error error = tooLittleMemory(*need, experiment);
        QCOMPARE(error.exitCode(), int(ExitEnvironment));
        QVERIFY2(error.toLine().find("16.0 GB") != std::string::npos, error.toLine().c_str());
        QVERIFY2(error.toLine().find("ranks") != std::string::npos, error.toLine().c_str());
        experiment.distributed.ranks = 1;
        QVERIFY(memoryNeed(experiment, 1, machine)->fits());
        experiment.data.imageSize = 2048;
        experiment.training.localBatch = 64;
        const auto large = memoryNeed(experiment, 1, machine);
        QVERIFY(!large->fits());
        QVERIFY(tooLittleMemory(*large, experiment).toLine().find("ranks") == std::string::npos);
        QVERIFY(memoryNeed(experiment, 1, {})->fits()); // of a machine that is not known nothing is said
        experiment.training.device = "cuda";
        QVERIFY(!memoryNeed(experiment, 1, machine));
    }

    void aSweepNeedsWhatItsLargestRunsAtATimeDo() {
        std::vector<Experiment> runs(3);
        const int64_t batches[] = {8, 64, 16};
        for (size_t i = 0; i < 3; ++i)
            runs[i].training.localBatch = batches[i];
        const auto alone = [&runs](size_t run) { return memoryNeed(runs[run], 1, {})->neededBytes; };
        QCOMPARE(memoryNeed(runs, 1, {})->neededBytes, alone(1));
        QCOMPARE(memoryNeed(runs, 2, {})->neededBytes, alone(1) + alone(2));
        QCOMPARE(memoryNeed(runs, 9, {})->neededBytes, alone(1) + alone(2) + alone(0));
        runs[0].model.architecture = "unet"; // not measured
        QCOMPARE(memoryNeed(runs, 9, {})->neededBytes, alone(1) + alone(2));
    }

    void saysNothingOfWhatWasNotMeasured() {
        Experiment experiment;
        experiment.training.device = "cuda";
        QVERIFY(!estimateMemory(experiment, std::nullopt, {}));
        experiment.training.device = "cpu";
        experiment.model.architecture = "unheard of";
        QVERIFY(!estimateMemory(experiment, std::nullopt, {}));
    }
};

QTEST_GUILESS_MAIN(MemoryEstimateTest)
#include "memory_estimate_test.moc"
