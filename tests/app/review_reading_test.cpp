// What a reader says of an image in Review, and what is kept of it.
#include "tests/app/review_bench.h"

#include <QApplication>
#include <QDoubleSpinBox>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>

using namespace roentgen;
using namespace roentgen::app;

class ReviewReadingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ReviewBench::setUp(); }
    void init() { m_bench = std::make_unique<ReviewBench>(); }
    void cleanup() { m_bench.reset(); }
    void anImageIsReadWhenItsOpenFindingsHaveAVerdict();
    void theReaderSaysThatAnImageIsRead();
    void whatVerdictsMeanIsOnTheScreen();
    void verdictsAreExported();
    void verdictsAreKeptAndComeBack();
    void verdictsAreUndone();
    void theSameVerdictAgainTakesItBack();
    void commentsAreKeptWithTheirFinding();
    void lettersInTheCommentAreNoVerdicts();
    void typingGoesOnWhenTheModelsAnswerArrives();
    void typingGoesOnWhenTheImageChanges();
    void blanksThatAreBeingTypedStay();
    void theSurestFindingIsChosenWhenTheAnswerComesLate_data();
    void theSurestFindingIsChosenWhenTheAnswerComesLate();
    void oneModelsReadingsAreNotAnothers();

private:
    // As a keyboard does: what has the focus gets it.
    static void type(const char* text) { QTest::keyClicks(QApplication::focusWidget(), name(text)); }
    bool nothingIsJudged() const {
        const QList<Reading> readings = m_bench->library->readingsOfSource(ReviewBench::Run);
        return std::all_of(readings.begin(), readings.end(),
                           [](const Reading& reading) { return reading.verdict == Verdict::None; });
    }

    std::unique_ptr<ReviewBench> m_bench;
};

void ReviewReadingTest::anImageIsReadWhenItsOpenFindingsHaveAVerdict() {
    m_bench->makePage();
    QVERIFY2(m_bench->label("readState")->text().contains(name("2")), qPrintable(m_bench->label("readState")->text()));
    m_bench->key(Qt::Key_A);
    QVERIFY(m_bench->notices().contains(name("0 of 6 read")));
    QVERIFY(m_bench->label("readState")->text().contains(name("1")));
    m_bench->key(Qt::Key_Down);
    m_bench->key(Qt::Key_R);
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_bench->notices().contains(name("0 of 6 read")));
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.6); // Effusion is not found any more
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.5);
}

void ReviewReadingTest::theReaderSaysThatAnImageIsRead() {
    m_bench->makePage();
    auto* button = m_bench->page->findChild<QPushButton*>(name("saidToBeRead"));
    m_bench->key(Qt::Key_D);
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    QVERIFY(button->isChecked());
    m_bench->makePage(); // it is kept
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    button = m_bench->page->findChild<QPushButton*>(name("saidToBeRead"));
    button->click();
    QVERIFY(m_bench->notices().contains(name("0 of 6 read")));
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    for (const QModelIndex row : {m_bench->page->findings()->view()->model()->index(0, 0)})
        QCOMPARE(row.data(FindingModel::VerdictRole).toInt(), int(Verdict::None)); // no finding was judged by it
}

void ReviewReadingTest::whatVerdictsMeanIsOnTheScreen() {
    m_bench->makePage();
    QVERIFY(m_bench->notices().contains(name("the film shows it")));
    QVERIFY(m_bench->notices().contains(name("it does not")));
}

void ReviewReadingTest::verdictsAreExported() {
    m_bench->makePage();
    m_bench->library->setReader(name("anna"));
    m_bench->key(Qt::Key_A);
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTest::keyClicks(comment, name("small, \"round\""));
    QTest::keyClick(comment, Qt::Key_Escape);
    m_bench->library->setReader(name("bert"));
    m_bench->key(Qt::Key_R);
    m_bench->key(Qt::Key_D);
    const QString file = m_bench->scratch.filePath(name("verdicts.csv"));
    QVERIFY(bool(m_bench->page->exportVerdicts(file)));
    QFile csv(file);
    QVERIFY(csv.open(QIODevice::ReadOnly));
    const QList<QByteArray> lines = csv.readAll().trimmed().split('\n');
    QCOMPARE(lines.size(), 4);
    QCOMPARE(lines[0],
             QByteArray("Image Index,Patient ID,Split,Path,Finding,Probability,Label,Verdict,Comment,Reader,Time"));
    const QByteArray path = m_bench->film("a.png").toUtf8();
    QVERIFY2(lines[1].startsWith("a.png,,test," + path + ",,,,read,,bert,"), lines[1].constData());
    QVERIFY2(lines[2].startsWith("a.png,,test," + path + ",Nodule,0.9,1,accept,\"small, \"\"round\"\"\",anna,"),
             lines[2].constData());
    QVERIFY2(lines[3].startsWith("a.png,,test," + path + ",Nodule,0.9,1,reject,,bert,"), lines[3].constData());
    QVERIFY(!m_bench->page->exportVerdicts(m_bench->scratch.filePath(name("no/such/folder.csv"))));
}

