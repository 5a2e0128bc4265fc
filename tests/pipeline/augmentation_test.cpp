#include "engine/pipeline/augmentation.h"

#include "engine/imaging/clahe.h"
#include "engine/pipeline/counter_random.h"
#include "engine/protocol/experiment_keys.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <functional>
#include <set>

using namespace roentgen;
using namespace roentgen::pipeline;

namespace {

constexpr double pi = 3.14159265358979323846;

LoaderOptions everyChange() {
    LoaderOptions options;
    auto& augment = options.augment;
    augment.flip = augment.crop = true;
    augment.rotateDegrees = 10;
    augment.translateFraction = 0.1;
    augment.scaleFraction = 0.2;
    augment.brightness = 0.2;
    augment.contrast = 0.3;
    augment.gamma = 0.5;
    augment.noise = 0.05;
    augment.claheProbability = 0.3;
    augment.eraseProbability = 0.6;
    augment.eraseArea = 0.4;
    return options;
}

LoaderOptions noChange() {
    LoaderOptions options;
    options.augment.flip = options.augment.crop = false;
    return options;
}

std::vector<uint8_t> ramp(int size) {
    std::vector<uint8_t> image;
    for (int i = 0; i < size * size; ++i)
        image.push_back(uint8_t(i % size * 255 / (size - 1)));
    return image;
}

std::vector<float> inputOf(const std::vector<uint8_t>& image, const LoaderOptions& options, int64_t epoch = 1,
                           int64_t sample = 1) {
    std::vector<float> output(size_t(options.imageSize) * size_t(options.imageSize));
    makeInput(image.data(), options, epoch, sample, output.data());
    return output;
}

using Value = std::function<double(const Augmentation&)>;

// Every number of a draw, by name.
const std::vector<std::pair<const char*, Value>>& drawnValues() {
    static const std::vector<std::pair<const char*, Value>> values = {
        {"flip", [](const Augmentation& a) { return double(a.placement.flip); }},
        {"crop", [](const Augmentation& a) { return a.placement.cropX + 1000. * a.placement.cropY; }},
        {"rotate_degrees", [](const Augmentation& a) { return a.placement.rotateRadians; }},
        {"translate_fraction", [](const Augmentation& a) { return a.placement.shiftX + 1000. * a.placement.shiftY; }},
        {"scale_fraction", [](const Augmentation& a) { return a.placement.scale; }},
        {"brightness", [](const Augmentation& a) { return a.tone.brightness; }},
        {"contrast", [](const Augmentation& a) { return a.tone.contrast; }},
        {"gamma", [](const Augmentation& a) { return a.tone.gamma; }},
        {"noise", [](const Augmentation& a) { return a.noise; }},
        {"clahe_probability", [](const Augmentation& a) { return double(a.equalize); }},
        {"erase_probability",
         [](const Augmentation& a) { return a.erased.x + 300. * (a.erased.y + 300. * a.erased.width); }},
    };
    return values;
}

void switchOff(LoaderOptions& options, const char* key) {
    Experiment experiment;
    experiment.augment = options.augment;
    const ExperimentKey* entry = findExperimentKey(std::string("augment.") + key);
    entry->set(experiment, entry->type == KeyType::Boolean ? KeyValue(false) : KeyValue(0.));
    options.augment = experiment.augment;
}

} // namespace

