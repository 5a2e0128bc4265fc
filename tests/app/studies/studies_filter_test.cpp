// Typed words, chosen facets and kept filters on the Studies page, with their counts.
#include "app/studies/filter_bar.h"
#include "tests/app/studies/studies_bench.h"

#include <QAbstractButton>
#include <QApplication>
#include <QInputDialog>
#include <QLineEdit>
#include <QTableView>
#include <QTimer>
#include <QTreeWidget>

using namespace roentgen;
using namespace roentgen::app;

class StudiesFilterTest : public QObject, private StudiesBench {
    Q_OBJECT
private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }
    void typedFilterNarrowsTheRows();
    void nothingFoundOffersWhatWouldFind();
    void countsFollowTheOtherFilters();
    void chosenFacetCountsTheOthersAnew();
    void chosenFacetMakesAChipThatTakesItAway();
    void keptFilterComesBackWithItsCount();
};

void StudiesFilterTest::typedFilterNarrowsTheRows() {
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

void StudiesFilterTest::nothingFoundOffersWhatWouldFind() {
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

void StudiesFilterTest::countsFollowTheOtherFilters() {
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

void StudiesFilterTest::chosenFacetCountsTheOthersAnew() {
    const QString folder = m_space->folder.filePath(QStringLiteral("parts"));
    for (const char* film : {"train/NORMAL/1", "train/NORMAL/2", "train/NORMAL/3", "train/PNEUMONIA/4", "test/NORMAL/5",
                             "test/PNEUMONIA/6", "test/PNEUMONIA/7"}) {
        writePgm(folder + QStringLiteral("/%1.pgm").arg(QLatin1String(film)), 100);
    }
    m_page->open(folder);
    QTRY_COMPARE_WITH_TIMEOUT(m_page->browser()->model()->totalRows(), 7, 10000);
    QTRY_VERIFY_WITH_TIMEOUT(m_page->isSettled(), 10000);
    auto* facets = m_window->findChild<QTreeWidget*>(QStringLiteral("facets"));
    const auto item = [&](const QString& text) {
        const auto items = facets->findItems(text, Qt::MatchExactly);
        return items.isEmpty() ? nullptr : items.first();
    };
    const QString training = splitText(QStringLiteral("train"));
    QVERIFY(item(training) != nullptr && item(QStringLiteral("PNEUMONIA")) != nullptr);
    QCOMPARE(item(training)->text(1), QStringLiteral("4"));
    QTest::mouseClick(facets->viewport(), Qt::LeftButton, {},
                      facets->visualItemRect(item(QStringLiteral("PNEUMONIA"))).center());
    QTRY_COMPARE(item(training)->text(1), QStringLiteral("1"));
    QVERIFY(item(QStringLiteral("PNEUMONIA"))->isSelected());
}

void StudiesFilterTest::chosenFacetMakesAChipThatTakesItAway() {
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

void StudiesFilterTest::keptFilterComesBackWithItsCount() {
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

QTEST_MAIN(StudiesFilterTest)
#include "studies_filter_test.moc"