void ReviewReadingTest::verdictsAreKeptAndComeBack() {
    m_bench->makePage();
    m_bench->key(Qt::Key_A);
    m_bench->key(Qt::Key_Down);
    m_bench->key(Qt::Key_R);
    m_bench->key(Qt::Key_Right);
    m_bench->key(Qt::Key_U);
    const auto verdictOf = [this](int row) {
        return m_bench->page->findings()->view()->model()->index(row, 0).data(FindingModel::VerdictRole).toInt();
    };
    QCOMPARE(verdictOf(0), int(Verdict::Uncertain));
    QVERIFY(m_bench->notices().contains(name("1 of 6 read"))); // a.png: nothing is open any more
    m_bench->makePage();                                       // everything is opened again
    QCOMPARE(m_bench->current(), name("b.png"));
    m_bench->key(Qt::Key_Left);
    QVERIFY(m_bench->settle());
    QCOMPARE(verdictOf(0), int(Verdict::Accept));
    QCOMPARE(verdictOf(1), int(Verdict::Reject));
    QCOMPARE(verdictOf(2), int(Verdict::None));
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
    const auto readings = m_bench->library->readingsOfSource(ReviewBench::Run);
    QCOMPARE(readings.size(), 3);
    QVERIFY(readings.first().time.isValid());
}

void ReviewReadingTest::verdictsAreUndone() {
    m_bench->makePage();
    m_bench->key(Qt::Key_A);
    m_bench->key(Qt::Key_R);
    m_bench->key(Qt::Key_Right);
    m_bench->key(Qt::Key_A);
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 2);
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 1);
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_bench->current(), name("a.png")); // it goes where it undoes
    QCOMPARE(int(m_bench->library->readingsOfSource(ReviewBench::Run).first().verdict), int(Verdict::Accept));
    m_bench->key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_bench->library->readingsOfSource(ReviewBench::Run).isEmpty());
    m_bench->key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(int(m_bench->library->readingsOfSource(ReviewBench::Run).first().verdict), int(Verdict::Accept));
}

void ReviewReadingTest::theSameVerdictAgainTakesItBack() {
    m_bench->makePage();
    m_bench->key(Qt::Key_U);
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 1);
    m_bench->key(Qt::Key_U);
    QVERIFY(m_bench->library->readingsOfSource(ReviewBench::Run).isEmpty());
    for (QPushButton* button : m_bench->page->findings()->findChildren<QPushButton*>())
        QVERIFY(!button->isChecked());
}

void ReviewReadingTest::commentsAreKeptWithTheirFinding() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    QTest::keyClicks(comment, name("small, calcified"));
    QTest::keyClick(comment, Qt::Key_Escape);
    QTRY_VERIFY(m_bench->page->view()->hasFocus());
    m_bench->key(Qt::Key_Down);
    QCOMPARE(comment->toPlainText(), QString());
    m_bench->key(Qt::Key_Up);
    QCOMPARE(comment->toPlainText(), name("small, calcified"));
    // Typed and left by stepping on: kept as well, with the image that it was typed for.
    m_bench->key(Qt::Key_Right);
    m_bench->key(Qt::Key_C);
    QTest::keyClicks(comment, name("second"));
    m_bench->page->cases()->step(1);
    m_bench->makePage();
    m_bench->page->cases()->choose(m_bench->film("a.png"));
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->page->findings()->findChild<QPlainTextEdit*>()->toPlainText(), name("small, calcified"));
    m_bench->key(Qt::Key_Right);
    QCOMPARE(m_bench->page->findings()->findChild<QPlainTextEdit*>()->toPlainText(), name("second"));
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 2);
}

