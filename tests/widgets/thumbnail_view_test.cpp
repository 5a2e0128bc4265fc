#include "widgets/thumbnail_view.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace roentgen::widgets;

namespace {

// Counts what is asked: a gallery of many rows must ask for what it shows only.
class CountingModel : public QAbstractTableModel {
public:
    explicit CountingModel(int rows)
        : m_rows(rows) {}
    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : m_rows; }
    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex& index, int role) const override {
        if (role == Qt::DecorationRole) {
            asked << index.row();
            QImage image(8, 8, QImage::Format_Grayscale8);
            image.fill(200);
            return image;
        }
        return role == Qt::DisplayRole ? QVariant(QString::number(index.row())) : QVariant();
    }
    mutable QList<int> asked;

private:
    int m_rows;
};

} // namespace

class ThumbnailViewTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void asksOnlyForWhatItShows();
    void visibleOnesAreAskedFromTheLastToTheFirst();
    void keysMoveThroughTheGrid();
    void pointsAndCellsAgree();
    void enterActivates();
    void shiftClickSelectsARange();
    void cellsScale();
};

namespace {

struct Shown {
    explicit Shown(int rows)
        : model(rows) {
        view.setModel(&model);
        view.resize(800, 600);
        view.show();
    }
    CountingModel model;
    ThumbnailView view;
};

} // namespace

void ThumbnailViewTest::asksOnlyForWhatItShows() {
    Shown shown(112120);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    shown.model.asked.clear();
    shown.view.viewport()->grab();
    QVERIFY(!shown.model.asked.isEmpty());
    QVERIFY2(shown.model.asked.size() < 40, qPrintable(QString::number(shown.model.asked.size())));
    shown.view.scrollToBottom();
    shown.model.asked.clear();
    shown.view.viewport()->grab();
    QVERIFY(shown.model.asked.contains(112119));
    QVERIFY(shown.model.asked.size() < 40);
}

void ThumbnailViewTest::visibleOnesAreAskedFromTheLastToTheFirst() {
    Shown shown(1000); // the store makes first what was asked for last
    QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    shown.model.asked.clear();
    shown.view.viewport()->grab();
    QCOMPARE(shown.model.asked.last(), 0);
}

void ThumbnailViewTest::keysMoveThroughTheGrid() {
    Shown shown(100);
    QVERIFY(QTest::qWaitForWindowActive(&shown.view));
    shown.view.setCurrentIndex(shown.model.index(0, 0));
    const int columns = shown.view.columnsShown();
    QVERIFY(columns > 1);
    const auto press = [&](Qt::Key key) {
        QTest::keyClick(&shown.view, key);
        return shown.view.currentIndex().row();
    };
    QCOMPARE(press(Qt::Key_Right), 1);
    QCOMPARE(press(Qt::Key_Down), 1 + columns);
    QCOMPARE(press(Qt::Key_Left), columns);
    QCOMPARE(press(Qt::Key_Up), 0);
    QCOMPARE(press(Qt::Key_Up), 0);
    QCOMPARE(press(Qt::Key_End), 99);
    QVERIFY(shown.view.visualRect(shown.view.currentIndex()).intersects(shown.view.viewport()->rect()));
    QCOMPARE(press(Qt::Key_Right), 99);
    QCOMPARE(press(Qt::Key_Home), 0);
    QVERIFY(press(Qt::Key_PageDown) >= columns);
}

void ThumbnailViewTest::pointsAndCellsAgree() {
    Shown shown(1000);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    shown.view.verticalScrollBar()->setValue(777);
    for (int row = 0; row < 60; ++row) {
        const QModelIndex index = shown.model.index(row, 0);
        QCOMPARE(shown.view.indexAt(shown.view.visualRect(index).center()).row(), row);
    }
    QVERIFY(!shown.view.indexAt(QPoint(2, 100)).isValid());
}

void ThumbnailViewTest::enterActivates() {
    Shown shown(10);
    QVERIFY(QTest::qWaitForWindowActive(&shown.view));
    QSignalSpy activated(&shown.view, &QAbstractItemView::activated);
    shown.view.setCurrentIndex(shown.model.index(4, 0));
    QTest::keyClick(&shown.view, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.first().first().toModelIndex().row(), 4);
}

void ThumbnailViewTest::shiftClickSelectsARange() {
    Shown shown(50);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    const auto click = [&](int row, Qt::KeyboardModifiers keys) {
        QTest::mouseClick(shown.view.viewport(), Qt::LeftButton, keys,
                          shown.view.visualRect(shown.model.index(row, 0)).center());
    };
    click(1, {});
    click(6, Qt::ShiftModifier);
    QCOMPARE(shown.view.selectionModel()->selectedRows().size(), 6);
    click(3, Qt::ControlModifier);
    QCOMPARE(shown.view.selectionModel()->selectedRows().size(), 5);
}

void ThumbnailViewTest::cellsScale() {
    Shown shown(50);
    QVERIFY(QTest::qWaitForWindowExposed(&shown.view));
    const int columns = shown.view.columnsShown();
    shown.view.setCellWidth(352);
    QVERIFY(shown.view.columnsShown() < columns);
    shown.view.setCellWidth(10000);
    QCOMPARE(shown.view.cellWidth(), 512);
}

QTEST_MAIN(ThumbnailViewTest)
#include "thumbnail_view_test.moc"
