#include "tests/app/review_bench.h"

#include <QAbstractItemView>
#include <QApplication>
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
    void theLastPlaceIsKept();
    void keysGoWhereTheFocusIs();
    void keysStayInAnOpenList();
    void heatmapFollowsTheFindingAndTheKeys();
    void whatGoesWrongIsSaid_data();
    void whatGoesWrongIsSaid();
    void aBrokenModelIsSaidAndTheListStays();
    void aRunWithoutItsDataSetSaysSo();
    void aListThatComesLateIsNoOtherModels();
    void anEmptyWorkspaceOffersWhatToDo();
    void answersAreKeptOverOtherImages();

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

void ReviewPageTest::keysStayInAnOpenList() {
    m_bench->makePage();
    auto* combo = m_bench->page->cases()->findChildren<QComboBox*>().at(4);
    QCOMPARE(combo->accessibleName(), name("Verdict"));
    combo->setFocus();
    combo->showPopup();
    QTRY_VERIFY(QApplication::activePopupWidget() != nullptr);
    QTest::keyClick(combo->view(), Qt::Key_Down);
    QCOMPARE(m_bench->page->findings()->currentFinding(), name("Nodule"));
    QCOMPARE(combo->view()->currentIndex().row(), 1);
    QTest::keyClick(combo->view(), Qt::Key_R); // looks for an entry, and is no verdict
    QVERIFY(m_bench->library->readingsOfSource(ReviewBench::Run).isEmpty());
    const int chosen = combo->view()->currentIndex().row();
    QTest::keyClick(combo->view(), Qt::Key_Return);
    QCOMPARE(combo->currentIndex(), chosen);
    QVERIFY(chosen > 0);
    QTRY_VERIFY(QApplication::activePopupWidget() == nullptr);
    m_bench->page->view()->setFocus();
    m_bench->key(Qt::Key_R);
    QCOMPARE(m_bench->library->readingsOfSource(ReviewBench::Run).size(), 1);
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

// A run on images from elsewhere, weights without any: what is still being read is the run's.
void ReviewPageTest::aListThatComesLateIsNoOtherModels() {
    const QDir root(m_bench->workspace.path());
    QVERIFY(root.mkpath(name("elsewhere")) && root.mkpath(name("weights")));
    for (const char* file : {"films.toml", "films.index"})
        QVERIFY(QFile::rename(root.filePath(name("datasets/") + name(file)),
                              root.filePath(name("elsewhere/") + name(file))));
    ReviewBench::write(root.filePath(name("runs/") + ReviewBench::Run + name("/experiment.toml")),
                       "[data]\ndataset = \"" + root.filePath(name("elsewhere/films.toml")).toUtf8() + "\"\n");
    ReviewBench::write(root.filePath(name("weights/other.safetensors")), "x");
    m_bench->makePage();
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 6);
    m_bench->page->chooseModel(root.filePath(name("weights/other.safetensors")));
    m_bench->page->chooseModel(ReviewBench::Run); // begins to read
    m_bench->page->chooseModel(root.filePath(name("weights/other.safetensors")));
    QTest::qWait(300);
    QVERIFY(m_bench->settle());
    QCOMPARE(m_bench->page->cases()->filtered()->rowCount(), 0);
    QVERIFY2(m_bench->notices().contains(name("no images to review")), qPrintable(m_bench->notices()));
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

void ReviewPageTest::answersAreKeptOverOtherImages() {
    QVERIFY(QDir(m_bench->workspace.path()).mkpath(name("weights")));
    ReviewBench::write(m_bench->workspace.filePath(name("weights/other.safetensors")), "x"); // without a table
    m_bench->addSecondDataSet();
    m_bench->makePage();
    m_bench->page->chooseModel(m_bench->workspace.filePath(name("weights/other.safetensors")));
    QVERIFY(m_bench->settle());
    const auto choose = [this](const char* images) {
        Q_EMIT m_bench->page->cases()->imagesChosen(m_bench->workspace.filePath(name("datasets/") + name(images)));
        return m_bench->settle();
    };
    QCOMPARE(m_bench->current(), name("a.png"));
    const auto open = [this] { return m_bench->label("readState")->text(); };
    QVERIFY2(open().contains(name("2")), qPrintable(open()));
    QVERIFY(choose("second.toml"));
    QCOMPARE(m_bench->current(), name("other.png"));
    QVERIFY(choose("films.toml"));
    QCOMPARE(m_bench->current(), name("a.png"));
    QVERIFY2(open().contains(name("2")), qPrintable(open()));
}

QTEST_MAIN(ReviewPageTest)
#include "review_page_test.moc"