void ReviewReadingTest::lettersInTheCommentAreNoVerdicts() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    comment->setFocus();
    QTest::keyClicks(comment, name("aruhc"));
    QCOMPARE(comment->toPlainText(), name("aruhc"));
    for (const Reading& reading : m_bench->library->readingsOfSource(ReviewBench::Run))
        QVERIFY(reading.verdict == Verdict::None);
    QVERIFY(m_bench->page->view()->heatmapVisible());
}

void ReviewReadingTest::typingGoesOnWhenTheModelsAnswerArrives() {
    m_bench->makePage();
    QTRY_VERIFY_WITH_TIMEOUT(!m_bench->page->isFetching(), 30000);
    m_bench->holdAnswers();
    m_bench->page->cases()->choose(m_bench->film("short.png")); // not fetched ahead
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    type("art");
    m_bench->letAnswersGo();
    QTRY_VERIFY_WITH_TIMEOUT(m_bench->page->isSettled(), 30000);
    QVERIFY(comment->hasFocus());
    type("aru");
    QCOMPARE(comment->toPlainText(), name("artaru"));
    QVERIFY(nothingIsJudged());
}

void ReviewReadingTest::typingGoesOnWhenTheImageChanges() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    type("first");
    for (auto* button : m_bench->page->findChildren<QToolButton*>())
        if (button->accessibleName().startsWith(name("Next image")))
            button->click(); // does not take the focus
    QCOMPARE(m_bench->current(), name("b.png"));
    QVERIFY(m_bench->settle());
    type("ar");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(nothingIsJudged());
    QCOMPARE(m_bench->library->readings(m_bench->film("a.png")).first().comment, name("first"));
    QCOMPARE(m_bench->library->readings(m_bench->film("b.png")).first().comment, name("ar"));
}

void ReviewReadingTest::blanksThatAreBeingTypedStay() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    m_bench->key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    type("small ");
    QTRY_COMPARE(m_bench->library->readings(m_bench->film("a.png")).size(), 1); // saved in a pause
    type("nodule");
    QCOMPARE(comment->toPlainText(), name("small nodule"));
}

void ReviewReadingTest::theSurestFindingIsChosenWhenTheAnswerComesLate_data() {
    QTest::addColumn<bool>("isAtWork");
    QTest::newRow("unless another was chosen") << true;
    QTest::newRow("of all") << false;
}

void ReviewReadingTest::theSurestFindingIsChosenWhenTheAnswerComesLate() {
    QFETCH(bool, isAtWork);
    m_bench->addSecondDataSet(); // nothing is predicted of it yet
    const auto chosen = [this] { return m_bench->page->findings()->currentFinding(); };
    m_bench->makePage();
    QTRY_VERIFY_WITH_TIMEOUT(!m_bench->page->isFetching(), 30000);
    m_bench->holdAnswers();
    Q_EMIT m_bench->page->cases()->imagesChosen(m_bench->workspace.filePath(name("datasets/second.toml")));
    QTRY_COMPARE(m_bench->current(), name("other.png"));
    QTRY_COMPARE(chosen(), name("Mass"));
    if (isAtWork) {
        m_bench->key(Qt::Key_Down);
        m_bench->key(Qt::Key_Down);
        QCOMPARE(chosen(), name("Effusion"));
    }
    m_bench->letAnswersGo();
    QVERIFY(m_bench->settle());
    QCOMPARE(chosen(), isAtWork ? name("Effusion") : name("Nodule"));
}

void ReviewReadingTest::oneModelsReadingsAreNotAnothers() {
    QVERIFY(QDir(m_bench->workspace.path()).mkpath(name("weights")));
    ReviewBench::write(m_bench->workspace.filePath(name("weights/other.safetensors")), "x");
    m_bench->makePage();
    m_bench->key(Qt::Key_A);
    m_bench->key(Qt::Key_Down);
    m_bench->key(Qt::Key_A);
    m_bench->page->chooseModel(m_bench->workspace.filePath(name("weights/other.safetensors")));
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->current(), name("a.png")); // the same image
    QVERIFY(m_bench->notices().contains(name("0 of 7 read")));
    Q_EMIT m_bench->navigator.reviewRequested(ReviewBench::Run);
    QVERIFY(m_bench->settle());
    QVERIFY(m_bench->notices().contains(name("1 of 6 read")));
}

QTEST_MAIN(ReviewReadingTest)
#include "review_reading_test.moc"
