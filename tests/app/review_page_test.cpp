#include "tests/app/review_bench.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTextCursor>

using namespace roentgen;
using namespace roentgen::app;

class ReviewPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ReviewBench::setUp(); }
    void init() { m_bench = std::make_unique<ReviewBench>(); }
    void cleanup() { m_bench.reset(); }
    void showsTheRunsImagesWithWhatTheModelSays();
    void keysChooseFindingAndCase();
    void imagesUnlikeTheTrainingsGetAWarning();
    void whatAModelWasTrainedOnIsSaid();
    void heatmapsBelowTheThresholdWaitToBeAskedFor();
    void anImageIsReadWhenItsOpenFindingsHaveAVerdict();
    void theReaderSaysThatAnImageIsRead();
    void labelsAreHiddenUntilAnImageIsRead();
    void blindReadingHidesAnswersToo();
    void whatVerdictsMeanIsOnTheScreen();
    void verdictsAreExported();
    void theLastPlaceIsKept();
    void keysGoWhereTheFocusIs();
    void verdictsAreKeptAndComeBack();
    void verdictsAreUndone();
    void theSameVerdictAgainTakesItBack();
    void commentsAreKeptWithTheirFinding();
    void lettersInTheCommentAreNoVerdicts();
    void heatmapFollowsTheFindingAndTheKeys();
    void whatGoesWrongIsSaid_data();
    void whatGoesWrongIsSaid();
    void aBrokenModelIsSaidAndTheListStays();
    void aRunWithoutItsDataSetSaysSo();
    void anEmptyWorkspaceOffersWhatToDo();
    void oneModelsReadingsAreNotAnothers();

private:
    std::unique_ptr<ReviewBench> m_bench;
};

void ReviewPageTest::showsTheRunsImagesWithWhatTheModelSays() {
    m_bench->makePage();
    QCOMPARE(m_bench->page->modelId(), ReviewBench::Run);
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 6);
    QCOMPARE(m_bench->current(), name("a.png"));
    QVERIFY(m_bench->page->view()->film());
    const QAbstractItemModel* findings = m_bench->page->findings()->view()->model();
    QCOMPARE(findings->rowCount(), 3);
    const auto row = [&](int i, int role) { return findings->index(i, 0).data(role); };
    QCOMPARE(row(0, Qt::DisplayRole).toString(), name("Nodule"));
    QCOMPARE(row(0, FindingModel::ProbabilityRole).toDouble(), 0.9); // the model's own answer, not the table's 0.8
    QCOMPARE(row(0, FindingModel::TruthRole).toInt(), int(Truth::Present));
    QCOMPARE(row(1, Qt::DisplayRole).toString(), name("Effusion"));
    QCOMPARE(row(1, FindingModel::TruthRole).toInt(), int(Truth::Unknown));
    QCOMPARE(row(2, FindingModel::TruthRole).toInt(), int(Truth::Absent));
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Nodule"));
    QVERIFY(m_bench->page->view()->hasHeatmap());
    QVERIFY(m_bench->notices().contains(name("no longer has: 1"))); // gone.png
    QVERIFY(m_bench->page->findChild<QLabel*>(name("researchUseOnly"))->isVisible());
}

void ReviewPageTest::keysChooseFindingAndCase() {
    m_bench->makePage();
    m_bench->key(Qt::Key_Down);
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion"));
    m_bench->key(Qt::Key_Down);
    m_bench->key(Qt::Key_Down);
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Mass"));
    m_bench->key(Qt::Key_Up);
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion"));
    m_bench->key(Qt::Key_Left);
    QCOMPARE(m_bench->current(), name("a.png"));
    m_bench->key(Qt::Key_Right);
    QCOMPARE(m_bench->current(), name("b.png"));
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Nodule"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_bench->page->isFetching(), 30000);
    m_bench->key(Qt::Key_Right); // fetched ahead
    QVERIFY(m_bench->page->isSettled() && m_bench->page->view()->film() && m_bench->page->view()->hasHeatmap());
}

