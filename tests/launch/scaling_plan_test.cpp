// The model of many hosts against closed forms.
#include "engine/launch/scaling_plan.h"

#include <QtTest>

using namespace roentgen::launch;

namespace {

// 0.1 s and 0.05 s an image, 0.02 s for the optimizer; two buckets, ready after a half and at the end.
ScalingMeasurement measuredHost(double firstBytes = 8e6, double lastBytes = 2e6) {
    ScalingMeasurement host;
    host.ranksPerHost = 2;
    host.steps = {{8, 0.52, 0.02}, {16, 0.92, 0.02}};
    host.buckets = {{firstBytes, 0.5}, {lastBytes, 1}};
    return host;
}

std::string benchmarkOf(int localBatch, double seconds, const char* architecture = "resnet50") {
    return QStringLiteral(R"({"architecture":"%1","precision":"bf16","local_batch":%2,"step_seconds":%3,)"
                          R"("update_seconds":0.02,"ranks":2,"threads_per_rank":1,"sum_seconds":0.01,)"
                          R"("buckets":[{"bytes":1000,"ready_seconds":0.25},{"bytes":200,"ready_seconds":0.5}]})")
        .arg(QLatin1String(architecture))
        .arg(localBatch)
        .arg(seconds)
        .toStdString();
}

bool near(double value, double expected) {
    return std::abs(value - expected) <= 1e-9 * std::max(1.0, std::abs(expected));
}

} // namespace

class ScalingPlanTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRingTakesTwiceItsBytesAndItsMessages() {
        const Link link{1e-3, 1e9, 4};
        QCOMPARE(ringSeconds(1e9, 1, link), 0.0);
        QVERIFY(near(ringSeconds(1e9, 2, link), 2 * 1e-3 + 1));
        QVERIFY(near(ringSeconds(1e9, 4, link), 6 * 1e-3 + 1.5));
    }

    void withAnEndlessLinkEveryHostCountsInFull() {
        const auto points = planScaling(measuredHost(), {0, 1e18, 4}, Scaling::Weak, 16, {1, 2, 64});
        QCOMPARE(points.size(), size_t(3));
        for (const ScalingPoint& point : points) {
            QVERIFY(near(point.stepSeconds, 0.92));
            QVERIFY(near(point.imagesPerSecond, point.hosts * 32 / 0.92));
            QVERIFY(std::abs(point.efficiency - 1) < 1e-9);
            QCOMPARE(point.globalBatch, int64_t(32 * point.hosts));
        }
    }

    void whatComesEarlyHidesBehindTheBackwardPass() {
        // At 16 images: 0.9 s, so the first bucket is ready at 0.45 s. Two hosts at 1e8 bytes/s: 0.08 s and 0.02 s.
        const auto points = planScaling(measuredHost(), {0, 1e8, 4}, Scaling::Weak, 16, {2});
        QVERIFY(near(points[0].sumSeconds, 0.1));
        QVERIFY(near(points[0].exposedSeconds, 0.02));
        QVERIFY(near(points[0].stepSeconds, 0.94));
        // At 1e7: 0.8 s and 0.2 s; the first ends at 1.25 s, the last at 1.45 s.
        const auto slow = planScaling(measuredHost(), {0, 1e7, 4}, Scaling::Weak, 16, {2});
        QVERIFY(near(slow[0].exposedSeconds, 0.55));
        // In 16 bits: 0.4 s and 0.1 s; 0.85 s, then 1.0 s.
        const auto half = planScaling(measuredHost(), {0, 1e7, 2}, Scaling::Weak, 16, {2});
        QVERIFY(near(half[0].exposedSeconds, 0.1));
    }

    void strongScalingPaysForWhatDoesNotShrink() {
        const auto points = planScaling(measuredHost(), {0, 1e18, 4}, Scaling::Strong, 16, {1, 2, 4, 32});
        QCOMPARE(points.size(), size_t(3)); // 32 hosts would have half an image a rank
        QCOMPARE(points[2].localBatch, int64_t(4));
        QCOMPARE(points[2].globalBatch, int64_t(32));
        QVERIFY(near(points[2].stepSeconds, 0.1 + 4 * 0.05 + 0.02));
        QVERIFY(near(points[2].efficiency, 0.92 / 0.32 / 4));
    }

    void oneMeasurementGrowsInFull() {
        ScalingMeasurement host = measuredHost();
        host.steps = {{16, 0.92, 0.02}};
        const auto points = planScaling(host, {0, 1e18, 4}, Scaling::Strong, 16, {2});
        QVERIFY(near(points[0].stepSeconds, 0.47));
    }

    void readsBenchmarks() {
        const auto measured = readMeasurement({benchmarkOf(8, 0.52), benchmarkOf(16, 0.52)});
        QVERIFY(measured);
        QCOMPARE(measured->ranksPerHost, 2);
        QCOMPARE(measured->steps.size(), size_t(2));
        QCOMPARE(measured->buckets.size(), size_t(2));
        QVERIFY(near(measured->buckets[0].readyShare, 0.5));
    }

    void refusesWhatIsNoBenchmark_data() {
        QTest::addColumn<QStringList>("texts");
        QTest::newRow("nothing") << QStringList();
        QTest::newRow("no JSON") << QStringList{QStringLiteral("hello")};
        QTest::newRow("another object") << QStringList{QStringLiteral("{\"a\":1}")};
        QTest::newRow("no time") << QStringList{QString::fromStdString(benchmarkOf(8, 0))};
        QTest::newRow("no batch") << QStringList{QString::fromStdString(benchmarkOf(0, 1))};
        QTest::newRow("different models") << QStringList{QString::fromStdString(benchmarkOf(8, 1)),
                                                         QString::fromStdString(benchmarkOf(16, 1, "vgg16"))};
    }
    void refusesWhatIsNoBenchmark() {
        QFETCH(QStringList, texts);
        std::vector<std::string> given;
        for (const QString& text : texts)
            given.push_back(text.toStdString());
        QVERIFY(!readMeasurement(given));
    }
};

QTEST_GUILESS_MAIN(ScalingPlanTest)
#include "scaling_plan_test.moc"
