#include "widgets/chart_range.h"

#include <QtTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

ChartData chart(const QVector<QPointF>& points) {
    ChartData data;
    data.series.resize(1);
    data.series[0].points = points;
    return data;
}

bool isRange(const AxisRange& range, double lower, double upper) {
    const auto near = [](double a, double b) { return std::abs(a - b) <= 1e-12 * std::max(1.0, std::abs(b)); };
    return near(range.lower, lower) && near(range.upper, upper);
}

QByteArray text(const AxisRange& range) {
    return QStringLiteral("%1 … %2").arg(range.lower, 0, 'g', 17).arg(range.upper, 0, 'g', 17).toUtf8();
}

} // namespace

class ChartRangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theWholeRangeHoldsAllPointsWithRoom_data() {
        QTest::addColumn<QVector<QPointF>>("points");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::newRow("a fiftieth at either end") << QVector<QPointF>{{0, 1}, {100, 1}} << false << -2.0 << 102.0;
        QTest::newRow("one point in the middle") << QVector<QPointF>{{7, 1}} << false << 6.0 << 8.0;
        QTest::newRow("one point at 0") << QVector<QPointF>{{0, 1}} << false << 0.0 << 1.0;
        QTest::newRow("none") << QVector<QPointF>{} << false << -0.02 << 1.02;
        QTest::newRow("logarithmic: from the first positive")
            << QVector<QPointF>{{-1, 1}, {0, 1}, {1, 1}, {100, 1}} << true << std::pow(100, -0.02)
            << 100 * std::pow(100, 0.02);
        QTest::newRow("logarithmic: nothing positive") << QVector<QPointF>{{-1, 1}, {0, 1}} << true << 0.5 << 2.0;
    }
    void theWholeRangeHoldsAllPointsWithRoom() {
        QFETCH(QVector<QPointF>, points);
        QFETCH(bool, logarithmic);
        QFETCH(double, lower);
        QFETCH(double, upper);
        const AxisRange range = wholeRange(extentOf(chart(points)), logarithmic);
        QVERIFY2(isRange(range, lower, upper), text(range));
    }

    void theDataMayAskForMoreOfTheAxis() {
        ChartData data = chart({{10, 1}, {20, 1}});
        data.xMinimum = 0.5;
        data.xMaximum = 100.5;
        const XExtent extent = extentOf(data);
        QCOMPARE(extent.first, 0.5);
        QCOMPARE(extent.last, 100.5);
        QCOMPARE(extent.firstPositive, 0.5);
    }

    void aRangeIsKeptWhereThereIsSomethingToSee_data() {
        QTest::addColumn<double>("lower");
        QTest::addColumn<double>("upper");
        QTest::addColumn<bool>("logarithmic");
        QTest::addColumn<double>("keptLower");
        QTest::addColumn<double>("keptUpper");
        QTest::newRow("within") << 20.0 << 30.0 << false << 20.0 << 30.0;
        QTest::newRow("too far left") << -50.0 << -40.0 << false << 1.0 << 11.0;
        QTest::newRow("too far right") << 95.0 << 105.0 << false << 90.0 << 100.0;
        QTest::newRow("too wide") << -100.0 << 300.0 << false << 1.0 << 100.0;
        QTest::newRow("logarithmic, too far left") << 0.1 << 1.0 << true << 1.0 << 10.0;
        QTest::newRow("logarithmic, too far right") << 50.0 << 500.0 << true << 10.0 << 100.0;
        QTest::newRow("logarithmic, too wide") << 0.1 << 1000.0 << true << 1.0 << 100.0;
        QTest::newRow("logarithmic, no range") << 5.0 << 5.0 << true << 1.0 << 100.0;
    }
    void aRangeIsKeptWhereThereIsSomethingToSee() {
        QFETCH(double, lower);
        QFETCH(double, upper);
        QFETCH(bool, logarithmic);
        QFETCH(double, keptLower);
        QFETCH(double, keptUpper);
        const AxisRange range = boundedRange({lower, upper}, {1, 100}, logarithmic);
        QVERIFY2(isRange(range, keptLower, keptUpper), text(range));
    }

    void yHoldsTheValuesInSight() {
        const QVector<QPointF> points{{0, 1}, {1, 2}, {2, 3}, {3, 100}};
        ChartData data = chart(points);
        QVERIFY(isRange(*yRangeOf({points}, {0, 2}, false, data), 1 - 0.12, 3 + 0.12));
        QVERIFY(isRange(*yRangeOf({points}, {0, 0}, false, data), 0.9, 1.1));
        data.yMinimum = 0;
        data.yMaximum = 4;
        QVERIFY(isRange(*yRangeOf({points}, {0, 2}, false, data), 0, 4 + 0.08)); // its own ends are not passed
        QVERIFY(!yRangeOf({points}, {10, 20}, false, data));
        QVERIFY(!yRangeOf({{{0, -1}}}, {0, 1}, true, data));
        const AxisRange decades = *yRangeOf({{{0, 0}, {1, 1}, {2, 100}}}, {0, 2}, true, data);
        QVERIFY2(isRange(decades, std::pow(10, -0.15), std::pow(10, 2.15)), text(decades));
    }
};

QTEST_APPLESS_MAIN(ChartRangeTest)
#include "chart_range_test.moc"