Q_DECLARE_METATYPE(Tone)

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
        CounterRandom a(1, 2, 3), b(1, 2, 3), c(1, 2, 4), d(1, 3, 3), e(2, 2, 3), f(1, 2, 3, 1);
        const std::set<uint64_t> first = {a.next(), b.next(), c.next(), d.next(), e.next(), f.next()};
        QCOMPARE(first.size(), size_t(5));
        double sum = 0;
        std::vector<int> counts(7);
        for (int i = 0; i < 70000; ++i) {
            CounterRandom random(5, 0, i, 3);
            sum += random.uniform();
            ++counts[size_t(random.below(7))];
        }
        QVERIFY(std::abs(sum / 70000 - 0.5) < 0.005);
        double chiSquare = 0;
        for (int count : counts)
            chiSquare += (count - 10000) * (count - 10000) / 10000.0;
        QVERIFY2(chiSquare < 22.46, qPrintable(QString::number(chiSquare))); // 6 degrees of freedom, p = 0.001
    }

    void aDrawDependsOnSeedEpochAndSampleAlone() {
        LoaderOptions options = everyChange();
        const Augmentation first = drawAugmentation(options, 3, 17);
        options.rank = 1;
        options.ranks = 4;
        options.localBatch = 2;
        options.decodeThreads = 7;
        const Augmentation again = drawAugmentation(options, 3, 17), later = drawAugmentation(options, 4, 17),
                           other = drawAugmentation(options, 3, 18);
        options.seed = 2;
        const Augmentation reseeded = drawAugmentation(options, 3, 17);
        for (const auto& [name, value] : drawnValues()) {
            QCOMPARE(value(again), value(first));
            if (qstrcmp(name, "brightness") == 0 || qstrcmp(name, "rotate_degrees") == 0) {
                QVERIFY(value(later) != value(first));
                QVERIFY(value(other) != value(first));
                QVERIFY(value(reseeded) != value(first));
            }
        }
    }

    void switchingOneOffLeavesTheOthers_data() {
        QTest::addColumn<int>("number");
        for (size_t i = 0; i < drawnValues().size(); ++i)
            QTest::newRow(drawnValues()[i].first) << int(i);
    }

    void switchingOneOffLeavesTheOthers() {
        QFETCH(int, number);
        LoaderOptions options = everyChange();
        switchOff(options, drawnValues()[size_t(number)].first);
        bool isOff = false;
        for (int sample = 0; sample < 50; ++sample) {
            const Augmentation with = drawAugmentation(everyChange(), 5, sample);
            const Augmentation without = drawAugmentation(options, 5, sample);
            for (size_t i = 0; i < drawnValues().size(); ++i) {
                const Value& value = drawnValues()[i].second;
                if (int(i) == number)
                    isOff = isOff || value(with) != value(without);
                else
                    QCOMPARE(value(without), value(with));
            }
        }
        QVERIFY(isOff);
    }

    void drawsOfDifferentKindsAreIndependent() {
        // Correlation of 20,000 draws of any two kinds: five standard errors.
        constexpr int count = 20000;
        std::vector<std::vector<double>> columns;
        for (const auto& entry : drawnValues()) {
            std::vector<double> column;
            double mean = 0, square = 0;
            for (int sample = 0; sample < count; ++sample) {
                column.push_back(entry.second(drawAugmentation(everyChange(), 1, sample)));
                mean += column.back() / count;
            }
            for (double& value : column) {
                value -= mean;
                square += value * value;
            }
            for (double& value : column)
                value /= std::sqrt(square);
            columns.push_back(column);
        }
        for (size_t i = 0; i < columns.size(); ++i)
            for (size_t j = 0; j < i; ++j) {
                double sum = 0;
                for (size_t k = 0; k < count; ++k)
                    sum += columns[i][k] * columns[j][k];
                QVERIFY2(
                    std::abs(sum) < 5 / std::sqrt(double(count)),
                    qPrintable(QStringLiteral("%1 and %2: %3")
                                   .arg(QLatin1String(drawnValues()[i].first), QLatin1String(drawnValues()[j].first))
                                   .arg(sum)));
            }
    }

    // Kolmogorov and Smirnov against the stated distribution: 1.95 / √n at p = 0.001.
    void drawsFillTheirRangesEvenly_data() {
        QTest::addColumn<int>("number");
        const auto add = [](const char* name) {
            for (size_t i = 0; i < drawnValues().size(); ++i)
                if (qstrcmp(drawnValues()[i].first, name) == 0)
                    QTest::newRow(name) << int(i);
        };
        for (const char* name : {"rotate_degrees", "scale_fraction", "brightness", "contrast", "gamma", "noise"})
            add(name);
    }

    void drawsFillTheirRangesEvenly() {
        QFETCH(int, number);
        const std::vector<double (*)(double)> cumulative = {
            nullptr,
            nullptr,
            [](double x) { return (x * 180 / pi + 10) / 20; },
            nullptr,
            [](double x) { return (x - 0.8) / 0.4; },
            [](double x) { return (x + 0.2) / 0.4; },
            [](double x) { return (x - 0.7) / 0.6; },
            [](double x) { return std::log(x) / std::log(1.5) / 2 + 0.5; },
            [](double x) { return x / 0.05; },
        };
        constexpr int count = 20000;
        std::vector<double> values;
        for (int sample = 0; sample < count; ++sample)
            values.push_back(cumulative[size_t(number)](
                drawnValues()[size_t(number)].second(drawAugmentation(everyChange(), 2, sample))));
        std::sort(values.begin(), values.end());
        QVERIFY(values.front() >= 0 && values.back() <= 1);
        double distance = 0;
        for (int i = 0; i < count; ++i)
            distance =
                std::max({distance, values[size_t(i)] - double(i) / count, double(i + 1) / count - values[size_t(i)]});
        QVERIFY2(distance < 1.95 / std::sqrt(double(count)), qPrintable(QString::number(distance)));
    }

    void probabilitiesAndPlaces() {
        const LoaderOptions options = everyChange();
        constexpr int count = 20000;
        int flips = 0, equalized = 0, erased = 0;
        std::set<int> crops, shifts;
        for (int sample = 0; sample < count; ++sample) {
            const Augmentation augmentation = drawAugmentation(options, 0, sample);
            flips += augmentation.placement.flip;
            equalized += augmentation.equalize;
            erased += !augmentation.erased.isEmpty();
            crops.insert(augmentation.placement.cropX);
            shifts.insert(augmentation.placement.shiftY);
        }
        const auto isShare = [](int found, double share) { // four standard errors
            return std::abs(found - share * count) < 4 * std::sqrt(count * share * (1 - share));
        };
        QVERIFY(isShare(flips, 0.5));
        QVERIFY(isShare(equalized, 0.3));
        QVERIFY(isShare(erased, 0.6));
        QCOMPARE(crops.size(), size_t(33)); // 0…32
        QCOMPARE(*crops.begin(), 0);
        QCOMPARE(shifts.size(), size_t(45)); // 0.1 · 224 = 22.4: -22…22
        QCOMPARE(*shifts.rbegin(), 22);
    }

    // Zhong's algorithm 1 rejects rectangles that do not fit, so of area s and ratio r those are kept with the
    // probability (1 - √(s r)) (1 - √(s / r)) where both are in 0…1: the mean area by integration.
    void erasedRectanglesAreZhongs() {
        const LoaderOptions options = everyChange();
        double expected = 0, weights = 0;
        for (int i = 0; i < 400; ++i)
            for (int j = 0; j < 400; ++j) {
                const double area = 0.02 + 0.38 * (i + 0.5) / 400, ratio = 0.3 + (1 / 0.3 - 0.3) * (j + 0.5) / 400;
                const double weight =
                    std::max(0., 1 - std::sqrt(area * ratio)) * std::max(0., 1 - std::sqrt(area / ratio));
                expected += weight * area;
                weights += weight;
            }
        expected /= weights;
        double sum = 0, square = 0, found = 0, tall = 0;
        for (int sample = 0; sample < 20000; ++sample) {
            const Rectangle erased = drawAugmentation(options, 0, sample).erased;
            if (erased.isEmpty())
                continue;
            QVERIFY(erased.x >= 0 && erased.y >= 0 && erased.x + erased.width <= 224 &&
                    erased.y + erased.height <= 224);
            const double area = erased.width * erased.height / (224. * 224),
                         ratio = double(erased.height) / erased.width;
            QVERIFY2(area > 0.0195 && area < 0.405, qPrintable(QString::number(area)));
            QVERIFY(ratio > 0.29 && ratio < 3.45);
            sum += area;
            square += area * area;
            tall += ratio > 1;
            ++found;
        }
        const double mean = sum / found, error = std::sqrt((square / found - mean * mean) / found);
        QVERIFY2(std::abs(mean - expected) < 4 * error,
                 qPrintable(QStringLiteral("%1, not %2").arg(mean).arg(expected)));
        QVERIFY(tall / found > 0.5); // the ratio is uniform, not its logarithm
    }

    void erasesWithRandomOrMeanGreys() {
        LoaderOptions options = noChange();
        options.augment.eraseProbability = 1;
        const std::vector<uint8_t> black(256 * 256, 0), half = [] {
            std::vector<uint8_t> image(256 * 256, 0);
            std::fill(image.begin() + 128 * 256, image.end(), 255);
            return image;
        }();
        const Rectangle erased = drawAugmentation(options, 1, 1).erased;
        const auto random = inputOf(black, options);
        options.augment.eraseFill = "mean";
        const auto mean = inputOf(half, options);
        double sum = 0, square = 0;
        for (int y = 0; y < 224; ++y)
            for (int x = 0; x < 224; ++x) {
                const bool isInside =
                    x >= erased.x && y >= erased.y && x < erased.x + erased.width && y < erased.y + erased.height;
                QCOMPARE(mean[size_t(y * 224 + x)], isInside ? 0.f : y < 112 ? -2.f : 2.f);
                const double grey = random[size_t(y * 224 + x)] * 0.25 + 0.5;
                if (!isInside)
                    QCOMPARE(grey, 0.);
                sum += isInside ? grey : 0;
                square += isInside ? grey * grey : 0;
            }
        const double count = erased.width * erased.height;
        QVERIFY(std::abs(sum / count - 0.5) < 4 * std::sqrt(1 / 12. / count));
        QVERIFY(std::abs(square / count - 1 / 3.) < 4 * std::sqrt(4 / 45. / count));
    }

    void tones_data() {
        QTest::addColumn<Tone>("tone");
        QTest::newRow("plain") << Tone{};
        QTest::newRow("gamma") << Tone{1.8, 1, 0};
        QTest::newRow("less contrast") << Tone{1, 0.6, 0};
        QTest::newRow("saturates at both ends") << Tone{1, 1.9, 0};
        QTest::newRow("dark") << Tone{1, 1, -0.3};
        QTest::newRow("everything") << Tone{0.7, 1.2, 0.1};
    }

    void tones() {
        QFETCH(Tone, tone);
        const GreyTable table = greyTable(tone, 0.5f, 0.25f);
        for (int value = 0; value < 256; ++value) {
            double grey = (std::pow(value / 255., tone.gamma) - 0.5) * tone.contrast + 0.5 + tone.brightness;
            grey = std::min(std::max(grey, 0.), 1.);
            QVERIFY(std::abs(table[size_t(value)] - (grey - 0.5) / 0.25) < 1e-6);
        }
    }

    // What is drawn is what is done: each kind alone against its own function on the prepared image.
    void eachKindIsApplied() {
        const auto image = ramp(256);
        const auto plain = inputOf(image, noChange());
        const auto at = [](int x, int y) { return size_t(y * 224 + x); };
        QVERIFY(std::abs(plain[at(0, 7)] - (image[16] / 255.f - 0.5f) / 0.25f) < 1e-6f);

        LoaderOptions toned = noChange();
        toned.augment.gamma = toned.augment.contrast = 0.5;
        toned.augment.brightness = 0.1;
        const Tone tone = drawAugmentation(toned, 1, 1).tone;
        QVERIFY(tone.gamma != 1 && tone.contrast != 1 && tone.brightness != 0);
        const auto tonedInput = inputOf(image, toned);
        for (int x = 0; x < 224; ++x)
            QCOMPARE(tonedInput[at(x, 9)], greyTable(tone, 0.5f, 0.25f)[image[size_t(x + 16)]]);

        LoaderOptions noisy = noChange();
        noisy.augment.noise = 0.2;
        const double level = drawAugmentation(noisy, 1, 1).noise;
        const auto noisyInput = inputOf(image, noisy);
        double square = 0;
        for (size_t i = 0; i < plain.size(); ++i)
            square += (noisyInput[i] - plain[i]) * (noisyInput[i] - plain[i]) * 0.25 * 0.25;
        QVERIFY(std::abs(std::sqrt(square / double(plain.size())) / level - 1) < 0.02);

        LoaderOptions equalized = noChange();
        equalized.augment.claheProbability = 1;
        std::vector<uint8_t> even(image.size());
        imaging::equalizeAdaptively(image.data(), 256, 256, {2, 8}, even.data());
        QVERIFY(even != image);
        QCOMPARE(inputOf(image, equalized), inputOf(even, noChange()));
    }

    void validationIsAsItIs() {
        const auto image = ramp(256);
        LoaderOptions options = everyChange();
        options.training = false;
        QCOMPARE(inputOf(image, options), inputOf(image, noChange()));
    }

    void theMaskFollowsTheFilm() {
        const Placement film = drawAugmentation(everyChange(), 2, 9).placement,
                        mask = randomPlacement(everyChange(), 2, 9);
        QVERIFY(film.cropX == mask.cropX && film.cropY == mask.cropY && film.flip == mask.flip &&
                film.rotateRadians == mask.rotateRadians && film.shiftX == mask.shiftX && film.scale == mask.scale);
    }
};

QTEST_GUILESS_MAIN(AugmentationTest)
#include "augmentation_test.moc"
