#include "app/studies/filter_bar.h"
#include "app/studies/layout_dialog.h"
#include "app/studies/source_panel.h"
#include "app/studies/studies_page.h"
#include "app/studies/study_browser.h"
#include "app/studies/study_inspector.h"
#include "app/studies/thumbnail_store.h"
#include "app/viewer.h"
#include "tests/app/test_workspace.h"
#include "tests/imaging/dicom_bytes.h"
#include "widgets/thumbnail_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QGuiApplication>
#include <QHeaderView>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTimer>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace roentgen;
using namespace roentgen::app;

namespace {

void writePgm(const QString& path, int shade) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("P5\n64 48\n255\n" + QByteArray(64 * 48, char(shade)));
}

// A folder for each class, twelve films of six patients, and one file that only its name calls an image.
QString makeFilms(const QDir& folder) {
    for (int i = 0; i < 12; ++i) {
        const QString name = QStringLiteral("person%1_film_%2.pgm").arg(i / 2 + 1).arg(i);
        writePgm(folder.filePath(QStringLiteral("films/%1/%2")
                                     .arg(i < 8 ? QStringLiteral("NORMAL") : QStringLiteral("PNEUMONIA"), name)),
                 20 * i);
    }
    QFile broken(folder.filePath(QStringLiteral("films/NORMAL/broken.png")));
    broken.open(QIODevice::WriteOnly);
    broken.write("no image");
    return folder.filePath(QStringLiteral("films"));
}

} // namespace

class StudiesPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void emptyWorkspaceOffersWhatFillsIt();
    void addedFolderIsListedAndRemembered();
    void indexOfAnOlderVersionIsMadeAnew();
    void addedFolderTakesNoNameOfTheWorkspace();
    void absentFolderIsSaid();
    void typedFilterNarrowsTheRows();
    void nothingFoundOffersWhatWouldFind();
    void countsFollowTheOtherFilters();
    void imagesThatCannotBeShownSayWhy();
    void manyDataSetsUseTheHeight();
    void dataSetsOfOneNameAreToldApartAndRenamed();
    void layoutIsChangedAndTheImagesReadAnew();
    void chosenFacetMakesAChipThatTakesItAway();
    void keptFilterComesBackWithItsCount();
    void headerClickSorts();
    void enterOpensTheViewerAndEscapeReturnsToTheRow();
    void twoChosenImagesOpenBesideEachOther();
    void galleryMakesAndKeepsThumbnails();
    void damagedThumbnailsAreNotShown();
    void copiedRowsAreTabSeparated();
    void trainAsksForAnExperiment();
    void unreadableTomlIsSaid();
    void phantomsCanBeCancelled();

private:
    void show();
    void addFilms();
    QString shownText() const;
    std::unique_ptr<TestWorkspace> m_space;
    std::unique_ptr<QWidget> m_window;
    StudiesPage* m_page = nullptr;
    QString m_films;
};

void StudiesPageTest::init() {
    m_space = std::make_unique<TestWorkspace>();
    m_films = makeFilms(QDir(m_space->folder.path()));
    show();
}

void StudiesPageTest::cleanup() {
    m_window.reset();
    m_space.reset();
}

// As the main window shows it: the header above the page.
void StudiesPageTest::show() {
    m_window = std::make_unique<QWidget>();
    m_page = new StudiesPage(m_space->context, m_window.get());
    auto* layout = new QVBoxLayout(m_window.get());
    layout->addWidget(m_page->headerActions());
    layout->addWidget(m_page, 1);
    m_window->resize(1280, 760);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void StudiesPageTest::addFilms() {
    m_page->open(m_films);
    QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 13, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 10000);
}

QString StudiesPageTest::shownText() const {
    QStringList texts;
    const auto labels = m_window->findChildren<QLabel*>();
    for (const QLabel* label : labels) {
        if (label->isVisible()) {
            texts << label->text();
        }
    }
    return texts.join(QLatin1Char('\n'));
}