void ReviewPageTest::imagesUnlikeTheTrainingsGetAWarning() {
    m_bench->makePage();
    QVERIFY(!m_bench->label("filmWarning")->isVisible());
    m_bench->page->cases()->choose(m_bench->film("c.png"));
    QVERIFY(m_bench->settle());
    const QLabel* warning = m_bench->label("filmWarning");
    QVERIFY(warning->isVisible());
    QVERIFY2(warning->text().contains(name("MG")) && warning->text().contains(name("CR")) &&
                 warning->text().contains(name("72 %")),
             qPrintable(warning->text()));
    const QModelIndex first = m_bench->page->findings()->view()->model()->index(0, 0);
    QVERIFY(first.data(FindingModel::UnlikeRole).toBool()); // its bar is drawn as none to rely on
    QVERIFY(first.data(Qt::AccessibleTextRole).toString().contains(name("unlike")));
    m_bench->key(Qt::Key_Left);
    QVERIFY(m_bench->settle());
    QVERIFY(!m_bench->label("filmWarning")->isVisible());
}

void ReviewPageTest::whatAModelWasTrainedOnIsSaid() {
    QVERIFY(QDir(m_bench->workspace.path()).mkpath(name("weights")));
    ReviewBench::write(m_bench->workspace.filePath(name("weights/other.safetensors")), "x");
    m_bench->makePage();
    const QString said = m_bench->label("trainedOn")->text();
    QVERIFY2(said.contains(name("1700")) && said.contains(name("CR")) && said.contains(name("PA")), qPrintable(said));
    m_bench->page->chooseModel(m_bench->workspace.filePath(name("weights/other.safetensors")));
    QVERIFY(m_bench->settle());
    QVERIFY(m_bench->label("trainedOn")->isVisible());
    QVERIFY(m_bench->label("trainedOn")->text().contains(name("not known")));
    QVERIFY(!m_bench->label("filmWarning")->isVisible()); // unknown is no warning
}

void ReviewPageTest::heatmapsBelowTheThresholdWaitToBeAskedFor() {
    m_bench->makePage(); // Nodule 0.9, Effusion 0.5, Mass 0.25
    const auto shown = [this] {
        return m_bench->page->view()->hasHeatmap() && m_bench->page->view()->heatmapVisible();
    };
    QVERIFY(shown());
    m_bench->key(Qt::Key_Down);
    QVERIFY(shown()); // at the threshold
    m_bench->key(Qt::Key_Down);
    QVERIFY(!shown());
    QVERIFY(m_bench->label("heatmapNote")->isVisible());
    m_bench->key(Qt::Key_H);
    QVERIFY(shown());
    QVERIFY(!m_bench->label("heatmapNote")->isVisible());
    m_bench->key(Qt::Key_Up);
    QVERIFY(shown()); // not switched off by it
    m_bench->key(Qt::Key_Down);
    QVERIFY(!shown()); // asked for once
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.2);
    QVERIFY(shown());
    m_bench->page->findings()->findChild<QDoubleSpinBox*>()->setValue(0.5);
    QVERIFY(!shown());
    m_bench->key(Qt::Key_Up);
    m_bench->key(Qt::Key_H);
    QVERIFY(!shown());
    m_bench->key(Qt::Key_H);
}

