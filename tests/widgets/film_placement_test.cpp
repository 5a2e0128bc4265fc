#include "widgets/film_placement.h"

#include <QTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

const QSizeF View(640, 480);
const QSizeF Film(400, 800);

FilmPlacement placed() {
    FilmPlacement placement;
    placement.begin(Film, 1, View);
    return placement;
}

QRectF shown(const FilmPlacement& placement, QSizeF view = View) {
    return placement.transform().toView(QRectF(QPointF(0, 0), Film), view);
}

} // namespace

class FilmPlacementTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFittedFilmStaysFittedInAViewOfAnotherSize();
    void whatWasZoomedMovedOrPutStaysWhereItIs_data();
    void whatWasZoomedMovedOrPutStaysWhereItIs();
    void zoomStaysWithinItsLimits_data();
    void zoomStaysWithinItsLimits();
    void turnsRunClockwiseAsTheyAreSeen();
    void theFittedFilmTouchesItsSideAndHidesThePadding();
    void withoutAFilmNothingIsMoved();
};

void FilmPlacementTest::aFittedFilmStaysFittedInAViewOfAnotherSize() {
    FilmPlacement placement = placed();
    QVERIFY(placement.isFitted());
    QCOMPARE(placement.transform().zoom, 480.0 / 800);
    placement.refit({700, 600});
    QCOMPARE(placement.transform().zoom, 600.0 / 800);
    placement.turn(1, View);
    QCOMPARE(placement.transform().zoom, 640.0 / 800);
    placement.mirror(true, false, View);
    placement.setUpright(View);
    QCOMPARE(placement.transform().zoom, 480.0 / 800);
    QVERIFY(!placement.transform().mirroredLeftRight && placement.transform().quarterTurns == 0);
}

void FilmPlacementTest::whatWasZoomedMovedOrPutStaysWhereItIs_data() {
    QTest::addColumn<int>("how");
    QTest::newRow("zoomed") << 0;
    QTest::newRow("moved") << 1;
    QTest::newRow("put") << 2;
}

void FilmPlacementTest::whatWasZoomedMovedOrPutStaysWhereItIs() {
    QFETCH(int, how);
    FilmPlacement placement = placed();
    ViewTransform further = placement.transform();
    further.zoom = 1;
    if (how == 0)
        placement.zoomAt({320, 240}, 2, View);
    else if (how == 1)
        placement.panBy({10, -5});
    else
        placement.put(further);
    QVERIFY(!placement.isFitted());
    const ViewTransform before = placement.transform();
    placement.refit({700, 600});
    placement.turn(0, View);
    QVERIFY(placement.transform() == before);
    placement.fit(View);
    QCOMPARE(placement.transform().zoom, 480.0 / 800);
}

void FilmPlacementTest::zoomStaysWithinItsLimits_data() {
    QTest::addColumn<QSizeF>("film");
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("zoom");
    QTest::newRow("within") << Film << 3.0 << 3.0;
    QTest::newRow("a quarter of the fitting zoom at least") << Film << 0.01 << 0.6 / 4;
    QTest::newRow("32 at most") << Film << 100.0 << 32.0;
    QTest::newRow("a small film down to 1:1") << QSizeF(10, 20) << 0.5 << 1.0;
    QTest::newRow("a tiny film up to its fitting zoom") << QSizeF(4, 4) << 1000.0 << 120.0;
}

void FilmPlacementTest::zoomStaysWithinItsLimits() {
    QFETCH(QSizeF, film);
    QFETCH(double, wanted);
    FilmPlacement placement;
    placement.begin(film, 1, View);
    const QPointF anchor(100, 77), under = placement.transform().toFilm(anchor, View);
    placement.zoomAt(anchor, wanted, View);
    QTEST(placement.transform().zoom, "zoom");
    QVERIFY((placement.transform().toFilm(anchor, View) - under).manhattanLength() < 1e-9);
}

void FilmPlacementTest::turnsRunClockwiseAsTheyAreSeen() {
    FilmPlacement placement = placed();
    placement.turn(-1, View);
    QCOMPARE(placement.transform().quarterTurns, 3);
    placement.turn(2, View);
    QCOMPARE(placement.transform().quarterTurns, 1);
    // The corner that is at the top left goes to the top right, mirrored or not.
    placement.setUpright(View);
    placement.mirror(false, true, View);
    const QPointF corner = placement.transform().toFilm(shown(placement).topLeft(), View);
    placement.turn(1, View);
    QVERIFY((placement.transform().toView(corner, View) - shown(placement).topRight()).manhattanLength() < 1e-9);
}

void FilmPlacementTest::theFittedFilmTouchesItsSideAndHidesThePadding() {
    FilmPlacement placement = placed();
    placement.setFitSide(Side::Right, 20, View);
    QVERIFY(std::abs(shown(placement).right() - (640 + 20 * 0.6)) < 1e-9);
    placement.setFitSide(Side::Left, 0, View);
    QVERIFY(std::abs(shown(placement).left()) < 1e-9);
    placement.setLargestFit(0.5, View);
    QCOMPARE(placement.transform().zoom, 0.5);
    placement.setLargestFit(0, View);
    QCOMPARE(placement.transform().zoom, 0.6);
}

void FilmPlacementTest::withoutAFilmNothingIsMoved() {
    FilmPlacement placement = placed();
    placement.removeFilm();
    const ViewTransform before = placement.transform();
    placement.zoomAt({1, 1}, 3, View);
    placement.panBy({5, 5});
    placement.refit({10, 10});
    QVERIFY(placement.transform() == before && placement.isFitted());
}

QTEST_APPLESS_MAIN(FilmPlacementTest)
#include "film_placement_test.moc"
