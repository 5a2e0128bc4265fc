#include "widgets/window_function.h"

#include <QTest>

#include <cmath>

using roentgen::widgets::VoiFunction;
using roentgen::widgets::windowBrightness;

Q_DECLARE_METATYPE(VoiFunction)

class WindowFunctionTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void followsTheStandardsExamples_data();
    void followsTheStandardsExamples();
    void neverFallsAndStaysWithinBounds();
    void widthBelowTheLeastIsRaised();
};

// The notes of PS3.3 C.11.2.1.2.1 and C.11.2.1.3.2 write the formulas out for these centres and widths.
void WindowFunctionTest::followsTheStandardsExamples_data() {
    QTest::addColumn<VoiFunction>("function");
    QTest::addColumn<double>("center");
    QTest::addColumn<double>("width");
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected");
    const auto linear = VoiFunction::Linear, exact = VoiFunction::LinearExact, sigmoid = VoiFunction::Sigmoid;
    QTest::newRow("12 bits, lowest") << linear << 2048.0 << 4096.0 << 0.0 << 0.0;
    QTest::newRow("12 bits, highest") << linear << 2048.0 << 4096.0 << 4095.0 << 1.0;
    QTest::newRow("12 bits, inside") << linear << 2048.0 << 4096.0 << 1000.0 << (1000 - 2047.5) / 4095 + 0.5;
    QTest::newRow("8 bits, identity") << linear << 128.0 << 256.0 << 77.0 << 77.0 / 255;
    QTest::newRow("width 1, below") << linear << 2048.0 << 1.0 << 2047.0 << 0.0;
    QTest::newRow("width 1, at the step") << linear << 2048.0 << 1.0 << 2047.5 << 0.0;
    QTest::newRow("width 1, above") << linear << 2048.0 << 1.0 << 2048.0 << 1.0;
    QTest::newRow("100 around 0, low end") << linear << 0.0 << 100.0 << -50.0 << 0.0;
    QTest::newRow("100 around 0, high end") << linear << 0.0 << 100.0 << 49.0 << 1.0;
    QTest::newRow("100 around 0, inside") << linear << 0.0 << 100.0 << 10.0 << (10 + 0.5) / 99 + 0.5;
    QTest::newRow("exact, lowest") << exact << 2048.0 << 4096.0 << 0.0 << 0.0;
    QTest::newRow("exact, highest") << exact << 2048.0 << 4096.0 << 4096.0 << 1.0;
    QTest::newRow("exact, inside") << exact << 2048.0 << 4096.0 << 1000.0 << (1000.0 - 2048) / 4096 + 0.5;
    QTest::newRow("exact, width 1") << exact << 2048.0 << 1.0 << 2048.0 << 0.5;
    QTest::newRow("sigmoid, middle") << sigmoid << 100.0 << 50.0 << 100.0 << 0.5;
    QTest::newRow("sigmoid, half a width up") << sigmoid << 100.0 << 50.0 << 125.0 << 1 / (1 + std::exp(-2.0));
    QTest::newRow("sigmoid, a width down") << sigmoid << 100.0 << 50.0 << 50.0 << 1 / (1 + std::exp(4.0));
}

void WindowFunctionTest::followsTheStandardsExamples() {
    QFETCH(VoiFunction, function);
    QFETCH(double, center);
    QFETCH(double, width);
    QFETCH(double, value);
    QFETCH(double, expected);
    const double got = windowBrightness(value, center, width, function);
    QVERIFY2(std::abs(got - expected) < 1e-12, qPrintable(QString::number(got, 'g', 17)));
}

void WindowFunctionTest::neverFallsAndStaysWithinBounds() {
    for (const VoiFunction function : {VoiFunction::Linear, VoiFunction::LinearExact, VoiFunction::Sigmoid}) {
        double last = 0;
        for (double value = -3000; value < 3000; value += 7.3) {
            const double brightness = windowBrightness(value, 40, 400, function);
            QVERIFY(brightness >= last && brightness <= 1);
            last = brightness;
        }
    }
}

void WindowFunctionTest::widthBelowTheLeastIsRaised() {
    QCOMPARE(windowBrightness(5, 10, 0, VoiFunction::Linear), 0.0);
    QCOMPARE(windowBrightness(15, 10, -20, VoiFunction::Linear), 1.0);
    QCOMPARE(windowBrightness(15, 10, 0, VoiFunction::LinearExact), 1.0);
}

QTEST_APPLESS_MAIN(WindowFunctionTest)
#include "window_function_test.moc"
