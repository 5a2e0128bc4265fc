#include "engine/imaging/grey_levels.h"
#include "tests/imaging/test_files.h"

#include <cmath>

using namespace roentgen;
using namespace roentgen::imaging;

class GreyLevelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsTheStandardsFormulas_data();
    void followsTheStandardsFormulas();
    void eightBitFilmsAreShownAsTheyAre();
    void theFilesFirstWindowIsTheDefault();
    void deepFilmsWithoutWindowTakeTheMiddle99Percent();
    void appliesTheModalityTransformFirst();
    void monochrome1TurnsTheResult();
    void showsSignedValues();
    void constantImagesAreShown();
};

void GreyLevelsTest::followsTheStandardsFormulas_data() {
    QTest::addColumn<QString>("function");
    QTest::addColumn<double>("center");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("shown"); // ymin 0, ymax 255
    // PS3.3 C.11.2.1.2.1, its own example: c = 2048, w = 4096: y = ((x - 2047.5) / 4095 + 0.5) * 255.
    const QString linear = QStringLiteral("LINEAR"), exact = QStringLiteral("LINEAR_EXACT");
    const QString sigmoid = QStringLiteral("SIGMOID");
    QTest::newRow("linear 4096, lowest") << linear << 2048.0 << 4096.0 << 0.0 << 0.0;
    QTest::newRow("linear 4096, highest") << linear << 2048.0 << 4096.0 << 4095.0 << 255.0;
    QTest::newRow("linear 4096, middle") << linear << 2048.0 << 4096.0 << 2047.5 << 127.5;
    // c = 2048, w = 1: 0 up to 2047.5 and 255 above it.
    QTest::newRow("linear 1, below") << linear << 2048.0 << 1.0 << 2047.0 << 0.0;
    QTest::newRow("linear 1, at") << linear << 2048.0 << 1.0 << 2047.5 << 0.0;
    QTest::newRow("linear 1, above") << linear << 2048.0 << 1.0 << 2048.0 << 255.0;
    // c = 0, w = 100: ((x + 0.5) / 99 + 0.5) * 255 between -50 and 49.
    QTest::newRow("linear 100, lower end") << linear << 0.0 << 100.0 << -50.0 << 0.0;
    QTest::newRow("linear 100, upper end") << linear << 0.0 << 100.0 << 49.0 << 255.0;
    QTest::newRow("linear 100, inside") << linear << 0.0 << 100.0 << 10.0 << (10.5 / 99 + 0.5) * 255;
    QTest::newRow("linear 100, under") << linear << 0.0 << 100.0 << -500.0 << 0.0;
    QTest::newRow("linear 100, over") << linear << 0.0 << 100.0 << 500.0 << 255.0;
    // C.11.2.1.3.2: c = 2048, w = 4096: y = ((x - 2048) / 4096 + 0.5) * 255; c = 0, w = 100 between -50 and 50.
    QTest::newRow("exact 4096, lowest") << exact << 2048.0 << 4096.0 << 0.0 << 0.0;
    QTest::newRow("exact 4096, highest") << exact << 2048.0 << 4096.0 << 4096.0 << 255.0;
    QTest::newRow("exact 100, centre") << exact << 0.0 << 100.0 << 0.0 << 127.5;
    QTest::newRow("exact 100, inside") << exact << 0.0 << 100.0 << 25.0 << 191.25;
    QTest::newRow("exact 1, below") << exact << 2048.0 << 1.0 << 2047.5 << 0.0;
    QTest::newRow("exact 1, above") << exact << 2048.0 << 1.0 << 2048.6 << 255.0;
    // C.11.2.1.3.1: y = 255 / (1 + exp(-4 (x - c) / w)).
    QTest::newRow("sigmoid, centre") << sigmoid << 40.0 << 400.0 << 40.0 << 127.5;
    QTest::newRow("sigmoid, half a width up") << sigmoid << 40.0 << 400.0 << 240.0 << 255 / (1 + std::exp(-2.0));
    QTest::newRow("sigmoid, half a width down") << sigmoid << 40.0 << 400.0 << -160.0 << 255 / (1 + std::exp(2.0));
}

void GreyLevelsTest::followsTheStandardsFormulas() {
    QFETCH(QString, function);
    QFETCH(double, center);
    QFETCH(double, width);
    QFETCH(double, value);
    QFETCH(double, shown);
    const double y = windowedValue(value, {center, width, {}}, function.toStdString());
    QVERIFY2(std::abs(y - shown) < 1e-9, qPrintable(QString::number(y, 'g', 12)));
}

