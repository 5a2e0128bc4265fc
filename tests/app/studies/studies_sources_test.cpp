// The data sets of the Studies page: added, listed, renamed, read in another way, made.
#include "app/dataset_index.h"
#include "app/studies/layout_dialog.h"
#include "app/studies/study_inspector.h"
#include "app/studies/study_sources.h"
#include "tests/app/studies/studies_bench.h"
#include "tests/imaging/dicom_bytes.h"

#include <QAbstractButton>
#include <QApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTimer>
#include <QTreeWidget>

using namespace roentgen;
using namespace roentgen::app;

class StudiesSourcesTest : public QObject, private StudiesBench {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void addedFolderIsListedAndRemembered();
    void indexOfAnOlderVersionIsMadeAnew();
    void addedFolderTakesNoNameOfTheWorkspace();
    void absentFolderIsSaid();
    void manyDataSetsUseTheHeight();
    void dataSetsOfOneNameAreToldApartAndRenamed();
    void layoutIsChangedAndTheImagesReadAnew();
    void layoutThatChangesDuringTheIndexingCounts();
    void renamingKeepsTheFilesCommentsAndAStaleIndexStale();
    void aRuleThatIsRefusedCanBeCorrected();
    void unreadableTomlIsSaid();
    void phantomsCanBeCancelled();
};

void StudiesSourcesTest::addedFolderIsListedAndRemembered() {
    addFilms();
    QVERIFY(QFile::exists(m_space->context.workspace + QStringLiteral("/datasets/films.toml")));
    m_page->open(m_films); // twice is one source
    QTRY_VERIFY(m_page->isSettled());
    QCOMPARE(m_window->findChild<QTreeWidget*>(QStringLiteral("sources"))->topLevelItemCount(), 1);
    m_window.reset();
    show(); // from the index alone
    QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 13, 10000);
    QCOMPARE(m_window->findChild<QTreeWidget*>(QStringLiteral("sources"))->topLevelItem(0)->text(1),
             QStringLiteral("13"));
}

void StudiesSourcesTest::indexOfAnOlderVersionIsMadeAnew() {
    addFilms();
    m_window.reset();
    const std::string path = (m_space->context.workspace + QStringLiteral("/datasets/films.index")).toStdString();
    auto index = readStudyIndex(path);
    QVERIFY(index);
    index->header.maker = 1;
    index->images.resize(3);
    QVERIFY(writeStudyIndex(path, *index));
    show();
    QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 13, 10000);
    QCOMPARE(readStudyIndex(path)->header.maker, StudyIndexHeader::currentMaker);
}

void StudiesSourcesTest::addedFolderTakesNoNameOfTheWorkspace() {
    const QString workspace = m_space->context.workspace;
    QVERIFY(QDir(workspace).mkpath(QStringLiteral("films"))); // data.dataset = "films" would mean two things
    addFilms();
    QVERIFY(!QFile::exists(workspace + QStringLiteral("/datasets/films.toml")));
    QVERIFY(QFile::exists(workspace + QStringLiteral("/datasets/films-2.toml")));
}

void StudiesSourcesTest::absentFolderIsSaid() {
    m_page->open(QStringLiteral("/nowhere/films"));
    QVERIFY2(shownText().contains(QStringLiteral("/nowhere/films")), qPrintable(shownText()));
}

void StudiesSourcesTest::manyDataSetsUseTheHeight() {
    addFilms();
    auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("sources"));
    auto* facets = m_window->findChild<QTreeWidget*>(QStringLiteral("facets"));
    for (int i = 0; i < 15; ++i) {
        QFile toml(m_space->context.workspace + QStringLiteral("/datasets/more%1.toml").arg(i));
        QVERIFY(toml.open(QIODevice::WriteOnly));
        toml.write("folder = '/films'\n");
    }
    QTRY_COMPARE(list->topLevelItemCount(), 16);
    const auto isWhole = [list](int row) {
        return list->viewport()->rect().contains(list->visualItemRect(list->topLevelItem(row)));
    };
    QTRY_VERIFY(isWhole(15)); // a few filters leave the room
    m_window->resize(1280, 400);
    QTRY_VERIFY(!isWhole(15));
    QVERIFY(facets->height() >= 60);
}

