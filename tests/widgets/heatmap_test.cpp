#include "widgets/heatmap.h"

#include <QTest>

using namespace roentgen::widgets;

class HeatmapTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isBilinearBetweenCellMiddles();
    void negativeEvidenceIsClear();
    void pictureIsTheMapWhereTheAreaLies_data();
    void pictureIsTheMapWhereTheAreaLies();
    void colourMapsGetLighterAllAlong();
};

void HeatmapTest::isBilinearBetweenCellMiddles() {
    const Heatmap map{2, 2, {0, 4, 8, 2}, QRectF(0, 0, 1, 1), {}};
    QCOMPARE(map.highest(), 8.0f);
    QCOMPARE(map.relativeAt({0.25, 0.25}), 0.0);
    QCOMPARE(map.relativeAt({0.75, 0.25}), 0.5);
    QCOMPARE(map.relativeAt({0.25, 0.75}), 1.0);
    QCOMPARE(map.relativeAt({0.5, 0.5}), (0 + 4 + 8 + 2) / 4.0 / 8);
    QCOMPARE(map.relativeAt({0.5, 0.25}), 2.0 / 8);
    QCOMPARE(map.relativeAt({0.01, 0.99}), 1.0); // level beyond the outermost middles
}

void HeatmapTest::negativeEvidenceIsClear() {
    const Heatmap map{1, 2, {-5, 2}, QRectF(0, 0, 1, 1), {}};
    QCOMPARE(map.relativeAt({0.25, 0.5}), 0.0);
    QCOMPARE(map.relativeAt({0.5, 0.5}), 0.5); // from 0, not from -5
    const Heatmap none{1, 2, {-5, -2}, QRectF(0, 0, 1, 1), {}};
    QCOMPARE(none.highest(), 0.0f);
    QCOMPARE(none.relativeAt({0.9, 0.5}), 0.0);
    QVERIFY(!(Heatmap{2, 2, {1, 2, 3}, QRectF(0, 0, 1, 1), {}}.isValid()));
}

void HeatmapTest::pictureIsTheMapWhereTheAreaLies_data() {
    QTest::addColumn<int>("turns");
    QTest::addColumn<bool>("mirrored");
    QTest::newRow("upright") << 0 << false;
    QTest::newRow("turned") << 1 << false;
    QTest::newRow("turned and mirrored") << 3 << true;
}

// A film that is not square, prepared with padding: the map covers more than the film at the left and right.
void HeatmapTest::pictureIsTheMapWhereTheAreaLies() {
    QFETCH(int, turns);
    QFETCH(bool, mirrored);
    const QSizeF film(120, 200);
    const QSize view(260, 240);
    ViewTransform transform;
    transform.quarterTurns = turns;
    transform.mirroredLeftRight = mirrored;
    transform.fit(film, view);
    transform = transform.snapped(view);
    const Heatmap map{3, 3, {1, 0, 2, 0, 5, 0, 3, 0, 4}, QRectF(-1.0 / 3, 0.1, 5.0 / 3, 0.7), {}};
    HeatmapRenderer renderer;
    renderer.setHeatmap(map);
    const QRect shown = transform.toView(QRectF(QPointF(0, 0), film), view).toRect();
    const QImage picture = renderer.render(transform, view, shown, film, ColorMap::Viridis, 0.6);
    QCOMPARE(picture.size(), shown.size());
    for (int y = 2; y < shown.height(); y += 7)
        for (int x = 2; x < shown.width(); x += 7) {
            const QPointF point = transform.toFilm(QPointF(shown.topLeft()) + QPointF(x + 0.5, y + 0.5), view);
            const double value = map.relativeAt({point.x() / film.width(), point.y() / film.height()});
            const int alpha = qAlpha(reinterpret_cast<const QRgb*>(picture.constScanLine(y))[x]);
            QVERIFY2(std::abs(alpha - value * 0.6 * 255) <= 1.0,
                     qPrintable(QStringLiteral("(%1, %2): %3 for %4").arg(x).arg(y).arg(alpha).arg(value)));
        }
}

void HeatmapTest::colourMapsGetLighterAllAlong() {
    for (const ColorMap map : AllColorMaps) {
        double last = -1;
        for (int i = 0; i <= 50; ++i) {
            const QRgb rgb = colorOf(map, i / 50.0);
            const double luma = 0.2126 * qRed(rgb) + 0.7152 * qGreen(rgb) + 0.0722 * qBlue(rgb);
            QVERIFY2(luma > last, qPrintable(colorMapName(map)));
            last = luma;
        }
    }
    QCOMPARE(colorOf(ColorMap::Viridis, 0), qRgb(0x44, 0x01, 0x54));
    QCOMPARE(colorOf(ColorMap::Viridis, 7), qRgb(0xFD, 0xE7, 0x25));
}

QTEST_APPLESS_MAIN(HeatmapTest)
#include "heatmap_test.moc"
