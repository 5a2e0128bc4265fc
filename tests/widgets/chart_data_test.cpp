#include "widgets/chart_data.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <random>

using namespace roentgen::widgets;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

QVector<QPointF> series(const QVector<double>& values) {
    QVector<QPointF> points;
    for (int i = 0; i < values.size(); ++i)
        points.append({double(i), values[i]});
    return points;
}

QVector<QPointF> noise(int count) {
    std::mt19937 random(7);
    std::normal_distribution<double> values;
    QVector<QPointF> points;
    for (int i = 0; i < count; ++i)
        points.append({double(i), values(random)});
    return points;
}

} // namespace

class ChartDataTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void smoothsByTheWeightedMeanOfWhatCameBefore_data() {
        QTest::addColumn<QVector<double>>("values");
        QTest::addColumn<double>("weight");
        QTest::addColumn<QVector<double>>("expected"); // Σ w^(t-i) y_i / Σ w^(t-i), by hand
        QTest::newRow("none") << QVector<double>{3, 1, 2} << 0.0 << QVector<double>{3, 1, 2};
        QTest::newRow("half") << QVector<double>{1, 2, 3} << 0.5 << QVector<double>{1, 5.0 / 3, 17.0 / 7};
        QTest::newRow("constant stays") << QVector<double>{4, 4, 4} << 0.9 << QVector<double>{4, 4, 4};
        QTest::newRow("gap") << QVector<double>{1, NaN, 2} << 0.5 << QVector<double>{1, NaN, 5.0 / 3};
        QTest::newRow("empty") << QVector<double>{} << 0.5 << QVector<double>{};
    }
    void smoothsByTheWeightedMeanOfWhatCameBefore() {
        QFETCH(QVector<double>, values);
        QFETCH(double, weight);
        QFETCH(QVector<double>, expected);
        const QVector<QPointF> result = smoothed(series(values), weight);
        QCOMPARE(result.size(), expected.size());
        for (int i = 0; i < expected.size(); ++i) {
            QCOMPARE(result[i].x(), double(i));
            QVERIFY2(std::isnan(expected[i]) ? std::isnan(result[i].y())
                                             : std::abs(result[i].y() - expected[i]) < 1e-12,
                     qPrintable(QString::number(result[i].y())));
        }
    }

    void anotherSmoothingOfAPreparedSeriesIsAsIfPreparedAnew() {
        ChartSeries one, other;
        one.points = other.points = noise(20000);
        one.points[77].setY(1e20);
        other.points[77].setY(1e20);
        one.smoothing = 0.3;
        prepareSeries(one);
        const QPointF* overview = one.overview.constData();
        smoothSeries(one, 0.9, noise(20000)); // into memory that is at hand
        other.smoothing = 0.9;
        prepareSeries(other);
        QCOMPARE(one.smooth, other.smooth);
        QCOMPARE(one.smoothOverview, other.smoothOverview);
        QCOMPARE(one.smoothing, 0.9);
        QVERIFY(one.overview.constData() == overview); // what does not change is not made again
    }

    void onlyWhatChangedIsDrawnAnew() {
        ChartData before;
        before.series.resize(2);
        before.series[0].points = noise(20000);
        before.series[0].smoothing = 0.5;
        before.series[1].points = noise(10);
        for (ChartSeries& series : before.series)
            prepareSeries(series);
        ChartData after = before;
        QVERIFY(changeBetween(before, after) == ChartChange::None);
        smoothSeries(after.series[0], 0.6);
        QVERIFY(changeBetween(before, after) == ChartChange::Smoothing);
        smoothSeries(after.series[0], 0);
        QVERIFY(changeBetween(before, after) == ChartChange::Everything); // nothing stands behind it any more
        after = before;
        after.series[1].points[3].setY(7);
        QVERIFY(changeBetween(before, after) == ChartChange::Everything);
        after = before;
        after.xMaximum = 5;
        QVERIFY(changeBetween(before, after) == ChartChange::Everything);
        after = before;
        after.series.removeLast();
        QVERIFY(changeBetween(before, after) == ChartChange::Everything);
    }

    void aSpikeIsLeftOutOfTheAverageAndStays() {
        QVector<QPointF> points = series(QVector<double>(100, 0.5));
        points[40].setY(1e20);
        const QVector<QPointF> result = smoothed(points, 0.9);
        QCOMPARE(result[40].y(), 1e20);
        QCOMPARE(result[39].y(), 0.5);
        QCOMPARE(result[41].y(), 0.5);
    }

    void aLineHasValuesBetweenItsPointsButNotBesideThem_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y"); // NaN: none
        QTest::addColumn<bool>("measured");
        QTest::newRow("a point") << 1.0 << 3.0 << true;
        QTest::newRow("between two") << 1.25 << 3.5 << false;
        QTest::newRow("before the first") << 0.5 << NaN << false;
        QTest::newRow("after the last") << 5.5 << NaN << false;
        QTest::newRow("beside a gap") << 2.5 << NaN << false;
        QTest::newRow("in a gap") << 3.0 << NaN << false;
        QTest::newRow("after a gap") << 4.0 << 7.0 << true;
    }
    void aLineHasValuesBetweenItsPointsButNotBesideThem() {
        QFETCH(double, x);
        QFETCH(double, y);
        QFETCH(bool, measured);
        const QVector<QPointF> points{{1, 3}, {2, 5}, {3, NaN}, {4, 7}, {5, 9}};
        const auto value = valueAt(points, x);
        QCOMPARE(value.has_value(), !std::isnan(y));
        if (value) {
            QCOMPARE(value->y, y);
            QCOMPARE(value->measured, measured);
        }
    }

    void pointsWithoutNeighboursStandAlone() {
        QCOMPARE(lonePoints(series({1})), QVector<int>{0});
        QCOMPARE(lonePoints(series({1, NaN, 2, 3, NaN, 4})), (QVector<int>{0, 5}));
        QCOMPARE(lonePoints(series({1, 2})), QVector<int>{});
    }

    void thinningKeepsTheLowestAndHighestOfEveryPixel() {
        const QVector<QPointF> points = noise(100000);
        const double from = 20000, to = 80000;
        const int pixels = 500;
        const QVector<QPointF> thin = thinnedToPixels(points, from, to, pixels);
        QVERIFY2(thin.size() <= 4 * pixels + 8, qPrintable(QString::number(thin.size())));
        const auto extremes = [&](const QVector<QPointF>& list, int pixel) {
            double lowest = INFINITY, highest = -INFINITY;
            for (const QPointF& point : list) {
                if (int(std::floor((point.x() - from) / ((to - from) / pixels))) != pixel)
                    continue;
                lowest = std::min(lowest, point.y());
                highest = std::max(highest, point.y());
            }
            return std::pair(lowest, highest);
        };
        for (int pixel = 0; pixel < pixels; pixel += 37)
            QCOMPARE(extremes(thin, pixel), extremes(points, pixel));
        QVERIFY(
            std::is_sorted(thin.begin(), thin.end(), [](const QPointF& a, const QPointF& b) { return a.x() < b.x(); }));
    }

    void smoothingComesBeforeThinning() {
        const QVector<QPointF> smooth = smoothed(noise(50000), 0.95);
        const QVector<QPointF> thin = thinnedToPixels(smooth, 0, 50000, 300);
        QVERIFY(thin.size() < smooth.size());
        for (const QPointF& point : thin)
            QCOMPARE(point.y(), smooth[int(point.x())].y()); // no value that the smoothed series has not
    }

    void thinningLeavesFewPointsAlone() {
        const QVector<QPointF> points = noise(100);
        QCOMPARE(thinnedToPixels(points, 0, 99, 500), points);
        const QVector<QPointF> part = thinnedToPixels(points, 40, 60, 500);
        QCOMPARE(part.first().x(), 39.0); // one beyond either end, so that the line reaches the edge
        QCOMPARE(part.last().x(), 61.0);
    }

    void thinningKeepsGaps() {
        QVector<QPointF> points = noise(10000);
        for (int i = 4000; i < 4100; ++i)
            points[i].setY(NaN);
        const QVector<QPointF> thin = thinnedToPixels(points, 0, 9999, 100);
        QCOMPARE(std::count_if(thin.begin(), thin.end(), [](const QPointF& point) { return std::isnan(point.y()); }),
                 1);
    }

    void findsTheBestAndTheNearest() {
        const QVector<QPointF> points = series({NaN, 0.4, 0.9, 0.9, NaN});
        QCOMPARE(bestIndex(points, BestValue::Highest), std::optional<int>(2));
        QCOMPARE(bestIndex(points, BestValue::Lowest), std::optional<int>(1));
        QCOMPARE(bestIndex(points, BestValue::None), std::optional<int>());
        QCOMPARE(bestIndex(series({NaN}), BestValue::Highest), std::optional<int>());
        QCOMPARE(nearestIndex(points, -5), std::optional<int>(1)); // the nearest that has a value
        QCOMPARE(nearestIndex(points, 1.4), std::optional<int>(1));
        QCOMPARE(nearestIndex(points, 1.6), std::optional<int>(2));
        QCOMPARE(nearestIndex(points, 99), std::optional<int>(3));
        QCOMPARE(nearestIndex({}, 1), std::optional<int>());
    }
};

QTEST_APPLESS_MAIN(ChartDataTest)
#include "chart_data_test.moc"
