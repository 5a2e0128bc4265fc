// Threads and depth against a simulated loader and step.
#include "engine/pipeline/loader_tuner.h"

#include <QtTest>

using namespace roentgen::pipeline;

namespace {

// A step of 1 s that takes a batch each time; a thread makes a batch in `batchSeconds`. Returns the share of the last
// batches that the step waited.
double simulate(LoaderTuner& tuner, double batchSeconds, int batches) {
    double made = 0, waited = 0, time = 0; // made: batches ready, in fractions
    for (int k = 0; k < batches; ++k) {
        const double rate = tuner.threads() / batchSeconds;
        const double wait = made >= 1 ? 0 : (1 - made) / rate;
        made = std::min(double(tuner.depth()), made + wait * rate) - 1;
        tuner.batchTaken(wait, 1 + wait, size_t(made));
        made = std::min(double(tuner.depth()), made + rate);
        if (k >= batches / 2) {
            waited += wait;
            time += 1 + wait;
        }
    }
    return waited / time;
}

} // namespace

class LoaderTunerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesBackThreadsThatNobodyNeeds() {
        LoaderTuner tuner(8, 3, false, false);
        QVERIFY(simulate(tuner, 0.1, 400) < 1e-3);
        QCOMPARE(tuner.threads(), 1);
        QCOMPARE(tuner.depth(), 3);
    }
    void keepsThoseThatTheStepNeeds_data() {
        QTest::addColumn<double>("batchSeconds");
        QTest::addColumn<int>("least");
        QTest::newRow("two and a half threads' work") << 2.5 << 3;
        QTest::newRow("five and a half") << 5.5 << 6;
    }
    void keepsThoseThatTheStepNeeds() {
        QFETCH(double, batchSeconds);
        QFETCH(int, least);
        LoaderTuner tuner(8, 3, false, false);
        QVERIFY(simulate(tuner, batchSeconds, 2000) < 0.01);
        QCOMPARE(tuner.threads(), least);
    }
    void looksFurtherAheadWhereThreadsAreNotEnough() {
        LoaderTuner tuner(2, 3, false, false);
        simulate(tuner, 4, 400);
        QCOMPARE(tuner.threads(), 2);
        QCOMPARE(tuner.depth(), 8); // and no further
    }
    void leavesAloneWhatTheUserHasSet() {
        LoaderTuner tuner(4, 2, true, true);
        simulate(tuner, 0.1, 400);
        QCOMPARE(tuner.threads(), 4);
        simulate(tuner, 40, 400);
        QCOMPARE(tuner.threads(), 4);
        QCOMPARE(tuner.depth(), 2);
    }
};

QTEST_GUILESS_MAIN(LoaderTunerTest)
#include "loader_tuner_test.moc"
