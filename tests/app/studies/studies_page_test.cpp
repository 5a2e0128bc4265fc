#include "app/studies/source_panel.h"
#include "app/studies/thumbnail_store.h"
#include "app/viewer.h"
#include "tests/app/studies/studies_bench.h"
#include "tests/imaging/dicom_bytes.h"
#include "widgets/thumbnail_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QDirIterator>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSignalSpy>
#include <QTableView>

using namespace roentgen;
using namespace roentgen::app;

class StudiesPageTest : public QObject, private StudiesBench {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void emptyWorkspaceOffersWhatFillsIt();
    void imagesThatCannotBeShownSayWhy();
    void headerClickSorts();
    void enterOpensTheViewerAndEscapeReturnsToTheRow();
    void twoChosenImagesOpenBesideEachOther();
    void galleryMakesAndKeepsThumbnails();
    void damagedThumbnailsAreNotShown();
    void copiedRowsAreTabSeparated();
    void trainAsksForAnExperiment();
};

void StudiesPageTest::emptyWorkspaceOffersWhatFillsIt() {
    QVERIFY(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyAddFolder"))->isVisible());
    QVERIFY(m_window->findChild<QAbstractButton*>(QStringLiteral("emptyPhantoms"))->isVisible());
    QVERIFY(!m_window->findChild<SourcePanel*>()->isVisible());
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

QTEST_MAIN(StudiesPageTest)
#include "studies_page_test.moc"
