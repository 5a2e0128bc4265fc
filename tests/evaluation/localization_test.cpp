#include "engine/evaluation/localization.h"

#include <QtTest>
#include <cmath>
#include <limits>

using namespace roentgen::evaluation;

namespace {

// A Gaussian hill whose top lies at (x, y) in fractions of a 7 × 7 map.
std::vector<float> hill(double x, double y, double sigma) {
    std::vector<float> values;
    for (int row = 0; row < 7; ++row) {
        for (int column = 0; column < 7; ++column) {
            const double dx = (column + 0.5) / 7 - x, dy = (row + 0.5) / 7 - y;
            values.push_back(float(std::exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))));
        }
    }
    return values;
}

} // namespace

class LocalizationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void findsTheTopOfAHillBetweenCells_data() {
        QTest::addColumn<double>("x");
        QTest::addColumn<double>("y");
        QTest::newRow("a cell's centre") << 3.5 / 7 << 2.5 / 7;
        QTest::newRow("between two cells") << 3.0 / 7 << 2.5 / 7;
        QTest::newRow("between four cells") << 3.0 / 7 << 4.0 / 7;
        QTest::newRow("anywhere") << 0.412 << 0.713;
        QTest::newRow("in the corner cell") << 0.5 / 7 << 6.5 / 7;
    }

    void findsTheTopOfAHillBetweenCells() {
        QFETCH(double, x);
        QFETCH(double, y);
        const auto peak = peakOf(hill(x, y, 0.15), 7, 7, {});
        QVERIFY(peak);
        // A tenth of a cell; the cell alone would leave half of one.
        QVERIFY2(std::abs(peak->x - x) < 0.1 / 7, qPrintable(QString::number(peak->x)));
        QVERIFY2(std::abs(peak->y - y) < 0.1 / 7, qPrintable(QString::number(peak->y)));
    }

    void theAreaPlacesTheMapOnTheFilm() {
        const auto peak = peakOf(hill(0.5, 0.5, 0.15), 7, 7, {0.1, 0.2, 0.5, 0.8});
        QVERIFY(std::abs(peak->x - 0.3) < 0.01);
        QVERIFY(std::abs(peak->y - 0.5) < 0.01);
    }

    void oneCellPeaksInItsMiddle() {
        const auto peak = peakOf({2}, 1, 1, {});
        QVERIFY(peak && peak->x < 1 && peak->y < 1);
    }

    void aMapThatIsNotFiniteHasNoPeak() {
        QVERIFY(!peakOf({1, std::numeric_limits<float>::quiet_NaN()}, 1, 2, {}));
        QVERIFY(!peakOf({1, std::numeric_limits<float>::infinity()}, 1, 2, {}));
        QVERIFY(!peakOf({}, 0, 0, {}));
    }

    void scoresHitsBesideTheGuessAtTheMean() {
        const auto means = meanCenters({{"Mass", {{0, 0, .2, .2}, {.2, .2, .4, .4}}}, {"Edema", {}}});
        QCOMPARE(means.size(), size_t(1));
        QVERIFY(std::abs(means.at("Mass").x - .2) < 1e-12);
        const std::vector<LocalizationCase> cases = {
            {"Mass", Point{.5, .5}, {{.4, .4, .6, .6}}},                 // hit; the guess misses
            {"Mass", Point{.9, .9}, {{.1, .1, .3, .3}}},                 // miss; the guess hits
            {"Mass", Point{.9, .9}, {{.1, .1, .3, .3}, {.8, .8, 1, 1}}}, // the second box is hit; the guess hits too
            {"Mass", std::nullopt, {{.4, .4, .6, .6}}},                  // no map: a miss
            {"Edema", Point{.1, .1}, {{.4, .4, .6, .6}}},                // guessed at the film's centre
        };
        const auto report = scoreLocalization(cases, means);
        QCOMPARE(report.all.cases, int64_t(5));
        QCOMPARE(report.all.peakInBox, .4);
        QCOMPARE(report.all.meanPositionInBox.value(), .6);
        QCOMPARE(report.classes.at("Mass").cases, int64_t(4));
        QCOMPARE(report.classes.at("Mass").peakInBox, .5);
        QCOMPARE(report.classes.at("Edema").meanPositionInBox.value(), 1.);
        QCOMPARE(scoreLocalization({}, means).all.cases, int64_t(0));
    }

    void withoutTrainingBoxesTheGuessKnowsTheOtherCases() {
        const Point nowhere{0, 1};
        const Rectangle left{.1, .4, .3, .6}, right{.7, .4, .9, .6}, middle{.45, .45, .55, .55};
        // The mean of the other two: (.65, .5), (.35, .5), (.5, .5): only the last is hit.
        const auto report =
            scoreLocalization({{"Mass", nowhere, {left}}, {"Mass", nowhere, {right}}, {"Mass", nowhere, {middle}}}, {});
        QVERIFY(std::abs(report.all.meanPositionInBox.value() - 1. / 3) < 1e-12);
    }
};

QTEST_GUILESS_MAIN(LocalizationTest)
#include "localization_test.moc"