void StudiesPageTest::emptyWorkspaceOffersWhatFillsIt() {
    QVERIFY(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyAddFolder"))->isVisible());
    QVERIFY(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyPhantoms"))->isVisible());
    QVERIFY(!m_window->findChild<SourcePanel*>()->isVisible());
}

void StudiesPageTest::addedFolderIsListedAndRemembered() {
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

void StudiesPageTest::indexOfAnOlderVersionIsMadeAnew() {
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

void StudiesPageTest::addedFolderTakesNoNameOfTheWorkspace() {
    const QString workspace = m_space->context.workspace;
    QVERIFY(QDir(workspace).mkpath(QStringLiteral("films"))); // data.dataset = "films" would mean two things
    addFilms();
    QVERIFY(!QFile::exists(workspace + QStringLiteral("/datasets/films.toml")));
    QVERIFY(QFile::exists(workspace + QStringLiteral("/datasets/films-2.toml")));
}

void StudiesPageTest::absentFolderIsSaid() {
    m_page->open(QStringLiteral("/nowhere/films"));
    QVERIFY2(shownText().contains(QStringLiteral("/nowhere/films")), qPrintable(shownText()));
}

void StudiesPageTest::typedFilterNarrowsTheRows() {
    addFilms();
    auto* filter = m_window->findChild<QLineEdit*>(QStringLiteral("filter"));
    QTest::keyClick(m_window.get(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, QStringLiteral("pneumonia"));
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 4);
    QVERIFY(shownText().contains(QStringLiteral("4 of 13")));
    QTest::keyClicks(filter, QStringLiteral(" nothing"));
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 0);
    filter->clear();
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 13);
}

void StudiesPageTest::nothingFoundOffersWhatWouldFind() {
    addFilms();
    auto* filter = m_window->findChild<QLineEdit*>(QStringLiteral("filter"));
    QTest::keyClicks(filter, QStringLiteral("pneumonia nothing"));
    QTRY_VERIFY2(shownText().contains(QStringLiteral("No image matches")), qPrintable(shownText()));
    QAbstractButton* offer = nullptr;
    const auto buttons = m_page->browser()->findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons) {
        offer = button->text().startsWith(QStringLiteral("Without \"nothing\": 4")) ? button : offer;
    }
    QVERIFY(offer != nullptr);
    QTRY_VERIFY(offer->isVisible() && offer->height() >= 16);
    QTest::mouseClick(offer, Qt::LeftButton);
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 4);
    QCOMPARE(filter->text(), QStringLiteral("pneumonia"));
    QTRY_VERIFY(m_page->browser()->table()->isVisible());
}

void StudiesPageTest::countsFollowTheOtherFilters() {
    addFilms();
    auto* facets = m_window->findChild<QTreeWidget*>(QStringLiteral("facets"));
    QTRY_VERIFY(facets->topLevelItemCount() > 0);
    const auto countOf = [&](const QString& text) {
        const auto items = facets->findItems(text, Qt::MatchExactly);
        return items.isEmpty() ? QString() : items.first()->text(1);
    };
    QCOMPARE(countOf(QStringLiteral("PNEUMONIA")), QStringLiteral("4"));
    QTest::keyClicks(m_window->findChild<QLineEdit*>(QStringLiteral("filter")), QStringLiteral("person6"));
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 2);
    QTRY_COMPARE(countOf(QStringLiteral("PNEUMONIA")), QStringLiteral("2"));
    QCOMPARE(countOf(QStringLiteral("No finding")), QStringLiteral("0")); // there, but not among these
}

