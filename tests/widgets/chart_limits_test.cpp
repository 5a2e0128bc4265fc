#include "widgets/chart_limits.h"

#include <QtTest>

#include <cmath>

using namespace roentgen::widgets;

Q_DECLARE_METATYPE(std::vector<std::vector<double>>)

namespace {

constexpr double NaN = std::numeric_limits<double>::quiet_NaN();

std::vector<double> wave(int count, std::vector<double> and_ = {}) {
    std::vector<double> values;
    for (int i = 0; i < count; ++i)
        values.push_back(0.5 + 0.25 * std::sin(i * M_PI / 2)); // 0.5, 0.75, 0.5, 0.25, …
    values.insert(values.end(), and_.begin(), and_.end());
    return values;
}

std::vector<double> constant(int count, double value, std::vector<double> and_) {
    std::vector<double> values(size_t(count), value);
    values.insert(values.end(), and_.begin(), and_.end());
    return values;
}

} // namespace

class ChartLimitsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void limitsHoldWhatMostValuesAre_data() {
        QTest::addColumn<std::vector<std::vector<double>>>("lines");
        QTest::addColumn<double>("lowest");
        QTest::addColumn<double>("highest");
        using Lines = std::vector<std::vector<double>>;
        QTest::newRow("no outlier") << Lines{wave(100)} << 0.25 << 0.75;
        QTest::newRow("a spike of 1e20") << Lines{wave(100, {1e20})} << 0.25 << 0.75;
        QTest::newRow("four of a hundred") << Lines{wave(96, {1e20, -1e9, 1e20, 1e5})} << 0.25 << 0.75;
        QTest::newRow("no numbers") << Lines{wave(100, {NaN, INFINITY})} << 0.25 << 0.75;
        QTest::newRow("a loss that falls keeps its start") << Lines{constant(40, 0.3, {0.7, 0.9, 1.1})} << 0.3 << 1.1;
        QTest::newRow("one step of a constant") << Lines{constant(100, 1e-3, {1e-4})} << 1e-4 << 1e-3;
        QTest::newRow("few values are all shown") << Lines{{5, 1, 0.5}} << 0.5 << 5.0;
        QTest::newRow("a spike among five") << Lines{{0.9, 0.8, 0.7, 1e20, 0.6}} << 0.6 << 0.9;
        QTest::newRow("a spike in a short line beside a long one") << Lines{wave(100), {0.8, 1e20}} << 0.25 << 0.8;
        QTest::newRow("two lines of unlike size") << Lines{wave(1000), constant(10, 40, {})} << 0.25 << 40.0;
    }
    void limitsHoldWhatMostValuesAre() {
        QFETCH(std::vector<std::vector<double>>, lines);
        QFETCH(double, lowest);
        QFETCH(double, highest);
        const auto limits = limitsOf(lines);
        QVERIFY(limits);
        QCOMPARE(limits->lowest, lowest);
        QCOMPARE(limits->highest, highest);
    }

    void nothingHasNoLimits() {
        QVERIFY(!limitsOf({}));
        QVERIFY(!limitsOf({{}, {NaN}}));
    }
};

QTEST_APPLESS_MAIN(ChartLimitsTest)
#include "chart_limits_test.moc"
