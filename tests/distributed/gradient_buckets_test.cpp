// Where gradients are cut into buckets.
#include "engine/distributed/gradient_reducer.h"

#include <QtTest>

using namespace roentgen::distributed;

namespace {

// Spans of these lengths (floats), one group each unless told.
std::vector<ParameterSpan> spansOf(const QVector<int>& lengths, const QVector<int>& groups) {
    std::vector<ParameterSpan> spans;
    int64_t at = 0;
    for (int k = 0; k < lengths.size(); ++k) {
        spans.push_back({{}, at, at + lengths[k], groups.isEmpty() ? k : groups[k]});
        at += lengths[k];
    }
    return spans;
}

} // namespace

class GradientBucketsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goFromTheLastParameterToTheFirst_data() {
        QTest::addColumn<QVector<int>>("lengths");
        QTest::addColumn<QVector<int>>("groups");
        QTest::addColumn<int>("first");
        QTest::addColumn<QVector<int>>("begins"); // of the buckets, in the order in which they are summed
        QTest::addColumn<QVector<int>>("counts"); // their parameters
        const QVector<int> none;
        // The first bucket is full with 2 floats, the others with 8.
        QTest::newRow("small first") << QVector<int>{4, 4, 4, 4, 2} << none << 0 << QVector<int>{16, 8, 0}
                                     << QVector<int>{1, 2, 2};
        QTest::newRow("one larger than a bucket")
            << QVector<int>{1, 20, 2} << none << 0 << QVector<int>{21, 1, 0} << QVector<int>{1, 1, 1};
        QTest::newRow("a rest") << QVector<int>{1, 8, 2} << none << 0 << QVector<int>{9, 1, 0} << QVector<int>{1, 1, 1};
        QTest::newRow("less than a bucket") << QVector<int>{1} << none << 0 << QVector<int>{0} << QVector<int>{1};
        QTest::newRow("a group stays together") << QVector<int>{4, 8, 8, 2} << QVector<int>{0, 1, 1, 2} << 0
                                                << QVector<int>{20, 4, 0} << QVector<int>{1, 2, 1};
        QTest::newRow("the head alone") << QVector<int>{4, 8, 1, 1} << none << 12 << QVector<int>{12}
                                        << QVector<int>{2};
        QTest::newRow("nothing") << QVector<int>{4, 8} << none << 12 << none << none;
    }
    void goFromTheLastParameterToTheFirst() {
        QFETCH(QVector<int>, lengths);
        QFETCH(QVector<int>, groups);
        QFETCH(int, first);
        QFETCH(QVector<int>, begins);
        QFETCH(QVector<int>, counts);
        const auto spans = spansOf(lengths, groups);
        QVector<int> gotBegins, gotCounts;
        int64_t end = spans.back().end;
        for (const GradientBucket& bucket : makeBuckets(spans, first, {2 * sizeof(float), 8 * sizeof(float)})) {
            QCOMPARE(bucket.end, end); // no gap
            end = bucket.begin;
            gotBegins.push_back(int(bucket.begin));
            gotCounts.push_back(bucket.parameters);
        }
        QCOMPARE(gotBegins, begins);
        QCOMPARE(gotCounts, counts);
    }
};

QTEST_GUILESS_MAIN(GradientBucketsTest)
#include "gradient_buckets_test.moc"
