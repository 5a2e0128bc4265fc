// Films come one by one, of a network (floats, NaN for what is unknown) or of a table (ints, -1).
#include "engine/evaluation/classification_report.h"

#include <QtTest>
#include <cmath>

using namespace roentgen::evaluation;

class ScoredFilmsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void labelsOfEitherKindGiveTheSameMeasures() {
        const float nan = std::nanf("");
        const float scores[][2] = {{.1f, .9f}, {.4f, .2f}, {.35f, .3f}, {.8f, .1f}, {.7f, .6f}};
        const float asFloats[][2] = {{0, 0}, {0, nan}, {1, nan}, {1, 0}, {nan, nan}};
        const int asInts[][2] = {{0, 0}, {0, -1}, {1, -1}, {1, 0}, {-1, -1}};
        ScoredFilms floats(2), ints(2);
        for (size_t k = 0; k < 5; ++k) {
            floats.add(scores[k], asFloats[k]);
            ints.add(scores[k], asInts[k]);
        }
        QCOMPARE(floats.films(), size_t(5));
        QCOMPARE(floats.labels, ints.labels);
        QCOMPARE(floats.scores, ints.scores);
        const auto aucs = aucOfClasses(floats);
        QCOMPARE(aucs[0].value(), .75); // of the four pairs one stands the wrong way round
        QVERIFY(!aucs[1]);
        const auto report = reportClasses({"Mass", "Edema"}, ints);
        QCOMPARE(report.classes[0].auc.value(), .75);
        QCOMPARE(report.classes[0].positives, int64_t(2));
        QCOMPARE(report.classes[1].negatives, int64_t(2));
        QCOMPARE(report.meanAuc.value(), .75);
        QCOMPARE(report.images, int64_t(5));
    }

    void noClassIsNoFilm() {
        QCOMPARE(ScoredFilms(0).films(), size_t(0));
        QVERIFY(aucOfClasses(ScoredFilms(0)).empty());
    }
};

QTEST_GUILESS_MAIN(ScoredFilmsTest)
#include "scored_films_test.moc"
