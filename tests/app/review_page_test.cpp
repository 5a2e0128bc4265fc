#include "app/engine_service.h"
#include "app/library.h"
#include "app/review/case_list_panel.h"
#include "app/review/finding_panel.h"
#include "app/review/review_page.h"

#include "engine/protocol/dataset_file.h"
#include "engine/protocol/study_index.h"
#include "widgets/theme.h"

#include <QLabel>
#include <QListView>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace roentgen;
using namespace roentgen::app;

namespace {

const QString Run = QStringLiteral("chest-20260102-030405");

QString name(const char* text) {
    return QString::fromLatin1(text);
}

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
}

} // namespace

class ReviewPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void showsTheRunsImagesWithWhatTheModelSays();
    void keysChooseFindingAndCase();
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
    void makeWorkspace();
    void makePage();
    bool settle() {
        return QTest::qWaitFor([this] { return m_page->isSettled(); }, 30000);
    }
    QString current() const { return QFileInfo(m_page->cases()->currentPath()).fileName(); }
    QString notices() const;
    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(m_page->view(), key, modifiers); }

    std::unique_ptr<QTemporaryDir> m_workspace, m_scratch;
    std::unique_ptr<EngineService> m_service;
    std::unique_ptr<Library> m_library;
    std::unique_ptr<Navigator> m_navigator;
    std::unique_ptr<ReviewPage> m_page;
};

void ReviewPageTest::initTestCase() {
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(name("roentgen-test"));
    widgets::Theme::instance().apply(widgets::ThemeMode::Dark);
}

void ReviewPageTest::makeWorkspace() {
    const QDir root(m_workspace->path());
    QVERIFY(root.mkpath(name("datasets")) && root.mkpath(name("films")) && root.mkpath(name("runs/") + Run));
    DatasetFile dataset;
    dataset.name = "films";
    dataset.folder = root.filePath(name("films")).toStdString();
    QVERIFY(bool(writeDatasetFile(root.filePath(name("datasets/films.toml")).toStdString(), dataset)));
    StudyIndex index;
    index.header.classes = {"Mass", "Nodule"}; // Effusion is not labelled
    QByteArray table = "Image Index,Patient ID,Split,Mass,Nodule,Effusion\n";
    for (const char* image : {"a.png", "b.png", "c.png", "refused.png", "short.png", "badmap.png", "unlisted.png"}) {
        StudyImage row;
        row.image = image;
        row.path = root.filePath(name("films/") + name(image)).toStdString();
        row.labelled = true;
        if (row.image == "a.png")
            row.labels = {"Nodule"};
        index.images.push_back(row);
        if (row.image != "unlisted.png")
            table += QByteArray(image) + ",7,test,0.3,0.8,0.6\n";
    }
    table += "gone.png,8,test,0.1,0.1,0.1\n";
    QVERIFY(bool(writeStudyIndex(root.filePath(name("datasets/films.index")).toStdString(), index)));
    const QString run = root.filePath(name("runs/") + Run);
    write(run + name("/experiment.toml"), "[data]\ndataset = \"" + root.filePath(name("films")).toUtf8() + "\"\n");
    write(run + name("/best.safetensors"), "x");
    write(run + name("/predictions.csv"), table);
}

void ReviewPageTest::init() {
    m_workspace = std::make_unique<QTemporaryDir>();
    m_scratch = std::make_unique<QTemporaryDir>();
    m_service = std::make_unique<EngineService>(QStringLiteral(FAKE_WORKER), QStringList{m_scratch->path()});
    m_navigator = std::make_unique<Navigator>();
    makeWorkspace();
}

