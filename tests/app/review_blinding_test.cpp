// What Review hides until an image is read.
#include "tests/app/review_bench.h"

#include <QListView>

using namespace roentgen;
using namespace roentgen::app;

class ReviewBlindingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ReviewBench::setUp(); }
    void init() { m_bench = std::make_unique<ReviewBench>(); }
    void cleanup() { m_bench.reset(); }
    void labelsAreHiddenUntilAnImageIsRead();
    void blindReadingHidesAnswersToo();

private:
    std::unique_ptr<ReviewBench> m_bench;
};

void ReviewBlindingTest::labelsAreHiddenUntilAnImageIsRead() {
    m_bench->makePage();
    m_bench->page->setBlinding(Blinding::Labels);
    const auto truth = [this] {
        return m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::TruthRole);
    };
    const auto listed = [this] {
        return m_bench->page->cases()->view()->currentIndex().data(CaseModel::LabelsRole).toString();
    };
    QVERIFY(!truth().isValid());
    QVERIFY(!listed().contains(name("Nodule")));
    QVERIFY(!m_bench->notices().contains(name("in the labels")));
    QVERIFY(m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::ProbabilityRole).isValid());
    m_bench->key(Qt::Key_A);
    QVERIFY(!truth().isValid());
    m_bench->key(Qt::Key_Down);
    m_bench->key(Qt::Key_A);
    QCOMPARE(truth().toInt(), int(Truth::Present));
    QVERIFY(listed().contains(name("Nodule")));
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion")); // stays where it was
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(!truth().isValid());
    m_bench->makePage(); // it is kept
    QVERIFY(!truth().isValid());
    m_bench->page->setBlinding(Blinding::None);
    QVERIFY(truth().isValid());
}

void ReviewBlindingTest::blindReadingHidesAnswersToo() {
    m_bench->makePage();
    m_bench->page->setBlinding(Blinding::Answers);
    const auto first = [this](int role) { return m_bench->page->findings()->view()->model()->index(0, 0).data(role); };
    QCOMPARE(first(Qt::DisplayRole).toString(), name("Mass")); // the classes' order tells nothing
    QVERIFY(!first(FindingModel::ProbabilityRole).isValid() && !first(FindingModel::TruthRole).isValid());
    QVERIFY(!first(Qt::AccessibleTextRole).toString().contains(name("0.25")));
    QVERIFY(!m_bench->page->view()->hasHeatmap());
    m_bench->page->findings()->choose(name("Nodule"));
    m_bench->key(Qt::Key_A); // what was open has a verdict, but nobody could know what was
    m_bench->page->findings()->choose(name("Effusion"));
    m_bench->key(Qt::Key_A);
    QVERIFY(!first(FindingModel::ProbabilityRole).isValid());
    m_bench->key(Qt::Key_D);
    QCOMPARE(first(FindingModel::ProbabilityRole).toDouble(), 0.9);
    QVERIFY(first(FindingModel::TruthRole).isValid());
    QVERIFY(m_bench->page->view()->hasHeatmap());
    m_bench->page->setBlinding(Blinding::None);
}

QTEST_MAIN(ReviewBlindingTest)
#include "review_blinding_test.moc"
