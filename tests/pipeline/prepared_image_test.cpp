#include "engine/pipeline/prepared_image.h"

#include <QtTest>

using namespace roentgen;
using namespace roentgen::pipeline;

class PreparedImageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void preparesByStretchOrPad() {
        imaging::GreyImage film;
        film.rows = 40;
        film.columns = 20;
        film.bytes.assign(800, 100);
        const auto stretched = shrinkFilm(film, 20, false);
        QCOMPARE(stretched, std::vector<uint8_t>(400, 100));
        const auto padded = shrinkFilm(film, 20, true);
        for (int y = 0; y < 20; ++y)
            for (int x = 0; x < 20; ++x)
                QCOMPARE(int(padded[size_t(y * 20 + x)]), x >= 5 && x < 15 ? 100 : 0);
    }

    void theCropsAreaIsInFractionsOfTheFilm() {
        using Area = std::array<double, 4>;
        QCOMPARE(centerCropArea(1024, 1024, 224, 256, false), (Area{.0625, .0625, .9375, .9375}));
        QCOMPARE(centerCropArea(3000, 1000, 224, 224, false), (Area{0, 0, 1, 1}));
        // 40 × 20 padded into 20²: the film takes columns 5…15; a crop of 12 takes 4…16.
        QCOMPARE(centerCropArea(40, 20, 12, 20, true), (Area{-.1, .2, 1.1, .8}));
    }
};

QTEST_GUILESS_MAIN(PreparedImageTest)
#include "prepared_image_test.moc"