// 2 × 3 pixels of 12 bits, once allocated 16, once 12, and once none at all.
void StudiesPageTest::imagesThatCannotBeShownSayWhy() {
    const QDir folder(m_space->folder.filePath(QStringLiteral("odd")));
    folder.mkpath(QStringLiteral("."));
    const auto write = [&](const char* name, uint16_t bits, bool withPixels) {
        imaging::DicomBytes bytes({});
        for (imaging::Element element : imaging::plainFilm()) {
            if (element.tag == 0x00280100) {
                element.words = {bits};
            }
            if (element.tag != 0x7fe00010 || withPixels) {
                bytes.add(element);
            }
        }
        QFile file(folder.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(QByteArray::fromStdString(imaging::dicomMeta("1.2.840.10008.1.2.1") + bytes.bytes()));
    };
    write("a.dcm", 16, true);
    write("b.dcm", 12, true);
    write("c.dcm", 16, false);
    m_page->open(folder.path());
    QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 3, 10000);
    const StudyModel* model = m_page->browser()->model();
    const auto problem = [&](int row) { return model->index(row, int(StudyColumn::Problem)).data().toString(); };
    QVERIFY(!m_page->browser()->table()->isColumnHidden(int(StudyColumn::Problem)));
    QCOMPARE(problem(0), QString());
    QVERIFY2(problem(1).contains(QStringLiteral("12 bits")), qPrintable(problem(1)));
    QVERIFY2(problem(2).contains(QStringLiteral("no pixel data")), qPrintable(problem(2)));
    QCOMPARE(model->index(1, 0).data(StudyModel::FailureRole).toString(), problem(1)); // on the tile
    m_page->browser()->setCurrentRow(2);
    QTRY_VERIFY2(shownText().contains(QStringLiteral("no pixel data")),
                 qPrintable(shownText())); // and in the inspector
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 10000);
    m_page->browser()->setGallery(true);
    auto* gallery = m_page->browser()->gallery();
    const QRect tile = gallery->visualRect(model->index(2, 0));
    const QImage drawn = gallery->viewport()->grab(tile.adjusted(8, 8, -8, -60)).toImage();
    int lit = 0;
    for (int y = 0; y < drawn.height(); ++y) {
        for (int x = 0; x < drawn.width(); ++x) {
            lit += qGray(drawn.pixel(x, y)) > 120 ? 1 : 0;
        }
    }
    QVERIFY2(lit > 100, qPrintable(QString::number(lit))); // words, no black tile
}

void StudiesPageTest::manyDataSetsUseTheHeight() {
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

void StudiesPageTest::dataSetsOfOneNameAreToldApartAndRenamed() {
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

void StudiesPageTest::layoutIsChangedAndTheImagesReadAnew() {
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

void StudiesPageTest::chosenFacetMakesAChipThatTakesItAway() {
    addFilms();
    auto* facets = m_window->findChild<QTreeWidget*>(QStringLiteral("facets"));
    QTRY_VERIFY(facets->topLevelItemCount() > 0);
    QTreeWidgetItem* chosen = nullptr;
    for (int i = 0; i < facets->topLevelItemCount(); ++i) {
        if (facets->topLevelItem(i)->text(0) == QLatin1String("PNEUMONIA")) {
            chosen = facets->topLevelItem(i);
        }
    }
    QVERIFY(chosen != nullptr);
    QCOMPARE(chosen->text(1), QStringLiteral("4"));
    QTest::mouseClick(facets->viewport(), Qt::LeftButton, {}, facets->visualItemRect(chosen).center());
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 4);
    QAbstractButton* chip = nullptr;
    const auto buttons = m_window->findChild<FilterBar*>()->findChildren<QAbstractButton*>();
    for (QAbstractButton* button : buttons) {
        chip = button->text() == QLatin1String("PNEUMONIA") ? button : chip;
    }
    QVERIFY(chip != nullptr);
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 13);
    QVERIFY(facets->selectedItems().isEmpty());
}

void StudiesPageTest::keptFilterComesBackWithItsCount() {
    addFilms();
    auto* filter = m_window->findChild<QLineEdit*>(QStringLiteral("filter"));
    QTest::keyClicks(filter, QStringLiteral("pneumonia"));
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 4);
    QTimer::singleShot(50, [] { // answers the question for a name
        auto* dialog = qobject_cast<QInputDialog*>(QApplication::activeModalWidget());
        QVERIFY(dialog != nullptr);
        QCOMPARE(dialog->textValue(), QStringLiteral("pneumonia"));
        dialog->setTextValue(QStringLiteral("to read again"));
        dialog->accept();
    });
    QTest::mouseClick(m_window->findChild<QAbstractButton*>(QStringLiteral("keepFilter")), Qt::LeftButton);
    filter->clear();
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 13);
    m_window.reset();
    show();
    auto* facets = m_window->findChild<QTreeWidget*>(QStringLiteral("facets"));
    QTRY_VERIFY_WITH_TIMEOUT(facets->topLevelItemCount() > 1, 10000);
    QTreeWidgetItem* kept = facets->topLevelItem(1); // under its title
    QCOMPARE(kept->text(0), QStringLiteral("to read again"));
    QCOMPARE(kept->text(1), QStringLiteral("4"));
    QTest::mouseClick(facets->viewport(), Qt::LeftButton, {}, facets->visualItemRect(kept).center());
    QTRY_COMPARE(m_page->browser()->model()->totalRows(), 4);
}

