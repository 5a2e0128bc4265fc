#include "engine/imaging/clahe.h"

#include <QtTest>
#include <cstdlib>
#include <opencv2/imgproc.hpp>
#include <random>

using namespace roentgen;

namespace {

using Image = std::vector<uint8_t>;

// A dark film with a bright disc and a little noise: skewed histograms, flat tiles.
Image film(int rows, int columns) {
    std::mt19937 random(4);
    Image image;
    for (int y = 0; y < rows; ++y)
        for (int x = 0; x < columns; ++x) {
            const int dx = 2 * x - columns, dy = 2 * y - rows;
            const bool isDisc = dx * dx + dy * dy < rows * columns / 2;
            image.push_back(uint8_t(y < rows / 8 ? 0 : 40 + x * 60 / columns + (isDisc ? 90 : 0) + int(random() % 9)));
        }
    return image;
}

Image equalized(const Image& image, int rows, int columns, double clipLimit, int tiles) {
    Image output(image.size());
    imaging::equalizeAdaptively(image.data(), rows, columns, {clipLimit, tiles}, output.data());
    return output;
}

} // namespace

class ClaheTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isOpenCvs_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        QTest::addColumn<int>("tiles");
        QTest::addColumn<double>("clipLimit");
        QTest::newRow("256, 8 tiles") << 256 << 256 << 8 << 2.;
        QTest::newRow("clip at the mean") << 256 << 256 << 8 << 1.;
        QTest::newRow("strong") << 256 << 256 << 8 << 40.;
        QTest::newRow("few tiles") << 128 << 128 << 2 << 3.;
        QTest::newRow("tiles do not divide") << 250 << 250 << 8 << 2.;
        QTest::newRow("not square") << 96 << 144 << 4 << 4.;
        QTest::newRow("tiles divide one side only") << 96 << 146 << 4 << 4.;
        QTest::newRow("tiles of 4 pixels") << 37 << 37 << 9 << 2.;
    }

    void isOpenCvs() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        QFETCH(int, tiles);
        QFETCH(double, clipLimit);
        const Image image = film(rows, columns);
        cv::Mat truth;
        cv::createCLAHE(clipLimit, cv::Size(tiles, tiles))
            ->apply(cv::Mat(rows, columns, CV_8U, const_cast<uint8_t*>(image.data())), truth);
        const Image output = equalized(image, rows, columns, clipLimit, tiles);
        int unequal = 0, farthest = 0;
        for (size_t i = 0; i < output.size(); ++i) {
            const int difference = std::abs(int(output[i]) - int(truth.data[i]));
            unequal += difference != 0;
            farthest = std::max(farthest, difference);
        }
        // The four curves are blended in another order, so a half may be rounded the other way.
        QVERIFY2(farthest <= 1, qPrintable(QString::number(farthest)));
        QVERIFY2(unequal <= int(output.size()) / 500, qPrintable(QString::number(unequal)));
        QVERIFY(output != image);
    }

    // Without clipping Zuiderveld's mapping is the cumulative histogram: greys that fill the range evenly stay.
    void anEvenHistogramStays() {
        Image image;
        for (int i = 0; i < 256 * 256; ++i)
            image.push_back(uint8_t(i % 256 * 2 + i / 256 % 2)); // every tile has all greys, evenly
        const Image output = equalized(image, 256, 256, 40, 2);
        for (size_t i = 0; i < output.size(); ++i)
            QVERIFY(std::abs(int(output[i]) - int(image[i])) <= 1);
    }

    void worksInPlace() {
        Image image = film(64, 64);
        const Image expected = equalized(image, 64, 64, 2, 8);
        imaging::equalizeAdaptively(image.data(), 64, 64, {2, 8}, image.data());
        QCOMPARE(image, expected);
    }
};

QTEST_GUILESS_MAIN(ClaheTest)
#include "clahe_test.moc"