void GreyLevelsTest::eightBitFilmsAreShownAsTheyAre() {
    ImageData data;
    data.image.rows = 1;
    data.image.columns = 256;
    for (int value = 0; value < 256; ++value)
        data.image.bytes.push_back(uint8_t(value));
    const Window window = defaultWindow(data);
    QCOMPARE(window.center, 128.0);
    QCOMPARE(window.width, 256.0);
    QVERIFY(renderGrey8(data, window).bytes == data.image.bytes);
}

void GreyLevelsTest::theFilesFirstWindowIsTheDefault() {
    ImageData data;
    data.image = grey8(1, 3, {0, 100, 200});
    data.windows = {{100.5, 201, "BONE"}, {1, 2, "OTHER"}};
    QCOMPARE(defaultWindow(data).name, std::string("BONE"));
    QCOMPARE(valuesOf(renderGrey8(data, defaultWindow(data))), (std::vector<int>{0, 128, 255}));
}

ImageData deepRamp(int pixels) {
    ImageData data;
    data.bitsStored = 16;
    data.image.type = PixelType::UInt16;
    data.image.rows = 1;
    data.image.columns = pixels;
    data.image.bytes.resize(size_t(pixels) * 2);
    for (int i = 0; i < pixels; ++i)
        data.image.pixels<uint16_t>()[i] = uint16_t(i);
    return data;
}

void GreyLevelsTest::deepFilmsWithoutWindowTakeTheMiddle99Percent() {
    // 0 … 999 once each: five pixels lie below 5 and five above 994.
    const ImageData data = deepRamp(1000);
    const Window window = defaultWindow(data);
    QCOMPARE(window.center - 0.5 - (window.width - 1) / 2, 5.0);
    QCOMPARE(window.center - 0.5 + (window.width - 1) / 2, 994.0);
    const std::vector<int> shown = valuesOf(renderGrey8(data, window));
    QCOMPARE(shown[5], 0);
    QCOMPARE(shown[994], 255);
    QCOMPARE(shown[999], 255);
    QCOMPARE(shown[500], int(std::lround((500 - 499.5) / 989 * 255 + 127.5)));
}

void GreyLevelsTest::appliesTheModalityTransformFirst() {
    ImageData data = deepRamp(3000);
    data.rescaleSlope = 2;
    data.rescaleIntercept = -1001;
    // Centre 0.5, width 511: (x / 510 + 0.5) * 255 between -255 and 255.
    const std::vector<int> shown = valuesOf(renderGrey8(data, {0.5, 511, {}}));
    QCOMPARE(shown[500], 127); // output -1
    QCOMPARE(shown[510], 137); // output 19
    QCOMPARE(shown[100], 0);
    QCOMPARE(shown[900], 255);
}

void GreyLevelsTest::monochrome1TurnsTheResult() {
    ImageData data;
    data.image = grey8(1, 3, {0, 100, 255});
    data.inverted = true;
    QCOMPARE(valuesOf(renderGrey8(data, defaultWindow(data))), (std::vector<int>{255, 155, 0}));
}

void GreyLevelsTest::showsSignedValues() {
    ImageData data;
    data.bitsStored = 16;
    data.image.type = PixelType::Int16;
    data.image.rows = 1;
    data.image.columns = 4;
    data.image.bytes.resize(8);
    const int16_t values[] = {-32768, -1024, 0, 32767};
    std::copy(values, values + 4, data.image.pixels<int16_t>());
    QCOMPARE(valuesOf(renderGrey8(data, {-511.5, 1025, {}})), (std::vector<int>{0, 0, 255, 255}));
    const Window window = defaultWindow(data);
    QCOMPARE(window.center - 0.5 - (window.width - 1) / 2, -32768.0);
    QCOMPARE(window.center - 0.5 + (window.width - 1) / 2, 32767.0);
}

void GreyLevelsTest::constantImagesAreShown() {
    ImageData data = deepRamp(100);
    std::fill(data.image.pixels<uint16_t>(), data.image.pixels<uint16_t>() + 100, uint16_t(7));
    const Window window = defaultWindow(data);
    QVERIFY(window.width >= 1);
    QCOMPARE(renderGrey8(data, window).bytes.size(), size_t(100));
}

QTEST_GUILESS_MAIN(GreyLevelsTest)
#include "grey_levels_test.moc"
