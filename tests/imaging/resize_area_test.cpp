#include "engine/imaging/resize_area.h"
#include "tests/imaging/test_files.h"

#include <cmath>

using namespace roentgen;
using namespace roentgen::imaging;

namespace {

// The definition itself: the integral of the image over the covered rectangle divided by its area, in long double.
long double areaMean(const std::vector<int>& values, int rows, int columns, int outRows, int outColumns, int y, int x) {
    const long double top = (long double)(y)*rows / outRows, bottom = (long double)(y + 1) * rows / outRows;
    const long double left = (long double)(x)*columns / outColumns, right = (long double)(x + 1) * columns / outColumns;
    long double sum = 0;
    for (int r = int(top); r < rows && r < bottom; ++r)
        for (int c = int(left); c < columns && c < right; ++c) {
            const long double height = std::min<long double>(r + 1, bottom) - std::max<long double>(r, top);
            const long double width = std::min<long double>(c + 1, right) - std::max<long double>(c, left);
            sum += std::max(0.0L, height) * std::max(0.0L, width) * values[size_t(r * columns + c)];
        }
    return sum / ((bottom - top) * (right - left));
}

GreyImage noise(int rows, int columns, PixelType type) {
    GreyImage image;
    image.rows = rows;
    image.columns = columns;
    image.type = type;
    image.bytes.resize(image.pixelCount() * bytesPerPixel(type));
    uint32_t state = 12345;
    for (uint8_t& byte : image.bytes)
        byte = uint8_t((state = state * 1664525 + 1013904223) >> 24);
    return image;
}

} // namespace

class ResizeAreaTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachPixelIsTheMeanOfTheAreaItCovers_data();
    void eachPixelIsTheMeanOfTheAreaItCovers();
    void enlargesBetweenPixelCentres();
    void sameSizeIsACopy();
    void brightestPixelsDoNotOverflow();
};

void ResizeAreaTest::eachPixelIsTheMeanOfTheAreaItCovers_data() {
    QTest::addColumn<int>("type");
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("outRows");
    QTest::addColumn<int>("outColumns");
    const struct {
        const char* name;
        int rows, columns, outRows, outColumns;
    } shapes[] = {{"4 to 1", 64, 64, 16, 16},  {"to one pixel", 31, 17, 1, 1},  {"7 to 3", 49, 70, 21, 30},
                  {"primes", 101, 97, 53, 41}, {"columns only", 20, 90, 20, 7}, {"rows only", 90, 20, 7, 20},
                  {"8/7", 256, 256, 224, 224}, {"large", 300, 1024, 33, 256}};
    for (const auto& shape : shapes)
        for (const PixelType type : {PixelType::UInt8, PixelType::UInt16, PixelType::Int16})
            QTest::addRow("%s, type %d", shape.name, int(type))
                << int(type) << shape.rows << shape.columns << shape.outRows << shape.outColumns;
}

void ResizeAreaTest::eachPixelIsTheMeanOfTheAreaItCovers() {
    QFETCH(int, type);
    QFETCH(int, rows);
    QFETCH(int, columns);
    QFETCH(int, outRows);
    QFETCH(int, outColumns);
    const GreyImage image = noise(rows, columns, PixelType(type));
    const GreyImage small = resizeArea(image, outRows, outColumns);
    QCOMPARE(small.rows, outRows);
    QCOMPARE(small.columns, outColumns);
    QVERIFY(small.type == image.type);
    const std::vector<int> before = valuesOf(image), after = valuesOf(small);
    for (int y = 0; y < outRows; ++y)
        for (int x = 0; x < outColumns; ++x) {
            const long double mean = areaMean(before, rows, columns, outRows, outColumns, y, x);
            const int value = after[size_t(y * outColumns + x)];
            QVERIFY2(std::abs(value - mean) <= 0.5L + 1e-9L,
                     qPrintable(QStringLiteral("%1,%2: %3 for %4").arg(y).arg(x).arg(value).arg(double(mean))));
        }
}

void ResizeAreaTest::enlargesBetweenPixelCentres() {
    // Twice as wide: the centres of the new pixels lie a quarter off the old ones.
    QCOMPARE(valuesOf(resizeArea(grey8(1, 2, {0, 200}), 1, 4)), (std::vector<int>{0, 50, 150, 200}));
    QCOMPARE(valuesOf(resizeArea(grey8(2, 2, {0, 100, 100, 200}), 4, 4)),
             (std::vector<int>{0, 25, 75, 100, 25, 50, 100, 125, 75, 100, 150, 175, 100, 125, 175, 200}));
    QCOMPARE(valuesOf(resizeArea(grey8(1, 1, {7}), 3, 2)), std::vector<int>(6, 7));
    // Wider and lower at the same time: linear across, the mean down.
    QCOMPARE(valuesOf(resizeArea(grey8(2, 2, {0, 200, 100, 100}), 1, 4)), (std::vector<int>{50, 75, 125, 150}));
}

void ResizeAreaTest::sameSizeIsACopy() {
    const GreyImage image = noise(5, 9, PixelType::UInt16);
    QVERIFY(resizeArea(image, 5, 9).bytes == image.bytes);
}

void ResizeAreaTest::brightestPixelsDoNotOverflow() {
    GreyImage image = noise(2000, 3, PixelType::UInt16);
    std::fill(image.bytes.begin(), image.bytes.end(), uint8_t(255));
    for (const int rows : {1, 7, 1999, 2500}) {
        const std::vector<int> values = valuesOf(resizeArea(image, rows, 2));
        QVERIFY(std::all_of(values.begin(), values.end(), [](int value) { return value == 65535; }));
    }
}

QTEST_GUILESS_MAIN(ResizeAreaTest)
#include "resize_area_test.moc"