void StudiesPageTest::headerClickSorts() {
    addFilms();
    QTableView* table = m_page->browser()->table();
    QHeaderView* header = table->horizontalHeader();
    const int image = int(StudyColumn::Image);
    const QPoint section(header->sectionViewportPosition(image) + 20, header->height() / 2);
    const auto top = [&] { return m_page->browser()->model()->index(0, image).data().toString(); };
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, section);
    QTRY_VERIFY2(top().contains(QStringLiteral("broken")), qPrintable(top()));
    QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, section);
    QTRY_VERIFY2(top().contains(QStringLiteral("film_11")), qPrintable(top()));
}

void StudiesPageTest::enterOpensTheViewerAndEscapeReturnsToTheRow() {
    addFilms();
    QTableView* table = m_page->browser()->table();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Down);
    const QString path = m_page->browser()->currentPath();
    QTest::keyClick(table, Qt::Key_Return);
    QVERIFY(m_page->isViewing());
    QTRY_VERIFY_WITH_TIMEOUT(m_page->viewer()->isSettled(), 10000);
    QCOMPARE(m_page->viewer()->currentPath(), path);
    QTest::keyClick(m_page->viewer(), Qt::Key_Escape);
    QVERIFY(!m_page->isViewing());
    QCOMPARE(m_page->browser()->currentRow(), 2);
    QTRY_VERIFY2(table->hasFocus(),
                 qApp->focusWidget() == nullptr ? "none" : qApp->focusWidget()->metaObject()->className());
    const QPoint fifth = table->visualRect(table->model()->index(4, int(StudyColumn::Image))).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, fifth);
    QTest::mouseDClick(table->viewport(), Qt::LeftButton, {}, fifth);
    QVERIFY(m_page->isViewing());
    m_page->viewer()->showNext(1);
    QTest::keyClick(m_page->viewer(), Qt::Key_Escape);
    QCOMPARE(m_page->browser()->currentRow(), 5); // the row of what was looked at last
}

void StudiesPageTest::twoChosenImagesOpenBesideEachOther() {
    addFilms();
    QTableView* table = m_page->browser()->table();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
    QVERIFY(!m_page->isViewing()); // one is not two
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(m_page->browser()->selectedPaths().size(), 2);
    QTest::keyClick(table, Qt::Key_B, Qt::ControlModifier);
    QTRY_VERIFY(m_page->isViewing());
    QVERIFY(m_page->viewer()->isBeside());
}