void ReviewPageTest::anImageIsReadWhenItsOpenFindingsHaveAVerdict() {
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

void ReviewPageTest::theReaderSaysThatAnImageIsRead() {
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

void ReviewPageTest::labelsAreHiddenUntilAnImageIsRead() {
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

void ReviewPageTest::blindReadingHidesAnswersToo() {
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

void ReviewPageTest::whatVerdictsMeanIsOnTheScreen() {
    m_bench->makePage();
    QVERIFY(m_bench->notices().contains(name("the film shows it")));
    QVERIFY(m_bench->notices().contains(name("it does not")));
}

void ReviewPageTest::verdictsAreExported() {
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

void ReviewPageTest::theLastPlaceIsKept() {
    QVERIFY(QDir(m_bench->workspace.path()).mkpath(name("weights")));
    ReviewBench::write(m_bench->workspace.filePath(name("weights/other.safetensors")), "x");
    m_bench->makePage();
    m_bench->page->chooseModel(m_bench->workspace.filePath(name("weights/other.safetensors")));
    QVERIFY(m_bench->settle());
    m_bench->page->cases()->choose(m_bench->film("c.png"));
    QVERIFY(m_bench->settle());
    m_bench->page->findings()->choose(name("Effusion"));
    m_bench->makePage();
    QCOMPARE(m_bench->page->modelId(), m_bench->workspace.filePath(name("weights/other.safetensors")));
    QCOMPARE(m_bench->current(), name("c.png"));
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion"));
}

void ReviewPageTest::keysGoWhereTheFocusIs() {
    m_bench->makePage();
    const auto press = [](QWidget* focus, Qt::Key key) {
        focus->setFocus();
        QTest::keyClick(focus, key);
    };
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    comment->setPlainText(name("two\nlines"));
    for (const Qt::Key key : {Qt::Key_Right, Qt::Key_Down, Qt::Key_Left})
        press(comment, key);
    QCOMPARE(m_bench->current(), name("a.png"));
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Nodule"));
    QVERIFY(comment->textCursor().position() > 0);
    // The work-list: the next image, the same finding.
    press(m_bench->page->cases()->view(), Qt::Key_Down);
    QCOMPARE(m_bench->current(), name("b.png"));
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Nodule"));
    press(m_bench->page->findings()->view(), Qt::Key_Down);
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion"));
    // Fields that choose and count.
    auto* threshold = m_bench->page->findings()->findChild<QDoubleSpinBox*>();
    press(threshold, Qt::Key_Up);
    QVERIFY(threshold->value() > 0.5);
    threshold->setValue(0.5);
    auto* opacity = m_bench->page->findChild<QSlider*>();
    const int before = opacity->value();
    press(opacity, Qt::Key_Right);
    QVERIFY(opacity->value() != before);
    for (QComboBox* combo : m_bench->page->cases()->findChildren<QComboBox*>())
        press(combo, Qt::Key_D); // a letter looks for an entry
    QVERIFY(m_bench->notices().contains(name("0 of 6 read")));
    press(m_bench->page->cases()->findChild<QLineEdit*>(), Qt::Key_Down);
    QCOMPARE(m_bench->current(), name("b.png"));
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Effusion"));
    for (const Reading& reading : m_bench->library->readingsOfSource(ReviewBench::Run))
        QVERIFY(reading.verdict == Verdict::None);
    // And where nothing of that has the focus, they are the page's.
    press(m_bench->page->cases()->view(), Qt::Key_U);
    QCOMPARE(m_bench->library->readings(m_bench->film("b.png")).size(), 1);
}

void ReviewPageTest::verdictsAreKeptAndComeBack() {
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

void ReviewPageTest::verdictsAreUndone() {
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

void ReviewPageTest::theSameVerdictAgainTakesItBack() {
    m_bench->makePage();
    m_bench->key(Qt::Key_U);
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 1);
    m_bench->key(Qt::Key_U);
    QVERIFY(m_bench->library->readingsOfSource(ReviewBench::Run).isEmpty());
    for (QPushButton* button : m_bench->page->findings()->findChildren<QPushButton*>())
        QVERIFY(!button->isChecked());
}

void ReviewPageTest::commentsAreKeptWithTheirFinding() {
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

void ReviewPageTest::lettersInTheCommentAreNoVerdicts() {
    m_bench->makePage();
    auto* comment = m_bench->page->findings()->findChild<QPlainTextEdit*>();
    comment->setFocus();
    QTest::keyClicks(comment, name("aruhc"));
    QCOMPARE(comment->toPlainText(), name("aruhc"));
    for (const Reading& reading : m_bench->library->readingsOfSource(ReviewBench::Run))
        QVERIFY(reading.verdict == Verdict::None);
    QVERIFY(m_bench->page->view()->heatmapVisible());
}

void ReviewPageTest::heatmapFollowsTheFindingAndTheKeys() {
    m_bench->makePage();
    m_bench->key(Qt::Key_H);
    QVERIFY(!m_bench->page->view()->heatmapVisible());
    m_bench->key(Qt::Key_H);
    QVERIFY(m_bench->page->view()->heatmapVisible());
    const double opacity = m_bench->page->view()->heatmapOpacity();
    m_bench->key(Qt::Key_BracketRight);
    QVERIFY(std::abs(m_bench->page->view()->heatmapOpacity() - (opacity + 0.1)) < 1e-9);
    for (int i = 0; i < 20; ++i)
        m_bench->key(Qt::Key_BracketLeft);
    QCOMPARE(m_bench->page->view()->heatmapOpacity(), 0.0);
    for (int i = 0; i < 5; ++i)
        m_bench->key(Qt::Key_BracketRight);
}

void ReviewPageTest::whatGoesWrongIsSaid_data() {
    QTest::addColumn<QString>("image");
    QTest::addColumn<QString>("words");
    QTest::newRow("neither film nor answer") << "refused.png"
                                             << "The file is no image";
    QTest::newRow("fewer bytes than announced") << "short.png"
                                                << "another size than announced";
    QTest::newRow("a map that does not fit its size") << "badmap.png"
                                                      << "makes no sense";
}

void ReviewPageTest::whatGoesWrongIsSaid() {
    QFETCH(QString, image);
    QFETCH(QString, words);
    m_bench->makePage();
    m_bench->page->cases()->choose(m_bench->workspace.filePath(name("films/") + image));
    QCOMPARE(m_bench->current(), image);
    QVERIFY(m_bench->settle());
    QVERIFY2(m_bench->notices().contains(words), qPrintable(m_bench->notices()));
    QCOMPARE(m_bench->page->findings()->view()->model()->rowCount(), 3); // the run's table still says something
    m_bench->key(Qt::Key_A);                                             // and can be judged
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 1);
}

void ReviewPageTest::aBrokenModelIsSaidAndTheListStays() {
    QVERIFY(QDir(m_bench->workspace.path()).mkpath(name("weights")));
    ReviewBench::write(m_bench->workspace.filePath(name("weights/broken.safetensors")), "x");
    m_bench->makePage();
    m_bench->page->chooseModel(m_bench->workspace.filePath(name("weights/broken.safetensors")));
    QVERIFY(m_bench->settle());
    QTRY_VERIFY2(m_bench->notices().contains(name("The weights file is cut off")), qPrintable(m_bench->notices()));
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 7); // the data set's images
    m_bench->page->chooseModel(ReviewBench::Run);
    QVERIFY(m_bench->settle());
    QVERIFY(m_bench->page->view()->hasHeatmap());
}

void ReviewPageTest::aRunWithoutItsDataSetSaysSo() {
    ReviewBench::write(m_bench->workspace.filePath(name("runs/") + ReviewBench::Run + name("/experiment.toml")),
                       "[data]\ndataset = \"/not/there\"\n");
    m_bench->makePage();
    QVERIFY2(m_bench->notices().contains(name("is not there any more (/not/there)")), qPrintable(m_bench->notices()));
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 0);
    for (const Qt::Key each : {Qt::Key_A, Qt::Key_Right, Qt::Key_Down, Qt::Key_H, Qt::Key_C})
        m_bench->key(each); // nothing to act on, no harm
    QVERIFY(m_bench->library->readingsOfSource(ReviewBench::Run).isEmpty());
}

void ReviewPageTest::anEmptyWorkspaceOffersWhatToDo() {
    QVERIFY(QDir(m_bench->workspace.filePath(name("runs"))).removeRecursively());
    m_bench->makePage();
    QSignalSpy asked(&m_bench->navigator, &Navigator::pageRequested);
    QPushButton* offer = nullptr;
    for (QPushButton* button : m_bench->page->findChildren<QPushButton*>())
        if (button->isVisible() && button->property("primary").toBool())
            offer = button;
    QVERIFY(offer != nullptr);
    offer->click();
    QCOMPARE(asked.first().at(0).toString(), name("experiments"));
    m_bench->makeWorkspace(); // a run has finished meanwhile
    m_bench->page->activated();
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->page->modelId(), ReviewBench::Run);
}

void ReviewPageTest::oneModelsReadingsAreNotAnothers() {
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

QTEST_MAIN(ReviewPageTest)
#include "review_page_test.moc"
