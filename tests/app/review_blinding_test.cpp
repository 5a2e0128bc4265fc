// What Review hides until an image is read.
#include "tests/app/review_bench.h"

#include <QComboBox>
#include <QDoubleSpinBox>
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
    void anothersVerdictsShowNothing();
    void theListFollowsWhatIsHidden();
    void aHigherThresholdShowsTheLabels();

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

// As another window adds them.
void ReviewBlindingTest::anothersVerdictsShowNothing() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    m_bench->page->activated();
    m_bench->page->setBlinding(Blinding::Labels);
    const auto truth = [this] {
        return m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::TruthRole);
    };
    Library other(m_bench->workspace.path());
    other.setReader(name("bert"));
    for (const char* finding : {"Nodule", "Effusion", ""}) {
        ReadingAct act;
        act.image = m_bench->film("a.png");
        act.finding = name(finding);
        act.source = ReviewBench::Run;
        act.verdict = Verdict::Accept;
        QVERIFY(bool(other.add(act)));
    }
    QTRY_VERIFY(m_bench->notices().contains(name("1 of 6 read")));
    QVERIFY(!truth().isValid());
    QVERIFY2(m_bench->label("readState")->text().contains(name("before you have read it")),
             qPrintable(m_bench->label("readState")->text()));
    m_bench->key(Qt::Key_D);
    QVERIFY(truth().isValid());
    m_bench->library->setReader(name("cleo")); // in the settings
    m_bench->page->activated();
    QVERIFY(!truth().isValid());
    m_bench->page->setBlinding(Blinding::None);
}

void ReviewBlindingTest::theListFollowsWhatIsHidden() {
    m_bench->makePage();
    auto* finding = m_bench->page->cases()->findChildren<QComboBox*>().at(3);
    QCOMPARE(finding->accessibleName(), name("Finding"));
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.9); // by its labels alone: a.png
    finding->setCurrentIndex(finding->findData(name("Nodule")));
    Q_EMIT finding->activated(finding->currentIndex());
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 1);
    m_bench->page->setBlinding(Blinding::Labels);
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 0); // that it is there would tell the label
    m_bench->page->setBlinding(Blinding::None);
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 1);
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.5);
}

void ReviewBlindingTest::aHigherThresholdShowsTheLabels() {
    m_bench->makePage(); // Nodule 0.9, Effusion 0.5
    m_bench->page->setBlinding(Blinding::Labels);
    const auto truth = [this] {
        return m_bench->page->findings()->view()->model()->index(0, 0).data(FindingModel::TruthRole);
    };
    m_bench->key(Qt::Key_A);
    QVERIFY(!truth().isValid());
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.6); // Effusion is not open any more
    QVERIFY(truth().isValid());
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.5);
    QVERIFY(!truth().isValid());
    m_bench->page->setBlinding(Blinding::None);
}

QTEST_MAIN(ReviewBlindingTest)
#include "review_blinding_test.moc"
