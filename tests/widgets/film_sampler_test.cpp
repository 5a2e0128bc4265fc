#include "tests/widgets/test_films.h"
#include "widgets/film_sampler.h"

#include <QTest>

#include <cmath>

using namespace roentgen::widgets;

namespace {

constexpr int Rows = 211, Columns = 157;
int value(int r, int c) {
    return hashValue(r, c, 65536);
}

// The mean of the film over a rectangle in film pixels, by definition.
double areaMean(double top, double bottom, double left, double right) {
    top = std::clamp(top, 0.0, double(Rows));
    bottom = std::clamp(bottom, 0.0, double(Rows));
    left = std::clamp(left, 0.0, double(Columns));
    right = std::clamp(right, 0.0, double(Columns));
    double sum = 0, area = 0;
    for (int r = int(top); r < std::ceil(bottom); ++r)
        for (int c = int(left); c < std::ceil(right); ++c) {
            const double h = std::min(bottom, r + 1.0) - std::max(top, double(r));
            const double w = std::min(right, c + 1.0) - std::max(left, double(c));
            sum += value(r, c) * h * w;
            area += h * w;
        }
    return sum / area;
}

std::vector<uint16_t> sampled(SampleAxis rows, SampleAxis columns, Interpolation how = Interpolation::Bilinear) {
    static const auto film = prepare(Rows, Columns, PixelType::UInt16, value);
    std::vector<uint16_t> out(size_t(rows.count) * size_t(columns.count));
    sampleFilm(*film, rows, columns, how, out.data());
    return out;
}

} // namespace

class FilmSamplerTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void shrunkIsTheAreaMean_data();
    void shrunkIsTheAreaMean();
    void oneToOneIsThePixels();
    void mirroredRunsBackwards();
    void enlargedIsBilinear();
    void enlargedToWholePixels();
};

void FilmSamplerTest::shrunkIsTheAreaMean_data() {
    QTest::addColumn<double>("step");
    QTest::addColumn<double>("origin");
    QTest::addColumn<double>("tolerance"); // of the cells' own rounding, and of cells cut by a pixel's edge
    // Steps that are whole cells give the mean itself, but for rounding.
    QTest::newRow("half") << 2.0 << 0.0 << 1.5;
    QTest::newRow("quarter") << 4.0 << 0.0 << 2.0;
    QTest::newRow("quarter, moved by whole cells") << 4.0 << 16.0 << 2.0;
    QTest::newRow("sixteenth") << 16.0 << 0.0 << 3.0;
    QTest::newRow("third") << 3.0 << 0.0 << 1.0; // below four: straight from the pixels
    QTest::newRow("3.7, off the grid") << 3.7 << 5.3 << 1.0;
    QTest::newRow("2, off the grid") << 2.0 << 0.5 << 1.0;
    QTest::newRow("5.3, from cells of two") << 5.3 << 0.0 << 5000.0;
    QTest::newRow("fraction") << 1.7 << 0.4 << 1.0;
    QTest::newRow("just shrunk") << 1.01 << 10.3 << 1.0;
}

void FilmSamplerTest::shrunkIsTheAreaMean() {
    QFETCH(double, step);
    QFETCH(double, origin);
    QFETCH(double, tolerance);
    const int rows = int((Rows - origin) / step), columns = int((Columns - origin) / step);
    const auto out = sampled({origin, step, rows}, {origin, step, columns});
    double sum = 0, trueSum = 0;
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            const double mean =
                areaMean(origin + r * step, origin + (r + 1) * step, origin + c * step, origin + (c + 1) * step);
            const double got = out[size_t(r * columns + c)];
            sum += got;
            trueSum += mean;
            QVERIFY2(std::abs(got - mean) <= tolerance,
                     qPrintable(QStringLiteral("(%1, %2): %3, mean %4").arg(r).arg(c).arg(got).arg(mean)));
        }
    // However cells are cut, nothing is lost on the whole.
    QVERIFY(std::abs(sum - trueSum) / (rows * columns) < 200);
}

void FilmSamplerTest::oneToOneIsThePixels() {
    const auto out = sampled({3, 1, 50}, {7, 1, 60});
    for (int r = 0; r < 50; ++r)
        for (int c = 0; c < 60; ++c)
            QCOMPARE(int(out[size_t(r * 60 + c)]), value(r + 3, c + 7));
}

void FilmSamplerTest::mirroredRunsBackwards() {
    const auto out = sampled({0, 1, 10}, {Columns, -1, Columns});
    for (int r = 0; r < 10; ++r)
        for (int c = 0; c < Columns; ++c)
            QCOMPARE(int(out[size_t(r * Columns + c)]), value(r, Columns - 1 - c));
}

void FilmSamplerTest::enlargedIsBilinear() {
    const double step = 0.3, origin = 5.1;
    const auto out = sampled({origin, step, 40}, {origin, step, 40});
    for (int r = 0; r < 40; ++r)
        for (int c = 0; c < 40; ++c) {
            const double y = origin + (r + 0.5) * step - 0.5, x = origin + (c + 0.5) * step - 0.5;
            const int y0 = int(y), x0 = int(x);
            const double fy = y - y0, fx = x - x0;
            const double expected = (value(y0, x0) * (1 - fx) + value(y0, x0 + 1) * fx) * (1 - fy) +
                                    (value(y0 + 1, x0) * (1 - fx) + value(y0 + 1, x0 + 1) * fx) * fy;
            QVERIFY(std::abs(out[size_t(r * 40 + c)] - expected) < 0.6);
        }
}

void FilmSamplerTest::enlargedToWholePixels() {
    const auto out = sampled({2, 0.25, 40}, {2, 0.25, 40}, Interpolation::Nearest);
    for (int r = 0; r < 40; ++r)
        for (int c = 0; c < 40; ++c)
            QCOMPARE(int(out[size_t(r * 40 + c)]), value(2 + r / 4, 2 + c / 4));
}

QTEST_APPLESS_MAIN(FilmSamplerTest)
#include "film_sampler_test.moc"
