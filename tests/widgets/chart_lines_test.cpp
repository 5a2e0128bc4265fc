#include "widgets/chart_lines.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace roentgen::widgets;

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

ChartSeries series(const QString& name, const QVector<QPointF>& points) {
    ChartSeries series;
    series.name = name;
    series.points = points;
    return series;
}

// Steps 0 … 100, and two points between them.
ChartLines stepsAndTwo() {
    ChartData data;
    data.series = {series(QStringLiteral("steps"), {}),
                   series(QStringLiteral("two"), {{20.5, 1}, {50, NaN}, {60.25, 1}})};
    for (int i = 0; i <= 100; ++i)
        data.series[0].points.append({double(i), 1});
    ChartLines lines;
    lines.set(data);
    return lines;
}

} // namespace

class ChartLinesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theNearestPointIsThatOfAnyLineInSight() {
        ChartLines lines = stepsAndTwo();
        QCOMPARE(*lines.nearestX(20.4), 20.5);
        QCOMPARE(*lines.nearestX(50.1), 50.0);
        lines.toggle(QStringLiteral("steps"));
        QVERIFY(lines.isAnyHidden() && lines.isHidden(QStringLiteral("steps")));
        QCOMPARE(*lines.nearestX(50.1), 60.25); // a gap is no point
        lines.set(ChartData(lines.data()));     // other data do not show it again
        QCOMPARE(*lines.nearestX(0), 20.5);
        lines.toggle(QStringLiteral("two"));
        QVERIFY(!lines.nearestX(0));
        lines.toggle(QStringLiteral("steps"));
        QCOMPARE(*lines.nearestX(20.4), 20.0);
    }

    void theCrosshairStepsToTheNextPointWithinTheRange() {
        ChartLines lines = stepsAndTwo();
        const AxisRange whole{-2, 102}, close{19, 22};
        QCOMPARE(*lines.stepFrom(NaN, 1, whole), 0.0); // begins at the left
        QCOMPARE(*lines.stepFrom(NaN, -1, whole), 100.0);
        QCOMPARE(*lines.stepFrom(10, 1, whole), 12.0); // about a fiftieth further
        QCOMPARE(*lines.stepFrom(20, 1, close), 20.5); // the very next
        QCOMPARE(*lines.stepFrom(21, -1, close), 20.5);
        QVERIFY(!lines.stepFrom(22, 1, close));
        QVERIFY(!lines.stepFrom(100, 1, whole));
    }

    void whatWasSmoothedIsKeptWhileItsPointsStay() {
        ChartLines lines = stepsAndTwo();
        ChartData data = lines.data();
        QVERIFY(lines.all()[0].smooth.isEmpty() && lines.all()[0].shown() == data.series[0].points);
        data.series[0].smoothing = 0.5;
        data.series[0].points[10].setY(3);
        lines.set(data);
        const QVector<QPointF> first = lines.all()[0].smooth;
        QCOMPARE(first, smoothed(data.series[0].points, 0.5));
        lines.set(ChartData(data));
        QCOMPARE(lines.all()[0].smooth.constData(), first.constData()); // the same memory
        data.series[0].points[10].setY(4);
        lines.set(data);
        QVERIFY(lines.all()[0].smooth != first);
    }

    void onALogarithmicAxisPixelsAreEvenInTheLogarithm() {
        QVector<QPointF> points;
        for (int i = -10; i <= 100000; ++i)
            points.append({double(i), double(i % 7)});
        const QVector<QPointF> thinned = thinnedToRange(points, {}, {1, 100000}, 100, true);
        const auto in = [&](double from, double to) {
            return int(std::count_if(thinned.begin(), thinned.end(),
                                     [&](const QPointF& point) { return point.x() >= from && point.x() < to; }));
        };
        QCOMPARE(in(-1e9, 0.5), 0);
        QCOMPARE(in(0.5, 9.5), 9); // each of the first decade
        QVERIFY2(std::abs(in(1000, 10000) - in(10000, 100000)) < 12, qPrintable(QString::number(in(1000, 10000))));
        const QVector<QPointF> overview{{0, 1}, {100, 1}};
        QCOMPARE(thinnedToRange(points, overview, {0, 100}, 50, false), overview); // fine enough
        QVERIFY(thinnedToRange(points, overview, {0, 1}, 50, false) != overview);
    }
};

QTEST_APPLESS_MAIN(ChartLinesTest)
#include "chart_lines_test.moc"
