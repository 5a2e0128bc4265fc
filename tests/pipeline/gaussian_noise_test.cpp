#include "engine/pipeline/gaussian_noise.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace roentgen::pipeline;

namespace {

std::vector<double> noise(size_t count, uint64_t state) {
    std::vector<float> values(count, 0.f);
    addGaussianNoise(values.data(), count, 1, CounterRandom(state));
    return {values.begin(), values.end()};
}

double normalBelow(double x) {
    return 0.5 * std::erfc(-x / std::sqrt(2.));
}

double correlation(const std::vector<double>& values, size_t lag) {
    double sum = 0;
    for (size_t i = 0; i + lag < values.size(); ++i)
        sum += values[i] * values[i + lag];
    return sum / double(values.size() - lag);
}

} // namespace

class GaussianNoiseTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Kolmogorov and Smirnov against the normal distribution: 1.95 / √n at p = 0.001.
    void isNormal() {
        constexpr size_t count = 400000;
        std::vector<double> values = noise(count, 5);
        std::sort(values.begin(), values.end());
        double distance = 0;
        for (size_t i = 0; i < count; ++i) {
            const double below = normalBelow(values[i]);
            distance = std::max({distance, below - double(i) / count, double(i + 1) / count - below});
        }
        QVERIFY2(distance < 1.95 / std::sqrt(double(count)), qPrintable(QString::number(distance)));
        QVERIFY(values.front() > -5.8 && values.front() < -4 && values.back() < 5.8 && values.back() > 4);
    }

    // Box and Muller's formula in double precision, from the same numbers; pairs come out 64 apart, the angle an
    // eighth of a turn behind.
    void isBoxAndMullers() {
        const auto values = noise(128, 77);
        CounterRandom random(uint64_t(77));
        for (size_t i = 0; i < 64; ++i) {
            const uint64_t number = random.next();
            const double u = double((number >> 40) + 1) / (1 << 24);
            const uint32_t low = uint32_t(number);
            const double turn = (low >> 30) * 0.25 + double((low << 2) >> 8) / (1 << 24) * 0.25 - 0.125;
            const double radius = std::sqrt(-2 * std::log(u)), angle = 2 * 3.14159265358979324 * turn;
            QVERIFY(std::abs(values[i] - radius * std::cos(angle)) < 2e-6);
            QVERIFY(std::abs(values[i + 64] - radius * std::sin(angle)) < 2e-6);
        }
    }

    void momentsAndNeighbours() {
        const auto values = noise(400000, 6);
        double mean = 0, square = 0, fourth = 0;
        for (const double value : values) {
            mean += value / 400000;
            square += value * value / 400000;
            fourth += value * value * value * value / 400000;
        }
        QVERIFY(std::abs(mean) < 0.005); // about three standard errors each
        QVERIFY(std::abs(square - 1) < 0.007);
        QVERIFY(std::abs(fourth - 3) < 0.05);
        for (const size_t lag : {1, 2, 64, 128, 224})
            QVERIFY2(std::abs(correlation(values, lag)) < 0.006, qPrintable(QString::number(lag)));
    }

    void addsForAnyCount() {
        const auto all = noise(1000, 3);
        for (const size_t count : {0, 1, 127, 128, 129, 999}) {
            std::vector<float> values(count + 1, 10.f);
            addGaussianNoise(values.data(), count, 2, CounterRandom(uint64_t(3)));
            for (size_t i = 0; i < count; ++i)
                QCOMPARE(values[i], 10.f + 2.f * float(all[i]));
            QCOMPARE(values[count], 10.f);
        }
    }
};

QTEST_GUILESS_MAIN(GaussianNoiseTest)
#include "gaussian_noise_test.moc"