void ReviewPageTest::makePage() {
    m_page.reset();
    m_library.reset();
    m_library = std::make_unique<Library>(m_workspace->path());
    AppContext context;
    context.workspace = m_workspace->path();
    context.dataService = m_service.get();
    context.predictService = m_service.get();
    context.library = m_library.get();
    context.navigator = m_navigator.get();
    m_page = std::make_unique<ReviewPage>(context);
    m_page->resize(1216, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
    m_page->activated();
    QVERIFY(settle());
}

void ReviewPageTest::cleanup() {
    m_page.reset();
    m_library.reset();
    m_service.reset();
}

QString ReviewPageTest::notices() const {
    QStringList texts;
    for (const QLabel* label : m_page->findChildren<QLabel*>())
        if (label->isVisible())
            texts << label->text();
    return texts.join(QLatin1Char('\n')) + m_page->view()->message();
}

void ReviewPageTest::showsTheRunsImagesWithWhatTheModelSays() {
    makePage();
    QCOMPARE(m_page->modelId(), Run);
    QCOMPARE(m_page->cases()->filtered()->rowCount(), 6);
    QCOMPARE(current(), name("a.png"));
    QVERIFY(m_page->view()->film());
    const QAbstractItemModel* findings = m_page->findings()->view()->model();
    QCOMPARE(findings->rowCount(), 3);
    const auto row = [&](int i, int role) { return findings->index(i, 0).data(role); };
    QCOMPARE(row(0, Qt::DisplayRole).toString(), name("Nodule"));
    QCOMPARE(row(0, FindingModel::ProbabilityRole).toDouble(), 0.9); // the model's own answer, not the table's 0.8
    QCOMPARE(row(0, FindingModel::TruthRole).toInt(), int(Truth::Present));
    QCOMPARE(row(1, Qt::DisplayRole).toString(), name("Effusion"));
    QCOMPARE(row(1, FindingModel::TruthRole).toInt(), int(Truth::Unknown));
    QCOMPARE(row(2, FindingModel::TruthRole).toInt(), int(Truth::Absent));
    QCOMPARE(m_page->findings()->currentFinding(), name("Nodule"));
    QVERIFY(m_page->view()->hasHeatmap());
    QVERIFY(notices().contains(name("no longer has: 1"))); // gone.png
    QVERIFY(m_page->findChild<QLabel*>(name("researchUseOnly"))->isVisible());
}

void ReviewPageTest::keysChooseFindingAndCase() {
    makePage();
    key(Qt::Key_Down);
    QCOMPARE(m_page->findings()->currentFinding(), name("Effusion"));
    key(Qt::Key_Down);
    key(Qt::Key_Down);
    QCOMPARE(m_page->findings()->currentFinding(), name("Mass"));
    key(Qt::Key_Up);
    QCOMPARE(m_page->findings()->currentFinding(), name("Effusion"));
    key(Qt::Key_Left);
    QCOMPARE(current(), name("a.png"));
    key(Qt::Key_Right);
    QCOMPARE(current(), name("b.png"));
    QVERIFY(settle());
    QCOMPARE(m_page->findings()->currentFinding(), name("Nodule"));
    QTRY_VERIFY_WITH_TIMEOUT(!m_page->isFetching(), 30000);
    key(Qt::Key_Right); // fetched ahead
    QVERIFY(m_page->isSettled() && m_page->view()->film() && m_page->view()->hasHeatmap());
}

void ReviewPageTest::verdictsAreKeptAndComeBack() {
    makePage();
    key(Qt::Key_A);
    key(Qt::Key_Down);
    key(Qt::Key_R);
    key(Qt::Key_Right);
    key(Qt::Key_U);
    const auto verdictOf = [this](int row) {
        return m_page->findings()->view()->model()->index(row, 0).data(FindingModel::VerdictRole).toInt();
    };
    QCOMPARE(verdictOf(0), int(Verdict::Uncertain));
    QVERIFY(notices().contains(name("2 of 6 read")));
    makePage(); // everything is opened again
    QCOMPARE(current(), name("a.png"));
    QCOMPARE(verdictOf(0), int(Verdict::Accept));
    QCOMPARE(verdictOf(1), int(Verdict::Reject));
    QCOMPARE(verdictOf(2), int(Verdict::None));
    QVERIFY(notices().contains(name("2 of 6 read")));
    const auto readings = m_library->readingsOfSource(Run);
    QCOMPARE(readings.size(), 3);
    QVERIFY(readings.first().time.isValid());
}

void ReviewPageTest::verdictsAreUndone() {
    makePage();
    key(Qt::Key_A);
    key(Qt::Key_R);
    key(Qt::Key_Right);
    key(Qt::Key_A);
    QCOMPARE(m_library->readingsOfSource(Run).size(), 2);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(m_library->readingsOfSource(Run).size(), 1);
    key(Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(current(), name("a.png")); // it goes where it undoes
    QCOMPARE(int(m_library->readingsOfSource(Run).first().verdict), int(Verdict::Accept));
    key(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(m_library->readingsOfSource(Run).isEmpty());
    key(Qt::Key_Y, Qt::ControlModifier);
    QCOMPARE(int(m_library->readingsOfSource(Run).first().verdict), int(Verdict::Accept));
}

void ReviewPageTest::theSameVerdictAgainTakesItBack() {
    makePage();
    key(Qt::Key_U);
    QCOMPARE(m_library->readingsOfSource(Run).size(), 1);
    key(Qt::Key_U);
    QVERIFY(m_library->readingsOfSource(Run).isEmpty());
    for (QPushButton* button : m_page->findings()->findChildren<QPushButton*>())
        QVERIFY(!button->isChecked());
}

void ReviewPageTest::commentsAreKeptWithTheirFinding() {
    makePage();
    auto* comment = m_page->findings()->findChild<QPlainTextEdit*>();
    key(Qt::Key_C);
    QTRY_VERIFY(comment->hasFocus());
    QTest::keyClicks(comment, name("small, calcified"));
    QTest::keyClick(comment, Qt::Key_Escape);
    QTRY_VERIFY(m_page->view()->hasFocus());
    key(Qt::Key_Down);
    QCOMPARE(comment->toPlainText(), QString());
    key(Qt::Key_Up);
    QCOMPARE(comment->toPlainText(), name("small, calcified"));
    // Typed and left by stepping on: kept as well, with the image that it was typed for.
    key(Qt::Key_Right);
    key(Qt::Key_C);
    QTest::keyClicks(comment, name("second"));
    m_page->cases()->step(1);
    makePage();
    QCOMPARE(m_page->findings()->findChild<QPlainTextEdit*>()->toPlainText(), name("small, calcified"));
    key(Qt::Key_Right);
    QCOMPARE(m_page->findings()->findChild<QPlainTextEdit*>()->toPlainText(), name("second"));
    QCOMPARE(m_library->readingsOfSource(Run).size(), 2);
}

void ReviewPageTest::lettersInTheCommentAreNoVerdicts() {
    makePage();
    auto* comment = m_page->findings()->findChild<QPlainTextEdit*>();
    comment->setFocus();
    QTest::keyClicks(comment, name("aruhc"));
    QCOMPARE(comment->toPlainText(), name("aruhc"));
    for (const Reading& reading : m_library->readingsOfSource(Run))
        QVERIFY(reading.verdict == Verdict::None);
    QVERIFY(m_page->view()->heatmapVisible());
}

void ReviewPageTest::heatmapFollowsTheFindingAndTheKeys() {
    makePage();
    key(Qt::Key_H);
    QVERIFY(!m_page->view()->heatmapVisible());
    key(Qt::Key_H);
    QVERIFY(m_page->view()->heatmapVisible());
    const double opacity = m_page->view()->heatmapOpacity();
    key(Qt::Key_BracketRight);
    QVERIFY(std::abs(m_page->view()->heatmapOpacity() - (opacity + 0.1)) < 1e-9);
    for (int i = 0; i < 20; ++i)
        key(Qt::Key_BracketLeft);
    QCOMPARE(m_page->view()->heatmapOpacity(), 0.0);
    for (int i = 0; i < 5; ++i)
        key(Qt::Key_BracketRight);
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
    makePage();
    m_page->cases()->choose(m_workspace->filePath(name("films/") + image));
    QCOMPARE(current(), image);
    QVERIFY(settle());
    QVERIFY2(notices().contains(words), qPrintable(notices()));
    QCOMPARE(m_page->findings()->view()->model()->rowCount(), 3); // the run's table still says something
    key(Qt::Key_A);                                               // and can be judged
    QCOMPARE(m_library->readingsOfSource(Run).size(), 1);
}

void ReviewPageTest::aBrokenModelIsSaidAndTheListStays() {
    QVERIFY(QDir(m_workspace->path()).mkpath(name("weights")));
    write(m_workspace->filePath(name("weights/broken.safetensors")), "x");
    makePage();
    m_page->chooseModel(m_workspace->filePath(name("weights/broken.safetensors")));
    QVERIFY(settle());
    QTRY_VERIFY2(notices().contains(name("The weights file is cut off")), qPrintable(notices()));
    QCOMPARE(m_page->cases()->filtered()->rowCount(), 7); // the data set's images
    m_page->chooseModel(Run);
    QVERIFY(settle());
    QVERIFY(m_page->view()->hasHeatmap());
}

void ReviewPageTest::aRunWithoutItsDataSetSaysSo() {
    write(m_workspace->filePath(name("runs/") + Run + name("/experiment.toml")), "[data]\ndataset = \"/not/there\"\n");
    makePage();
    QVERIFY2(notices().contains(name("is not there any more (/not/there)")), qPrintable(notices()));
    QCOMPARE(m_page->cases()->filtered()->rowCount(), 0);
    for (const Qt::Key each : {Qt::Key_A, Qt::Key_Right, Qt::Key_Down, Qt::Key_H, Qt::Key_C})
        key(each); // nothing to act on, no harm
    QVERIFY(m_library->readingsOfSource(Run).isEmpty());
}

void ReviewPageTest::anEmptyWorkspaceOffersWhatToDo() {
    QVERIFY(QDir(m_workspace->filePath(name("runs"))).removeRecursively());
    makePage();
    QSignalSpy asked(m_navigator.get(), &Navigator::pageRequested);
    QPushButton* offer = nullptr;
    for (QPushButton* button : m_page->findChildren<QPushButton*>())
        if (button->isVisible() && button->property("primary").toBool())
            offer = button;
    QVERIFY(offer != nullptr);
    offer->click();
    QCOMPARE(asked.first().at(0).toString(), name("experiments"));
    makeWorkspace(); // a run has finished meanwhile
    m_page->activated();
    QVERIFY(settle());
    QCOMPARE(m_page->modelId(), Run);
}

void ReviewPageTest::oneModelsReadingsAreNotAnothers() {
    QVERIFY(QDir(m_workspace->path()).mkpath(name("weights")));
    write(m_workspace->filePath(name("weights/other.safetensors")), "x");
    makePage();
    key(Qt::Key_A);
    m_page->chooseModel(m_workspace->filePath(name("weights/other.safetensors")));
    QVERIFY(settle());
    QCOMPARE(current(), name("a.png")); // the same image
    QVERIFY(notices().contains(name("0 of 7 read")));
    Q_EMIT m_navigator->reviewRequested(Run);
    QVERIFY(settle());
    QVERIFY(notices().contains(name("1 of 6 read")));
}

QTEST_MAIN(ReviewPageTest)
#include "review_page_test.moc"