void StudiesSourcesTest::dataSetsOfOneNameAreToldApartAndRenamed() {
    addFilms();
    const QDir other(m_space->folder.filePath(QStringLiteral("elsewhere")));
    m_page->open(makeFilms(other));
    auto* list = m_window->findChild<QTreeWidget*>(QStringLiteral("sources"));
    QTRY_COMPARE(list->topLevelItemCount(), 2);
    QStringList titles{list->topLevelItem(0)->text(0), list->topLevelItem(1)->text(0)};
    titles.sort();
    QCOMPARE(titles[0].section(QLatin1Char(' '), 0, 0), QStringLiteral("films"));
    QVERIFY2(titles[0] != titles[1] && titles.contains(QStringLiteral("films in elsewhere")),
             qPrintable(titles.join(QLatin1Char('\n'))));
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 10000);
    const QString index = m_space->context.workspace + QStringLiteral("/datasets/films-2.index");
    QVERIFY(QFile::exists(index));
    QTimer::singleShot(50, [] { // answers the question for a name
        auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->textValue(), QStringLiteral("films"));
        dialog->setTextValue(QStringLiteral("Second reading"));
        dialog->accept();
    });
    list->setFocus();
    QTest::keyClick(list, Qt::Key_F2);
    QTRY_COMPARE(list->findItems(QStringLiteral("Second reading"), Qt::MatchExactly).size(), 1);
    QCOMPARE(list->findItems(QStringLiteral("films"), Qt::MatchExactly).size(), 1); // alone: its name is enough
    QVERIFY(QFile::exists(index));                                                  // not read again for a name
    QVERIFY(QFileInfo(index).lastModified() >=
            QFileInfo(m_space->context.workspace + QStringLiteral("/datasets/films-2.toml")).lastModified());
}

void StudiesSourcesTest::layoutIsChangedAndTheImagesReadAnew() {
    addFilms();
    const auto patientOf = [this](const QString& image) {
        const StudyModel* model = m_page->browser()->model();
        const int row = model->rowOfPath(m_films + image);
        return row < 0 ? QString() : model->index(row, int(StudyColumn::Patient)).data().toString();
    };
    const QString film = QStringLiteral("/NORMAL/person2_film_3.pgm");
    QCOMPARE(patientOf(film), QStringLiteral("person2"));
    QTimer::singleShot(50, [] {
        auto* dialog = qobject_cast<LayoutDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        dialog->findChild<QLineEdit*>(QStringLiteral("pattern"))->setText(QStringLiteral("film_(\\d+)"));
        QTRY_VERIFY_WITH_TIMEOUT(dialog->isSettled(), 10000);
        dialog->accept();
    });
    QAbstractButton* change = nullptr;
    const auto buttons = m_window->findChild<StudyInspector*>()->findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons) {
        change = button->text().startsWith(QStringLiteral("Change how")) ? button : change;
    }
    QVERIFY(change != nullptr);
    change->click();
    QTRY_COMPARE_WITH_TIMEOUT(patientOf(film), QStringLiteral("3"), 10000);
    QCOMPARE(m_page->browser()->model()->totalRows(), 13);
}

void StudiesSourcesTest::layoutThatChangesDuringTheIndexingCounts() {
    m_window.reset(); // its page would index as well
    imaging::DicomBytes bytes({});
    for (const imaging::Element& element : imaging::plainFilm()) {
        bytes.add(element);
    }
    const QByteArray film = QByteArray::fromStdString(imaging::dicomMeta("1.2.840.10008.1.2.1") + bytes.bytes());
    for (int i = 0; i < 1500; ++i) { // their headers are read: it takes a while
        QFile file(m_films + QStringLiteral("/NORMAL/more%1.dcm").arg(i));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(film);
    }
    StudySources sources(m_space->context);
    const auto toml = sources.addFolder(m_films);
    QVERIFY(toml);
    sources.load(*toml);
    const auto begun = [this] { // the data set's file is read
        return m_space->jobs.jobs().size() == 1 && m_space->jobs.jobs().first().fraction > 0.1;
    };
    QVERIFY(QTest::qWaitFor(begun, 10000));
    auto description = sources.description(*toml);
    QVERIFY(description);
    description->layout = "plain";
    QSignalSpy loaded(&sources, &StudySources::loaded);
    QVERIFY(sources.describe(*toml, *description));
    sources.load(*toml); // as the page does
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 20000);
    QCOMPARE(loaded.first().at(1).value<std::shared_ptr<const StudyTable>>()->header().layout, std::string("plain"));
    QVERIFY(!sources.isBusy());
}