void StudiesPageTest::galleryMakesAndKeepsThumbnails() {
    addFilms();
    auto* gallery = m_page->browser()->gallery();
    gallery->setCellWidth(96); // all are in sight
    m_page->browser()->setGallery(true);
    const auto kept = [this] {
        int count = 0;
        QDirIterator files(m_space->context.workspace + QStringLiteral("/thumbnails"), QDir::Files,
                           QDirIterator::Subdirectories);
        for (; files.hasNext(); files.next()) {
            ++count;
        }
        return count;
    };
    QTRY_COMPARE_WITH_TIMEOUT(kept(), 12, 10000); // the broken one has none
    const QModelIndex film = m_page->browser()->model()->index(3, 0);
    const QImage picture = film.data(Qt::DecorationRole).value<QImage>();
    QCOMPARE(picture.size(), QSize(64, 48));
    QTest::mouseClick(gallery->viewport(), Qt::LeftButton, {}, gallery->visualRect(film).center());
    QCOMPARE(m_page->browser()->currentRow(), 3);
    const QPoint centre = gallery->visualRect(film).topLeft() +
                          QPoint(gallery->visualRect(film).width() / 2, gallery->visualRect(film).width() / 2);
    QCOMPARE(gallery->viewport()->grab().toImage().pixelColor(centre).red(), qGray(picture.pixel(32, 24)));
    gallery->setFocus();
    QTest::keyClick(gallery, Qt::Key_Return);
    QVERIFY(m_page->isViewing());
}

void StudiesPageTest::damagedThumbnailsAreNotShown() {
    const QString file = m_space->folder.filePath(QStringLiteral("a.rthumb"));
    const QList<QByteArray> bad = {"",
                                   "RTHUMB1 2 2\nabc",
                                   "RTHUMB1 2 2\nabcde",
                                   "RTHUMB1 0 0\n",
                                   "RTHUMB1 -1 -4\nabcd",
                                   "RTHUMB1 70000 70000\nabcd",
                                   "RTHUMB2 2 2\nabcd",
                                   "RTHUMB1 2 2 abcd"};
    for (const QByteArray& bytes : bad) {
        QFile thumbnail(file);
        QVERIFY(thumbnail.open(QIODevice::WriteOnly));
        thumbnail.write(bytes);
        thumbnail.close();
        QVERIFY2(readThumbnailFile(file).isNull(), bytes.constData());
    }
    QFile thumbnail(file);
    QVERIFY(thumbnail.open(QIODevice::WriteOnly));
    thumbnail.write("RTHUMB1 2 3\nabcdef");
    thumbnail.close();
    QCOMPARE(readThumbnailFile(file).size(), QSize(3, 2));
    QCOMPARE(qGray(readThumbnailFile(file).pixel(0, 1)), int('d'));
}

void StudiesPageTest::copiedRowsAreTabSeparated() {
    addFilms();
    QTableView* table = m_page->browser()->table();
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down, Qt::ShiftModifier);
    QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
    const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), 2);
    QVERIFY(lines[0].split(QLatin1Char('\t')).size() > 2);
}

void StudiesPageTest::trainAsksForAnExperiment() {
    addFilms();
    QSignalSpy asked(&m_space->navigator, &Navigator::experimentRequested);
    QTest::keyClick(m_window.get(), Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(asked.count(), 1);
    QCOMPARE(asked.first().first().toString(), m_space->context.workspace + QStringLiteral("/datasets/films.toml"));
}

void StudiesPageTest::unreadableTomlIsSaid() {
    QFile toml(m_space->context.workspace + QStringLiteral("/datasets/broken.toml"));
    QVERIFY(toml.open(QIODevice::WriteOnly));
    toml.write("foldr = '/films'\n");
    toml.close();
    QTRY_VERIFY2(shownText().contains(QStringLiteral("foldr")), qPrintable(shownText()));
}

void StudiesPageTest::phantomsCanBeCancelled() {
    QTest::mouseClick(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyPhantoms")), Qt::LeftButton);
    QCOMPARE(m_space->jobs.jobs().size(), 1);
    m_space->jobs.cancel(m_space->jobs.jobs().first().id);
    QTRY_VERIFY_WITH_TIMEOUT(m_space->jobs.jobs().isEmpty(), 20000);
    QTRY_VERIFY2(shownText().contains(QStringLiteral("cancelled")), qPrintable(shownText()));
}

QTEST_MAIN(StudiesPageTest)
#include "studies_page_test.moc"
