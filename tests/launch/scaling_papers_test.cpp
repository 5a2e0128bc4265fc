// The model against what others reported of their clusters, from the step time, the bytes and the link that were
// published: docs/scaling.md has the table and the sources. The model leaves out what a cluster loses elsewhere, so
// that it may only be above what was reached, by no more than is stated here.
#include "engine/launch/scaling_plan.h"

#include <QtTest>

using namespace roentgen::launch;

namespace {

struct Report {
    const char* name;
    double parameters; // in millions, fp32
    int64_t batch;     // of a rank
    double rate;       // images/s of a rank of the base
    RankLayout base, reached;
    double gigabits;   // of the link, each way
    double efficiency; // reported, against the base
    double above;      // by which the model may be too high
};

// Forward is a third of the work, backward two (as many multiplications for inputs and for weights as forward has).
constexpr double forward = 1.0 / 3;
constexpr double rdmaLatency = 5e-6; // of InfiniBand and RoCE; not said in the reports

// Gradients that come evenly through the backward pass, in eight sums.
std::vector<ScalingMeasurement::Bucket> evenly(double bytes) {
    std::vector<ScalingMeasurement::Bucket> buckets;
    for (int k = 1; k <= 8; ++k)
        buckets.push_back({bytes / 8, forward + (1 - forward) * k / 8});
    return buckets;
}

// VGG-16: 124 of its 138 million parameters are in the three last layers, which are the first in a backward pass and
// cost next to nothing; the blocks of convolutions follow with the share of multiplications that each has.
std::vector<ScalingMeasurement::Bucket> ofVgg16() {
    const double parameters[] = {123.64e6, 7.08e6, 5.90e6, 1.48e6, 0.22e6, 0.04e6};
    const double work[] = {0.12, 1.39, 4.62, 4.62, 2.77, 1.94}; // 10^9 multiplications of a forward pass
    std::vector<ScalingMeasurement::Bucket> buckets;
    double done = 0;
    for (size_t k = 0; k < std::size(parameters); ++k) {
        done += work[k] / 15.46;
        buckets.push_back({parameters[k] * 4, forward + (1 - forward) * done});
    }
    return buckets;
}

const Report reports[] = {
    {"Horovod, VGG-16, 512 GPUs", 138.36, 64, 154, {1, 1}, {128, 4}, 25, 0.68, 0.12},
    {"Horovod, Inception V3, 512 GPUs", 27.16, 64, 142, {1, 1}, {128, 4}, 25, 0.90, 0.10},
    {"Horovod, ResNet-101, 512 GPUs", 44.55, 64, 1656.82 / 16, {1, 1}, {128, 4}, 25, 0.90, 0.10},
    {"DLPerf, ResNet-50, PyTorch, 32 GPUs", 25.56, 128, 2719.07 / 8, {1, 8}, {4, 8}, 100, 10632.33 / 4 / 2719.07, 0.03},
    {"DLPerf, ResNet-50, TensorFlow 1, 32 GPUs",
     25.56,
     128,
     2721.98 / 8,
     {1, 8},
     {4, 8},
     100,
     9514.64 / 4 / 2721.98,
     0.13},
    {"Goyal, ResNet-50, 256 GPUs", 25.56, 32, 1485.0 / 8, {1, 8}, {32, 8}, 25, 0.90, 0.10},
};

} // namespace

class ScalingPapersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void predictsNoLessThanWasReachedAndLittleMore_data() {
        QTest::addColumn<int>("row");
        for (size_t k = 0; k < std::size(reports); ++k)
            QTest::newRow(reports[k].name) << int(k);
    }
    void predictsNoLessThanWasReachedAndLittleMore() {
        QFETCH(int, row);
        const Report& report = reports[row];
        ScalingMeasurement measured;
        measured.ranksPerHost = report.base.ranksPerHost;
        measured.steps = {{report.batch, double(report.batch) / report.rate, 0}};
        measured.buckets = report.parameters > 100 ? ofVgg16() : evenly(report.parameters * 4e6);
        const Link link{rdmaLatency, report.gigabits * 1e9 / 8, 4};
        const Memory gpus{1e12, 0}; // sums within a host are in the published rates already, or weigh nothing
        const auto points =
            planScaling(measured, link, gpus, Scaling::Weak, report.batch, report.base, {report.reached});
        const double predicted = points[0].efficiency;
        qInfo("%s: sums %.3f s, waited %.3f of %.3f s, predicted %.1f %%, reported %.1f %%", report.name,
              points[0].sumSeconds, points[0].exposedSeconds, points[0].stepSeconds, 100 * predicted,
              100 * report.efficiency);
        QVERIFY(predicted >= report.efficiency);
        QVERIFY(predicted <= report.efficiency + report.above);
    }

    // Zenith, ResNet-50 with Intel Caffe: the rate of a node was not at hand. For every rate that a node of two
    // processors can have, the model hides the sums: what was lost there was not the link.
    void aFastLinkAndASlowNodeLoseNothingInTheModel() {
        for (double rate : {30.0, 100.0, 300.0}) {
            ScalingMeasurement measured;
            measured.steps = {{32, 32 / rate, 0}};
            measured.buckets = evenly(25.56 * 4e6);
            const auto points =
                planScaling(measured, {rdmaLatency, 100e9 / 8, 4}, {}, Scaling::Weak, 32, {1, 1}, {RankLayout{256, 1}});
            qInfo("Zenith, 256 nodes at %.0f images/s each: predicted %.1f %%", rate, 100 * points[0].efficiency);
            QVERIFY(points[0].efficiency > 0.95);
        }
    }
};

QTEST_GUILESS_MAIN(ScalingPapersTest)
#include "scaling_papers_test.moc"
