#include "engine/pipeline/augmentation.h"
#include "engine/pipeline/counter_random.h"
#include "engine/pipeline/prepared_image.h"

#include <QtTest>
#include <cmath>
#include <set>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr int stored = 20, size = 12;

// A plane a + bx + cy: bilinear sampling reproduces it exactly wherever the four pixels are inside.
std::vector<uint8_t> plane() {
    std::vector<uint8_t> image;
    for (int y = 0; y < stored; ++y)
        for (int x = 0; x < stored; ++x)
            image.push_back(uint8_t(10 + 3 * x + 5 * y));
    return image;
}

std::vector<float> place(const std::vector<uint8_t>& image, const Placement& placement) {
    std::vector<float> output(size * size);
    placePixels(image.data(), stored, placement, size, 0, 1.f / 255, output.data()); // grey values come out as they are
    return output;
}

LoaderOptions everyChange() {
    LoaderOptions options;
    options.imageSize = 224;
    options.storedSize = 256;
    options.flip = options.crop = true;
    options.rotateDegrees = 10;
    options.translateFraction = 0.1;
    options.scaleFraction = 0.2;
    return options;
}

} // namespace

class AugmentationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The first outputs of Vigna's splitmix64.c from state 0, as other implementations list them.
    void theGeneratorIsSplitmix64() {
        CounterRandom random{uint64_t(0)};
        QCOMPARE(random.next(), uint64_t(0xE220A8397B1DCDAF));
        QCOMPARE(random.next(), uint64_t(0x6E789E6AA1B965F4));
        QCOMPARE(random.next(), uint64_t(0x06C45D188009454F));
    }

    void drawsAreUniformAndDifferByKey() {
        // Two draws of the same key are equal, of neighbouring keys they are not.
        CounterRandom a(1, 2, 3), b(1, 2, 3), c(1, 2, 4), d(1, 3, 3), e(2, 2, 3);
        const std::set<uint64_t> first = {a.next(), b.next(), c.next(), d.next(), e.next()};
        QCOMPARE(first.size(), size_t(4));
        double sum = 0;
        std::vector<int> counts(7);
        for (int i = 0; i < 70000; ++i) {
            CounterRandom random(5, 0, i);
            sum += random.uniform();
            ++counts[size_t(random.below(7))];
        }
        QVERIFY(std::abs(sum / 70000 - 0.5) < 0.005);
        double chiSquare = 0;
        for (int count : counts)
            chiSquare += (count - 10000) * (count - 10000) / 10000.0;
        QVERIFY2(chiSquare < 22.46, qPrintable(QString::number(chiSquare))); // 6 degrees of freedom, p = 0.001
    }

    void cropsAndFlips_data() {
        QTest::addColumn<int>("cropX");
        QTest::addColumn<int>("cropY");
        QTest::addColumn<bool>("flip");
        QTest::newRow("corner") << 0 << 0 << false;
        QTest::newRow("opposite corner") << 8 << 8 << false;
        QTest::newRow("inside") << 3 << 5 << false;
        QTest::newRow("inside, flipped") << 3 << 5 << true;
    }

    void cropsAndFlips() {
        QFETCH(int, cropX);
        QFETCH(int, cropY);
        QFETCH(bool, flip);
        Placement placement;
        placement.cropX = cropX;
        placement.cropY = cropY;
        placement.flip = flip;
        const auto output = place(plane(), placement);
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const int sourceX = cropX + (flip ? size - 1 - x : x);
                QVERIFY(std::abs(output[size_t(y * size + x)] - float(10 + 3 * sourceX + 5 * (cropY + y))) < 1e-3f);
            }
        }
    }

    void normalises() {
        std::vector<float> output(size * size);
        const std::vector<uint8_t> white(stored * stored, 255);
        placePixels(white.data(), stored, centerPlacement(size, stored), size, 0.5f, 0.25f, output.data());
        QCOMPARE(output[0], 2.f);
        Placement turned = centerPlacement(size, stored);
        turned.rotateRadians = 0.01;
        placePixels(white.data(), stored, turned, size, 0.5f, 0.25f, output.data());
        QVERIFY(std::abs(output[size * size / 2] - 2.f) < 1e-5f);
    }

    // Scale 1.1, turn by 10°, shift: each output pixel of a plane has the value of the plane at its inverse image.
    void rotatesShiftsAndScales() {
        for (const bool flip : {false, true}) {
            Placement placement = centerPlacement(size, stored);
            placement.flip = flip;
            placement.rotateRadians = 0.17453292519943295;
            placement.scale = 1.1;
            placement.shiftX = 1.5;
            placement.shiftY = -0.75;
            const auto output = place(plane(), placement);
            const double c = std::cos(placement.rotateRadians), s = std::sin(placement.rotateRadians);
            for (int y = 0; y < size; ++y) {
                for (int x = 0; x < size; ++x) {
                    // forward: p' = scale · R · p + shift about the window's centre, then the flip
                    const double u = ((flip ? 11 - x : x) - 5.5 - 1.5) / 1.1, v = (y - 5.5 + 0.75) / 1.1;
                    const double px = 4 + 5.5 + c * u + s * v, py = 4 + 5.5 - s * u + c * v;
                    QVERIFY(std::abs(output[size_t(y * size + x)] - (10 + 3 * px + 5 * py)) < 1e-2);
                }
            }
        }
    }

    void beyondTheImageIsBlack() {
        const std::vector<uint8_t> white(stored * stored, 255);
        Placement placement = centerPlacement(size, stored);
        placement.shiftX = 100;
        for (float value : place(white, placement))
            QCOMPARE(value, 0.f);
    }

    void aDrawDependsOnSeedEpochAndSampleAlone() {
        LoaderOptions options = everyChange();
        const Placement first = randomPlacement(options, 3, 17);
        options.rank = 1;
        options.ranks = 4;
        options.localBatch = 2;
        options.decodeThreads = 7;
        const Placement again = randomPlacement(options, 3, 17);
        QCOMPARE(again.cropX, first.cropX);
        QCOMPARE(again.rotateRadians, first.rotateRadians);
        QVERIFY(randomPlacement(options, 4, 17).rotateRadians != first.rotateRadians);
        QVERIFY(randomPlacement(options, 3, 18).rotateRadians != first.rotateRadians);
        options.flip = options.crop = false;
        QCOMPARE(randomPlacement(options, 3, 17).rotateRadians, first.rotateRadians);
        QCOMPARE(randomPlacement(options, 3, 17).cropX, 16);
    }

    void drawsFillTheirRanges() {
        const LoaderOptions options = everyChange();
        int flips = 0, smallestX = 1000, largestX = -1;
        double largestTurn = 0, largestShift = 0, largestScale = 0;
        for (int sample = 0; sample < 2000; ++sample) {
            const Placement placement = randomPlacement(options, 0, sample);
            flips += placement.flip;
            smallestX = std::min(smallestX, placement.cropX);
            largestX = std::max(largestX, placement.cropX);
            largestTurn = std::max(largestTurn, std::abs(placement.rotateRadians) * 180 / 3.141592653589793);
            largestShift = std::max(largestShift, std::abs(placement.shiftX));
            largestScale = std::max(largestScale, std::abs(placement.scale - 1));
        }
        QVERIFY(flips > 900 && flips < 1100);
        QCOMPARE(smallestX, 0);
        QCOMPARE(largestX, 32);
        QVERIFY(largestTurn > 9.9 && largestTurn <= 10);
        QVERIFY(largestShift > 22.1 && largestShift <= 22.4);
        QVERIFY(largestScale > 0.198 && largestScale <= 0.2);
    }

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

QTEST_GUILESS_MAIN(AugmentationTest)
#include "augmentation_test.moc"
