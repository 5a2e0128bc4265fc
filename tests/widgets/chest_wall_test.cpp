#include "tests/widgets/test_films.h"
#include "widgets/chest_wall.h"

#include <QTest>

using namespace roentgen::widgets;

Q_DECLARE_METATYPE(Side)

class ChestWallTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isWhereTheTissueReachesTheEdge_data();
    void isWhereTheTissueReachesTheEdge();
    void patientOrientationIsBelievedFirst();
    void aFilmWithoutABreastHasNone();
};

void ChestWallTest::isWhereTheTissueReachesTheEdge_data() {
    QTest::addColumn<Side>("side");
    QTest::addColumn<int>("margin"); // black columns before the wall
    QTest::addColumn<bool>("inverted");
    QTest::newRow("left") << Side::Left << 0 << false;
    QTest::newRow("right") << Side::Right << 0 << false;
    QTest::newRow("left, MONOCHROME1") << Side::Left << 0 << true;
    QTest::newRow("right, scanned with a margin") << Side::Right << 90 << false;
    QTest::newRow("left, scanned with a margin") << Side::Left << 60 << false;
}

// Half an ellipse on the wall, as a breast lies on its film.
void ChestWallTest::isWhereTheTissueReachesTheEdge() {
    QFETCH(Side, side);
    QFETCH(int, margin);
    QFETCH(bool, inverted);
    Film film = makeFilm(600, 400, PixelType::UInt16, [&](int r, int c) {
        const int fromWall = (side == Side::Left ? c : 399 - c) - margin;
        const double x = fromWall / 180.0, y = (r - 300) / 250.0;
        const int value = fromWall >= 0 && x * x + y * y < 1 ? 9000 : 20;
        return inverted ? 16000 - value : value;
    });
    film.inverted = inverted;
    const ChestWall wall = findChestWall(*PreparedFilm::make(std::move(film)), {});
    QVERIFY(wall.side == side);
    QVERIFY2(wall.padding <= margin && wall.padding >= margin - 16, qPrintable(QString::number(wall.padding)));
}

void ChestWallTest::patientOrientationIsBelievedFirst() {
    const auto film = prepare(100, 80, PixelType::UInt8, [](int, int c) { return c < 40 ? 200 : 3; });
    QVERIFY(findChestWall(*film, {}).side == Side::Left);
    QVERIFY(findChestWall(*film, QStringLiteral("P\\L")).side == Side::Right);
    QVERIFY(findChestWall(*film, QStringLiteral("A\\R")).side == Side::Left);
    QVERIFY(findChestWall(*film, QStringLiteral("L\\F")).side == Side::Left); // says nothing of it
}

void ChestWallTest::aFilmWithoutABreastHasNone() {
    const auto even = prepare(50, 50, PixelType::UInt8, [](int, int) { return 7; });
    QVERIFY(findChestWall(*even, {}).side == Side::Middle);
    const auto symmetric = prepare(50, 50, PixelType::UInt8, [](int r, int c) { return hashValue(r, c, 50) + 100; });
    QVERIFY(findChestWall(*symmetric, {}).side == Side::Middle);
    const auto tiny = prepare(1, 1, PixelType::UInt8, [](int, int) { return 7; });
    QVERIFY(findChestWall(*tiny, {}).side == Side::Middle);
}

QTEST_APPLESS_MAIN(ChestWallTest)
#include "chest_wall_test.moc"