void StudiesSourcesTest::renamingKeepsTheFilesCommentsAndAStaleIndexStale() {
    addFilms();
    m_window.reset();
    const QString toml = m_space->context.workspace + QStringLiteral("/datasets/films.toml");
    const QByteArray comment = "# from the clinic's archive\n";
    const QByteArray rest = "folder = '" + m_films.toUtf8() + "' # read only\nlayout = \"class_folders\"\n";
    const auto write = [&](const QByteArray& text) {
        QFile file(toml);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    };
    const auto text = [&] {
        QFile file(toml);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    write(comment + "name = \"films\" # as we say\n" + rest);
    StudySources sources(m_space->context);
    const auto rename = [&](const char* name) {
        auto description = sources.description(toml);
        QVERIFY(description);
        description->name = name;
        QVERIFY(sources.describe(toml, *description));
    };
    rename("the \"second\" reading");
    QCOMPARE(text(), comment + "name = \"the \\\"second\\\" reading\" # as we say\n" + rest);
    write(comment + rest);
    rename("third");
    QCOMPARE(text(), "name = \"third\"\n" + comment + rest);
    // The index is of before the file was written by hand: a new name does not make it current.
    QVERIFY(!isIndexCurrent(toml));
    QSignalSpy loaded(&sources, &StudySources::loaded);
    sources.load(toml);
    QTRY_COMPARE_WITH_TIMEOUT(loaded.size(), 1, 10000);
    QVERIFY(isIndexCurrent(toml));
    rename("fourth");
    QVERIFY(isIndexCurrent(toml));
}

void StudiesSourcesTest::aRuleThatIsRefusedCanBeCorrected() {
    addFilms();
    QFile toml(m_space->context.workspace + QStringLiteral("/datasets/films.toml"));
    QVERIFY(toml.open(QIODevice::WriteOnly));
    toml.write("folder = '" + m_films.toUtf8() + "'\npatient = \"(\"\n");
    toml.close();
    StudySources sources(m_space->context);
    QVERIFY(!sources.find(toml.fileName())->error.isEmpty());
    const auto description = sources.description(toml.fileName());
    QVERIFY(description);
    QCOMPARE(description->patient, std::string("("));
    DatasetFile corrected = *description;
    corrected.patient = "(\\d+)";
    QVERIFY(sources.describe(toml.fileName(), corrected));
    QVERIFY(sources.find(toml.fileName())->error.isEmpty());
}

void StudiesSourcesTest::unreadableTomlIsSaid() {
    QFile toml(m_space->context.workspace + QStringLiteral("/datasets/broken.toml"));
    QVERIFY(toml.open(QIODevice::WriteOnly));
    toml.write("foldr = '/films'\n");
    toml.close();
    QTRY_VERIFY2(shownText().contains(QStringLiteral("foldr")), qPrintable(shownText()));
}

void StudiesSourcesTest::phantomsCanBeCancelled() {
    QTest::mouseClick(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyPhantoms")), Qt::LeftButton);
    QCOMPARE(m_space->jobs.jobs().size(), 1);
    m_space->jobs.cancel(m_space->jobs.jobs().first().id);
    QTRY_VERIFY_WITH_TIMEOUT(m_space->jobs.jobs().isEmpty(), 20000);
    QTRY_VERIFY2(shownText().contains(QStringLiteral("cancelled")), qPrintable(shownText()));
}

QTEST_MAIN(StudiesSourcesTest)
#include "studies_sources_test.moc"
