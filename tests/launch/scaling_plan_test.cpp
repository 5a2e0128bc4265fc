// The model of many ranks and hosts against closed forms.
#include "engine/launch/scaling_plan.h"
#include "engine/protocol/messages/message_text.h"

#include <QtTest>

using namespace roentgen;
using namespace roentgen::launch;

namespace {

// 0.1 s and 0.05 s an image, 0.02 s for the optimizer; two buckets, ready after a half and at the end.
ScalingMeasurement measuredHost(double firstBytes = 8e6, double lastBytes = 2e6) {
    ScalingMeasurement host;
    host.steps = {{8, 0.52, 0.02}, {16, 0.92, 0.02}};
    host.buckets = {{firstBytes, 0.5}, {lastBytes, 1}};
    return host;
}

Result<ScalingMeasurement> readMeasurement(const std::vector<std::string>& texts) {
    std::vector<BenchmarkReport> benchmarks;
    for (const std::string& text : texts) {
        auto benchmark = readMessage<BenchmarkReport>(text);
        if (!benchmark)
            return benchmark.error();
        benchmarks.push_back(benchmark.take());
    }
    return measurementOf(benchmarks);
}

BenchmarkReport linkBenchmark(int ranks, double reduceSeconds, const std::vector<double>& bucketBytes) {
    BenchmarkReport benchmark;
    benchmark.ranks = ranks;
    benchmark.reduceSeconds = reduceSeconds;
    for (const double bytes : bucketBytes)
        benchmark.buckets.push_back({int64_t(bytes), 0});
    return benchmark;
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

std::vector<RankLayout> hostsOfOne(const std::vector<int>& hosts) {
    std::vector<RankLayout> layouts;
    for (int count : hosts)
        layouts.push_back({count, 1});
    return layouts;
}

std::vector<ScalingPoint> plan(const ScalingMeasurement& host, const Link& link, Scaling scaling,
                               const std::vector<int>& hosts) {
    return planScaling(host, link, {}, scaling, 16, {1, 1}, hostsOfOne(hosts));
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
        const auto points = plan(measuredHost(), {0, 1e18, 4}, Scaling::Weak, {1, 2, 64});
        QCOMPARE(points.size(), size_t(3));
        for (const ScalingPoint& point : points) {
            QVERIFY(near(point.stepSeconds, 0.92));
            QVERIFY(near(point.imagesPerSecond, point.hosts * 16 / 0.92));
            QVERIFY(std::abs(point.efficiency - 1) < 1e-9);
            QCOMPARE(point.globalBatch, int64_t(16 * point.hosts));
        }
    }

    void whatComesEarlyHidesBehindTheBackwardPass() {
        // At 16 images: 0.9 s, so the first bucket is ready at 0.45 s. Two hosts at 1e8 bytes/s: 0.08 s and 0.02 s.
        const auto points = plan(measuredHost(), {0, 1e8, 4}, Scaling::Weak, {2});
        QVERIFY(near(points[0].sumSeconds, 0.1));
        QVERIFY(near(points[0].exposedSeconds, 0.02));
        QVERIFY(near(points[0].stepSeconds, 0.94));
        // At 1e7: 0.8 s and 0.2 s; the first ends at 1.25 s, the last at 1.45 s.
        const auto slow = plan(measuredHost(), {0, 1e7, 4}, Scaling::Weak, {2});
        QVERIFY(near(slow[0].exposedSeconds, 0.55));
        // In 16 bits: 0.4 s and 0.1 s; 0.85 s, then 1.0 s.
        const auto half = plan(measuredHost(), {0, 1e7, 2}, Scaling::Weak, {2});
        QVERIFY(near(half[0].exposedSeconds, 0.1));
    }

    void strongScalingPaysForWhatDoesNotShrink() {
        const auto points = plan(measuredHost(), {0, 1e18, 4}, Scaling::Strong, {1, 2, 4, 32});
        QCOMPARE(points.size(), size_t(3)); // 32 hosts would have half an image a rank
        QCOMPARE(points[2].localBatch, int64_t(4));
        QCOMPARE(points[2].globalBatch, int64_t(16));
        QVERIFY(near(points[2].stepSeconds, 0.1 + 4 * 0.05 + 0.02));
        QVERIFY(near(points[2].efficiency, 0.92 / 0.32 / 4));
    }

    void oneMeasurementGrowsInFull() {
        ScalingMeasurement host = measuredHost();
        host.steps = {{16, 0.92, 0.02}};
        const auto points = plan(host, {0, 1e18, 4}, Scaling::Strong, {2});
        QVERIFY(near(points[0].stepSeconds, 0.47));
    }

    void ranksOfAHostAreAllInTheRing() {
        // Four ranks on two hosts: 2 · 3 messages of a quarter of the bytes. 8 MB: 0.12 s, 2 MB: 0.03 s.
        const auto points =
            planScaling(measuredHost(), {1e-3, 1e8, 4}, {}, Scaling::Weak, 16, {1, 2}, {RankLayout{2, 2}});
        QVERIFY(near(points[0].sumSeconds, 0.12 + 0.03 + 2 * 6e-3));
        QCOMPARE(points[0].ranks, 4);
        QCOMPARE(points[0].globalBatch, int64_t(64));
    }

    void ranksOfOneHostSumThroughItsMemory() {
        QVERIFY(near(memorySumSeconds(1e9, 1, {1e9, 0.5}), 0));
        QVERIFY(near(memorySumSeconds(1e9, 3, {1e9, 0.5}), 2 * 0.5 + 6));
        // Two ranks at 1e8 bytes/s: 0.32 s and 0.08 s, the first from 0.45 s on, the last from 0.9 s on.
        ScalingMeasurement host = measuredHost();
        const Memory memory{1e8, 0};
        const auto layouts = std::vector<RankLayout>{{1, 1}, {1, 2}};
        const auto hidden = planScaling(host, {}, memory, Scaling::Weak, 16, {1, 1}, layouts);
        QVERIFY(near(hidden[0].stepSeconds, 0.92));
        QVERIFY(near(hidden[1].exposedSeconds, 0.08));
        QVERIFY(near(hidden[1].efficiency, 0.92 / 1.0));
        // Where both cores compute the sums are processor time.
        host.cores = 2;
        const auto busy = planScaling(host, {}, memory, Scaling::Weak, 16, {1, 1}, layouts);
        QVERIFY(near(busy[1].exposedSeconds, 0.4));
        QVERIFY(!busy[1].oversubscribed);
    }

    void ranksWithoutCoresTakeTurns() {
        ScalingMeasurement host = measuredHost();
        host.cores = 2;
        host.crowds = {{2, 1.1}};
        const Memory endless{1e18, 0};
        const auto points =
            planScaling(host, {}, endless, Scaling::Weak, 16, {1, 1}, {RankLayout{1, 2}, RankLayout{1, 4}});
        QVERIFY(near(points[0].stepSeconds, 0.92 * 1.1));
        QVERIFY(points[1].oversubscribed);
        QVERIFY(near(points[1].stepSeconds, 0.92 * 1.1 * 2));
        QVERIFY(near(points[1].imagesPerSecond, points[0].imagesPerSecond));
        QVERIFY(near(points[1].efficiency, points[0].efficiency / 2));
    }

    void nothingIsFasterThanIdeal_data() {
        QTest::addColumn<int>("cores");
        QTest::addColumn<double>("slowdown");
        QTest::newRow("cores to spare") << 8 << 1.0;
        QTest::newRow("no core left for the sums") << 2 << 1.0;
        QTest::newRow("a crowd that was measured faster than one alone") << 8 << 0.9;
    }
    void nothingIsFasterThanIdeal() {
        QFETCH(int, cores);
        QFETCH(double, slowdown);
        ScalingMeasurement host = measuredHost();
        host.cores = cores;
        host.crowds = {{2, slowdown}};
        std::vector<RankLayout> layouts;
        for (int hosts : {1, 2, 8, 64})
            for (int ranks : {1, 2})
                layouts.push_back({hosts, ranks});
        for (const RankLayout& base : {RankLayout{1, 1}, RankLayout{1, 2}})
            for (const Scaling scaling : {Scaling::Weak, Scaling::Strong})
                for (const ScalingPoint& point :
                     planScaling(host, {0, 1e12, 4}, {1e8, 0}, scaling, 128, base, layouts)) {
                    const QString place = QStringLiteral("%1 hosts of %2, base of %3: %4")
                                              .arg(point.hosts)
                                              .arg(point.ranksPerHost)
                                              .arg(base.ranksPerHost)
                                              .arg(point.efficiency);
                    QVERIFY2(point.efficiency <= 1 + 1e-12, qPrintable(place));
                    QVERIFY2(point.speedup <= double(point.ranks) / base.ranks() + 1e-9, qPrintable(place));
                }
        // The sum of a host's own ranks, 0.4 s, stays on several hosts where its cores all compute.
        if (cores == 2)
            QVERIFY(planScaling(host, {0, 1e12, 4}, {1e8, 0}, Scaling::Weak, 16, {1, 2}, {RankLayout{8, 2}})[0]
                        .exposedSeconds >= 0.4 - 1e-9);
    }

    void betweenMeasuredCrowdsIsALine() {
        ScalingMeasurement host = measuredHost();
        host.crowds = {{3, 1.2}, {5, 1.6}};
        const std::vector<RankLayout> layouts = {{1, 1}, {1, 2}, {1, 3}, {1, 4}, {1, 5}, {1, 9}};
        const double expected[] = {1, 1.1, 1.2, 1.4, 1.6, 1.6};
        const auto points = planScaling(host, {}, {1e18, 0}, Scaling::Weak, 16, {1, 1}, layouts);
        for (size_t k = 0; k < layouts.size(); ++k)
            QVERIFY2(near(points[k].stepSeconds, 0.92 * expected[k]), qPrintable(QString::number(k)));
    }

    void nothingHidesWhatIsSummedAtTheEnd() {
        ScalingMeasurement host = measuredHost();
        host.overlaps = false;
        const auto points = plan(host, {0, 1e8, 4}, Scaling::Weak, {2});
        QVERIFY(near(points[0].exposedSeconds, 0.1));
    }

    void readsTheLinkFromOneSum() {
        const auto bandwidth = linkBytesPerSecond(linkBenchmark(2, 0.502, {5e7}), 1e-3);
        QVERIFY(bandwidth);
        QVERIFY(near(*bandwidth, 1e8));
        QVERIFY(!linkBytesPerSecond(linkBenchmark(1, 1, {5}), 0));
        QVERIFY(!linkBytesPerSecond(linkBenchmark(2, 1, {5, 5}), 0));
        QVERIFY(near(*linkBytesPerSecond(linkBenchmark(2, 0.5, {1e6, 5e7}), 0), 1e8)); // the first is behind the step
        QVERIFY(!linkBytesPerSecond({}, 0));
    }

    void readsACrowdAgainstItsLikeAlone() {
        const auto crowd = [](int localBatch, double seconds) {
            std::string text = benchmarkOf(localBatch, seconds);
            return text.insert(1, "\"copies\":3,");
        };
        const auto measured = readMeasurement({crowd(16, 1.1), benchmarkOf(8, 0.5), benchmarkOf(16, 1)});
        QVERIFY(measured);
        QCOMPARE(measured->steps.size(), size_t(2));
        QCOMPARE(measured->crowds.size(), size_t(1));
        QCOMPARE(measured->crowds[0].ranks, 6); // three times two
        QVERIFY(near(measured->crowds[0].slowdown, 1.1));
        QVERIFY(!readMeasurement({benchmarkOf(8, 0.5), crowd(16, 1.1)}));
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
