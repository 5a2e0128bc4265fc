// Truth: sklearn 1.2.1 roc_auc_score and average_precision_score, and DeLong's variance by its definition (all pairs),
// printed by tests/evaluation/roc_truth.py.
#include "engine/evaluation/roc.h"

#include <QtTest>
#include <cmath>
#include <limits>

using namespace roentgen::evaluation;

namespace {

// The case "formula" of roc_truth.py: 60 scores with ties.
void makeFormulaCase(std::vector<double>& scores, std::vector<int>& labels) {
    for (int i = 0; i < 60; ++i) {
        labels.push_back((i * 7) % 5 < 2 ? 1 : 0);
        const int score = ((37 * i * i + 11 * i) % 101) * 100 + labels.back() * 3000;
        scores.push_back(score / 10000.0);
    }
}

} // namespace

Q_DECLARE_METATYPE(std::vector<double>)
Q_DECLARE_METATYPE(std::vector<int>)

class RocTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void agreesWithSklearn_data() {
        QTest::addColumn<std::vector<double>>("scores");
        QTest::addColumn<std::vector<int>>("labels");
        QTest::addColumn<double>("auc");
        QTest::addColumn<double>("variance");
        QTest::addColumn<double>("precision");
        using S = std::vector<double>;
        using L = std::vector<int>;
        QTest::newRow("sklearn's documentation")
            << S{.1, .4, .35, .8} << L{0, 0, 1, 1} << .75 << .125 << 0.8333333333333333;
        QTest::newRow("ties") << S{1, 2, 2, 3, 3, 3, 4, 5} << L{0, 0, 1, 0, 1, 1, 0, 1} << .65625 << 0.04622395833333333
                              << 0.6928571428571428;
        QTest::newRow("all equal") << S{.5, .5, .5, .5, .5, .5} << L{0, 1, 0, 1, 1, 0} << .5 << .0 << .5;
        QTest::newRow("perfect") << S{.1, .2, .3, .7, .8, .9} << L{0, 0, 0, 1, 1, 1} << 1. << .0 << 1.;
        QTest::newRow("reversed") << S{.1, .2, .3, .7, .8, .9} << L{1, 1, 1, 0, 0, 0} << 0. << .0
                                  << 0.38333333333333336;
        S scores;
        L labels;
        makeFormulaCase(scores, labels);
        QTest::newRow("sixty cases") << scores << labels << 0.7592592592592592 << 0.004089170026795832
                                     << 0.7467753455829876;
    }

    void agreesWithSklearn() {
        QFETCH(std::vector<double>, scores);
        QFETCH(std::vector<int>, labels);
        QFETCH(double, auc);
        QFETCH(double, variance);
        QFETCH(double, precision);
        QVERIFY(std::abs(rocAuc(scores, labels).value() - auc) < 1e-14);
        QVERIFY(std::abs(averagePrecision(scores, labels).value() - precision) < 1e-14);
        const auto interval = delongInterval(scores, labels);
        QVERIFY(interval);
        QVERIFY(std::abs(interval->variance - variance) < 1e-14);
        const double half = 1.959963984540054 * std::sqrt(variance);
        QVERIFY(std::abs(interval->low - std::max(0., auc - half)) < 1e-12);
        QVERIFY(std::abs(interval->high - std::min(1., auc + half)) < 1e-12);
    }

    void isUndefinedWithoutBothKinds_data() {
        QTest::addColumn<std::vector<double>>("scores");
        QTest::addColumn<std::vector<int>>("labels");
        QTest::addColumn<bool>("hasPrecision");
        using S = std::vector<double>;
        using L = std::vector<int>;
        QTest::newRow("no cases") << S{} << L{} << false;
        QTest::newRow("no positive") << S{.1, .2} << L{0, 0} << false;
        QTest::newRow("no negative") << S{.1, .2} << L{1, 1} << true;
        QTest::newRow("all unknown") << S{.1, .2} << L{-1, -1} << false;
        QTest::newRow("a score that is not a number")
            << S{.1, std::numeric_limits<double>::quiet_NaN(), .3} << L{0, 1, 1} << false;
    }

    void isUndefinedWithoutBothKinds() {
        QFETCH(std::vector<double>, scores);
        QFETCH(std::vector<int>, labels);
        QFETCH(bool, hasPrecision);
        QVERIFY(!rocAuc(scores, labels));
        QVERIFY(!delongInterval(scores, labels));
        QVERIFY(rocPoints(scores, labels).empty());
        QCOMPARE(averagePrecision(scores, labels).has_value(), hasPrecision);
    }

    void leavesUnknownLabelsOut() {
        const std::vector<double> scores = {.1, .4, .99, .35, .8, .05};
        const std::vector<int> labels = {0, 0, -1, 1, 1, -1};
        QCOMPARE(rocAuc(scores, labels).value(), .75);
        QCOMPARE(delongInterval(scores, labels)->variance, .125);
    }

    void theIntervalNeedsTwoOfEachKind() {
        QVERIFY(rocAuc({.1, .2, .3}, {0, 0, 1}));
        QVERIFY(!delongInterval({.1, .2, .3}, {0, 0, 1}));
    }

    void meanLeavesUndefinedOut() {
        QCOMPARE(meanOfDefined({.9, std::nullopt, .7}).value(), .8);
        QVERIFY(!meanOfDefined({std::nullopt, std::nullopt}));
        QVERIFY(!meanOfDefined({}));
    }

    // sklearn.metrics.roc_curve(..., drop_intermediate=False) of the same numbers.
    void pointsStepThroughEveryScore() {
        const auto points = rocPoints({.1, .4, .35, .8}, {0, 0, 1, 1});
        const std::vector<std::pair<double, double>> expected = {{0, 0}, {0, .5}, {.5, .5}, {.5, 1}, {1, 1}};
        QCOMPARE(points.size(), expected.size());
        for (size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(points[i].falsePositiveRate, expected[i].first);
            QCOMPARE(points[i].truePositiveRate, expected[i].second);
        }
        QCOMPARE(points[1].threshold, .8);
        QVERIFY(std::isinf(points[0].threshold));
    }

    void theCurvesTrapezoidsAreTheAuc() {
        std::vector<double> scores;
        std::vector<int> labels;
        makeFormulaCase(scores, labels);
        const auto points = rocPoints(scores, labels);
        double area = 0;
        for (size_t i = 1; i < points.size(); ++i)
            area += (points[i].falsePositiveRate - points[i - 1].falsePositiveRate) *
                    (points[i].truePositiveRate + points[i - 1].truePositiveRate) / 2;
        QVERIFY(std::abs(area - rocAuc(scores, labels).value()) < 1e-14);
    }
};

QTEST_GUILESS_MAIN(RocTest)
#include "roc_test.moc"
