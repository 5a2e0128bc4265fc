// What cross-entropy makes of a data set: one class a film, or a refusal in words.
#include "engine/datasets/exclusive_classes.h"
#include "sample_folder.h"

#include <QtTest/QtTest>

#include <cmath>

using namespace roentgen;
using namespace roentgen::datasets;

namespace {

const float unknown = std::nanf("");

Dataset datasetOf(const std::vector<std::vector<float>>& labels) {
    Dataset dataset;
    dataset.classes = {"Mass", "Nodule"};
    for (size_t k = 0; k < labels.size(); ++k)
        (k % 2 ? dataset.test : dataset.train).push_back({"", std::to_string(k) + ".png", "p", labels[k], labels[k]});
    return dataset;
}

} // namespace

class ExclusiveClassesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void leavesOneClassAFilmAsItIs() {
        Dataset dataset = datasetOf({{1, 0}, {0, 1}, {unknown, 0}});
        QVERIFY(bool(makeExclusive(dataset, true)));
        QCOMPARE(dataset.classes.size(), size_t(2));
        QCOMPARE(dataset.train[0].labels, (std::vector<float>{1, 0}));
    }

    void givesFilmsWithoutAFindingAClass() {
        Dataset dataset = datasetOf({{1, 0}, {0, 0}, {unknown, 0}, {0, 1}});
        QVERIFY(bool(makeExclusive(dataset, true)));
        QCOMPARE(dataset.classes.back(), std::string("No Finding"));
        QCOMPARE(dataset.train[0].labels, (std::vector<float>{1, 0, 0}));
        QCOMPARE(dataset.test[0].labels, (std::vector<float>{0, 0, 1}));
        QVERIFY(std::isnan(dataset.train[1].labels[2]));
        QCOMPARE(dataset.test[1].labels, (std::vector<float>{0, 1, 0}));
        Dataset some = datasetOf({{0, 0}, {1, 0}});
        QVERIFY(bool(makeExclusive(some, false)));
        QCOMPARE(some.classes.back(), std::string("Other"));
    }

    void refusesAFilmWithTwo() {
        Dataset dataset = datasetOf({{1, 0}, {1, 1}});
        const Status refused = makeExclusive(dataset, true);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Data);
        for (const char* word : {"Mass, Nodule", "1.png", "bce"})
            QVERIFY2(refused.error().toLine().find(word) != std::string::npos, refused.error().toLine().c_str());
    }

    void isAskedForByTheLoss() {
        SampleFolder folder;
        for (int i = 0; i < 20; ++i)
            for (const char* name : {"normal/", "benign/", "malignant/"})
                folder.image(name + std::to_string(i) + ".png");
        Experiment experiment = experimentOn(folder.path());
        QCOMPARE(openDataset(experiment, "")->classes.size(), size_t(2));
        experiment.training.loss = "cross_entropy";
        const auto dataset = openDataset(experiment, "");
        QVERIFY(bool(dataset));
        QCOMPARE(dataset->classes, (std::vector<std::string>{"benign", "malignant", "No Finding"}));
        for (const Sample& sample : dataset->train)
            QCOMPARE(std::count(sample.labels.begin(), sample.labels.end(), 1.f), std::ptrdiff_t(1));
    }
};

QTEST_APPLESS_MAIN(ExclusiveClassesTest)
#include "exclusive_classes_test.moc"
