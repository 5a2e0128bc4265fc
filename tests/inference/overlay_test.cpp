#include "engine/inference/overlay.h"

#include <QtTest>
#include <algorithm>
#include <cmath>

using namespace roentgen;
using namespace roentgen::inference;

namespace {

// CIE 1976 lightness of an sRGB colour (IEC 61966-2-1, D65).
double lightness(const std::array<uint8_t, 3>& color) {
    const double weights[] = {0.2126, 0.7152, 0.0722};
    double y = 0;
    for (size_t c = 0; c < 3; ++c) {
        const double s = color[c] / 255.0;
        y += weights[c] * (s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4));
    }
    return y > 216.0 / 24389 ? 116 * std::cbrt(y) - 16 : y * 24389.0 / 27;
}

imaging::GreyImage greyFilm(int rows, int columns, uint8_t value) {
    imaging::GreyImage film;
    film.rows = rows;
    film.columns = columns;
    film.bytes.assign(film.pixelCount(), value);
    return film;
}

} // namespace

class OverlayTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lightnessRisesEvenly() {
        QCOMPARE(infernoColor(0), (std::array<uint8_t, 3>{0, 0, 4}));
        QCOMPARE(infernoColor(1), (std::array<uint8_t, 3>{252, 255, 164}));
        QCOMPARE(infernoColor(7), infernoColor(1));
        double before = -1;
        for (int i = 0; i <= 100; ++i) {
            const double now = lightness(infernoColor(i / 100.0));
            QVERIFY2(now > before, qPrintable(QString::number(i)));
            QVERIFY2(std::abs(now - 98 * i / 100.0) < 6,
                     qPrintable(QString::number(i) + QStringLiteral(": ") + QString::number(now)));
            before = now;
        }
    }

    void mapsLieEdgeToEdgeOnTheirArea() {
        const ClassMap map{1, 2, {1, 4}};
        const std::array<double, 4> area = {.2, .2, .6, .8};
        QCOMPARE(relativeMapValue(map, area, .3, .5), .25); // the first cell's middle
        QCOMPARE(relativeMapValue(map, area, .5, .5), 1.);  // the second's
        QCOMPARE(relativeMapValue(map, area, .4, .3), .625);
        QCOMPARE(relativeMapValue(map, area, .21, .5), .25); // level beyond the middle
        QCOMPARE(relativeMapValue(map, area, .1, .5), 0.);
        QCOMPARE(relativeMapValue(map, area, .5, .9), 0.);
    }

    void negativeEvidenceIsClear() {
        const auto film = greyFilm(20, 20, 90);
        const auto picture = drawOverlay(film, {2, 2, {-1, -2, -3, -.5f}}, {0, 0, 1, 1});
        QVERIFY(std::all_of(picture.rgb.begin(), picture.rgb.end(), [](uint8_t v) { return v == 90; }));
    }

    void theFilmShowsThroughByOpacity() {
        const auto film = greyFilm(40, 40, 100);
        const auto picture = drawOverlay(film, {1, 1, {3}}, {0, 0, .5, 1}, {0.5, 1024});
        QCOMPARE(picture.rows, 40);
        const size_t inside = size_t(20 * 40 + 10) * 3, outside = size_t(20 * 40 + 30) * 3;
        QCOMPARE(int(picture.rgb[inside]), (100 + 252) / 2);
        QCOMPARE(int(picture.rgb[inside + 2]), (100 + 164) / 2);
        QCOMPARE(int(picture.rgb[outside]), 100);
    }

    void largeFilmsAreShrunkSmallOnesKept_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("pictureRows");
        QTest::addColumn<int>("pictureColumns");
        QTest::newRow("small") << 30 << 20 << 30 << 20;
        QTest::newRow("tall") << 400 << 100 << 64 << 16;
        QTest::newRow("wide") << 64 << 128 << 32 << 64;
    }

    void largeFilmsAreShrunkSmallOnesKept() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const auto picture = drawOverlay(greyFilm(rows, columns, 7), {1, 1, {0}}, {0, 0, 1, 1}, {0.5, 64});
        QTEST(picture.rows, "pictureRows");
        QTEST(picture.columns, "pictureColumns");
        QCOMPARE(picture.rgb.size(), size_t(picture.rows * picture.columns * 3));
    }
};

QTEST_GUILESS_MAIN(OverlayTest)
#include "overlay_test.moc"
