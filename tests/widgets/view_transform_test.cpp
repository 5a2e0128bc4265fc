#include "widgets/view_transform.h"

#include <QTest>

using namespace roentgen::widgets;

namespace {

bool near(QPointF a, QPointF b, double tolerance = 1e-9) {
    return std::abs(a.x() - b.x()) < tolerance && std::abs(a.y() - b.y()) < tolerance;
}

const QSizeF View(800, 600);
const QSizeF Film(300, 500);

} // namespace

class ViewTransformTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void cornersGoWhereTurnsAndMirrorsSendThem_data();
    void cornersGoWhereTurnsAndMirrorsSendThem();
    void filmPointsComeBack();
    void fitShowsAllAndTouchesTheChosenSide();
    void zoomKeepsThePointUnderTheMouse();
    void snappedMovesTheCornerOntoAPixel();
};

void ViewTransformTest::cornersGoWhereTurnsAndMirrorsSendThem_data() {
    QTest::addColumn<int>("turns");
    QTest::addColumn<bool>("leftRight");
    QTest::addColumn<bool>("upDown");
    QTest::addColumn<QPointF>("topLeft"); // where the film's top left corner is, from the view's middle
    QTest::newRow("upright") << 0 << false << false << QPointF(-150, -250);
    QTest::newRow("a quarter clockwise: it is top right") << 1 << false << false << QPointF(250, -150);
    QTest::newRow("half: bottom right") << 2 << false << false << QPointF(150, 250);
    QTest::newRow("three quarters: bottom left") << 3 << false << false << QPointF(-250, 150);
    QTest::newRow("mirrored left-right: top right") << 0 << true << false << QPointF(150, -250);
    QTest::newRow("mirrored up-down: bottom left") << 0 << false << true << QPointF(-150, 250);
    QTest::newRow("turned, then mirrored left-right: top left") << 1 << true << false << QPointF(-250, -150);
}

void ViewTransformTest::cornersGoWhereTurnsAndMirrorsSendThem() {
    QFETCH(int, turns);
    QFETCH(bool, leftRight);
    QFETCH(bool, upDown);
    QFETCH(QPointF, topLeft);
    ViewTransform transform;
    transform.center = {150, 250};
    transform.quarterTurns = turns;
    transform.mirroredLeftRight = leftRight;
    transform.mirroredUpDown = upDown;
    QVERIFY(near(transform.toView(QPointF(0, 0), View), topLeft + QPointF(400, 300)));
}

void ViewTransformTest::filmPointsComeBack() {
    for (int turns = 0; turns < 4; ++turns)
        for (int mirrors = 0; mirrors < 4; ++mirrors) {
            ViewTransform transform{2.5, 1.3, {77, 88}, turns, bool(mirrors & 1), bool(mirrors & 2)};
            for (const QPointF film : {QPointF(0, 0), QPointF(13, 400), QPointF(299.5, 1)})
                QVERIFY(near(transform.toFilm(transform.toView(film, View), View), film));
        }
}

void ViewTransformTest::fitShowsAllAndTouchesTheChosenSide() {
    ViewTransform transform;
    transform.fit(Film, View);
    QCOMPARE(transform.zoom, 600.0 / 500);
    QVERIFY(near(transform.toView(QPointF(150, 250), View), {400, 300}));
    transform.fit(Film, View, Side::Right);
    QVERIFY(near(transform.toView(QPointF(300, 0), View), {800, 0}));
    transform.mirroredLeftRight = true;
    transform.fit(Film, View, Side::Left);
    QVERIFY(near(transform.toView(QPointF(300, 0), View), {0, 0}));
    transform = {};
    transform.quarterTurns = 1;
    transform.fit(Film, View);
    QCOMPARE(transform.zoom, 800.0 / 500);
    transform.fit(Film, View, Side::Middle, 0.5);
    QCOMPARE(transform.zoom, 0.5);
}

void ViewTransformTest::zoomKeepsThePointUnderTheMouse() {
    ViewTransform transform{1.2, 1, {40, 60}, 3, true, false};
    const QPointF mouse(123, 456), film = transform.toFilm(mouse, View);
    transform.zoomAt(mouse, 7.5, View);
    QCOMPARE(transform.zoom, 7.5);
    QVERIFY(near(transform.toFilm(mouse, View), film));
}

void ViewTransformTest::snappedMovesTheCornerOntoAPixel() {
    for (int turns = 0; turns < 4; ++turns) {
        const ViewTransform transform{0.25, 1, {41.3, 59.77}, turns, turns == 2, false};
        const ViewTransform snapped = transform.snapped(View);
        const QPointF corner = snapped.toView(QPointF(0, 0), View), before = transform.toView(QPointF(0, 0), View);
        QVERIFY(near(corner, {std::round(corner.x()), std::round(corner.y())}, 1e-6));
        QVERIFY(near(corner, before, 0.51));
    }
}

QTEST_APPLESS_MAIN(ViewTransformTest)
#include "view_transform_test.moc"
