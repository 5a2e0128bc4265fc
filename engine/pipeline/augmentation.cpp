#include "engine/pipeline/augmentation.h"

#include "engine/imaging/clahe.h"
#include "engine/pipeline/counter_random.h"
#include "engine/pipeline/gaussian_noise.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace roentgen::pipeline {

namespace {

constexpr double radiansPerDegree = 3.14159265358979323846 / 180;

// Part of what a run looks like: numbers stay, new ones go to the end.
enum class Stream : uint64_t {
    Flip = 1,
    Crop,
    Rotation,
    Translation,
    Scale,
    Brightness,
    Contrast,
    Gamma,
    NoiseLevel,
    Noise,
    Equalization,
    Erasing,
    ErasedGreys,
};

struct Draws {
    int64_t seed, epoch, sample;
    CounterRandom of(Stream stream) const { return {seed, epoch, sample, uint64_t(stream)}; }
};

Placement drawPlacement(const LoaderOptions& options, const Draws& draws) {
    const auto& augment = options.augment;
    Placement placement = centerPlacement(options.imageSize, options.storedSize);
    placement.flip = augment.flip && draws.of(Stream::Flip).uniform() < 0.5;
    if (augment.crop) {
        const int64_t places = options.storedSize - options.imageSize + 1;
        CounterRandom random = draws.of(Stream::Crop);
        placement.cropX = int(random.below(places));
        placement.cropY = int(random.below(places));
    }
    if (augment.rotateDegrees > 0)
        placement.rotateRadians = draws.of(Stream::Rotation).uniform(-1, 1) * augment.rotateDegrees * radiansPerDegree;
    if (augment.translateFraction > 0) {
        const int64_t farthest = int64_t(augment.translateFraction * options.imageSize);
        CounterRandom random = draws.of(Stream::Translation);
        placement.shiftX = int(random.below(2 * farthest + 1) - farthest);
        placement.shiftY = int(random.below(2 * farthest + 1) - farthest);
    }
    if (augment.scaleFraction > 0)
        placement.scale = 1 + draws.of(Stream::Scale).uniform(-1, 1) * augment.scaleFraction;
    return placement;
}

Tone drawTone(const LoaderOptions& options, const Draws& draws) {
    const auto& augment = options.augment;
    Tone tone;
    if (augment.brightness > 0)
        tone.brightness = draws.of(Stream::Brightness).uniform(-1, 1) * augment.brightness;
    if (augment.contrast > 0)
        tone.contrast = 1 + draws.of(Stream::Contrast).uniform(-1, 1) * augment.contrast;
    if (augment.gamma > 0) // as often above 1 as below
        tone.gamma = std::pow(1 + augment.gamma, draws.of(Stream::Gamma).uniform(-1, 1));
    return tone;
}

// Zhong et al. 2020, Random Erasing Data Augmentation, algorithm 1: area and aspect ratio are uniform, drawn again
// together with the place until the rectangle fits. The papers' values are areas of 0.02 to 0.4 and ratios of 0.3 to
// 1 / 0.3.
Rectangle drawErased(const LoaderOptions& options, const Draws& draws) {
    constexpr double smallestArea = 0.02, smallestRatio = 0.3;
    CounterRandom random = draws.of(Stream::Erasing);
    if (!(random.uniform() < options.augment.eraseProbability))
        return {};
    const int size = options.imageSize;
    for (int attempt = 0; attempt < 100; ++attempt) { // at worst one in seven fits, at 0.4 one in four
        const double area = random.uniform(smallestArea, options.augment.eraseArea) * size * size;
        const double ratio = random.uniform(smallestRatio, 1 / smallestRatio);
        Rectangle rectangle;
        rectangle.height = int(std::lround(std::sqrt(area * ratio)));
        rectangle.width = int(std::lround(std::sqrt(area / ratio)));
        rectangle.x = int(random.below(size));
        rectangle.y = int(random.below(size));
        if (rectangle.x + rectangle.width <= size && rectangle.y + rectangle.height <= size)
            return rectangle;
    }
    return {};
}

void erase(const Rectangle& rectangle, const LoaderOptions& options, CounterRandom random, float* output) {
    const bool isRandom = options.augment.eraseFill == "random";
    const size_t size = size_t(options.imageSize);
    const float mean = isRandom ? 0 : float(std::accumulate(output, output + size * size, 0.) / double(size * size));
    for (int y = rectangle.y; y < rectangle.y + rectangle.height; ++y) {
        float* row = output + size_t(y) * size + rectangle.x;
        for (int x = 0; x < rectangle.width; ++x)
            row[x] = isRandom ? (float(random.uniform()) - options.mean) / options.deviation : mean;
    }
}

} // namespace

Placement randomPlacement(const LoaderOptions& options, int64_t epoch, int64_t sample) {
    return drawPlacement(options, {options.seed, epoch, sample});
}

Augmentation drawAugmentation(const LoaderOptions& options, int64_t epoch, int64_t sample) {
    const Draws draws{options.seed, epoch, sample};
    const auto& augment = options.augment;
    Augmentation augmentation;
    augmentation.equalize =
        augment.claheProbability > 0 && draws.of(Stream::Equalization).uniform() < augment.claheProbability;
    augmentation.tone = drawTone(options, draws);
    augmentation.placement = drawPlacement(options, draws);
    if (augment.noise > 0)
        augmentation.noise = draws.of(Stream::NoiseLevel).uniform(0, augment.noise);
    if (augment.eraseProbability > 0)
        augmentation.erased = drawErased(options, draws);
    return augmentation;
}

GreyTable greyTable(const Tone& tone, float mean, float deviation) {
    GreyTable table;
    const bool isPlain = tone.gamma == 1 && tone.contrast == 1 && tone.brightness == 0;
    for (size_t value = 0; value < table.size(); ++value) {
        float grey = float(value) / 255.f;
        if (!isPlain) {
            const double bent = tone.gamma == 1 ? double(value) / 255 : std::pow(double(value) / 255, tone.gamma);
            grey = float(std::clamp((bent - 0.5) * tone.contrast + 0.5 + tone.brightness, 0., 1.));
        }
        table[value] = (grey - mean) / deviation;
    }
    return table;
}

void makeInput(const uint8_t* prepared, const LoaderOptions& options, int64_t epoch, int64_t sample, float* output) {
    Augmentation augmentation;
    if (options.training)
        augmentation = drawAugmentation(options, epoch, sample);
    else
        augmentation.placement = centerPlacement(options.imageSize, options.storedSize);
    thread_local std::vector<uint8_t> equalized;
    if (augmentation.equalize) {
        equalized.resize(size_t(options.storedSize) * size_t(options.storedSize));
        imaging::equalizeAdaptively(prepared, options.storedSize, options.storedSize,
                                    {options.augment.claheClipLimit, int(options.augment.claheTiles)},
                                    equalized.data());
        prepared = equalized.data();
    }
    placePixels(prepared, options.storedSize, augmentation.placement, options.imageSize,
                greyTable(augmentation.tone, options.mean, options.deviation), output);
    const Draws draws{options.seed, epoch, sample};
    if (augmentation.noise > 0)
        addGaussianNoise(output, size_t(options.imageSize) * size_t(options.imageSize),
                         float(augmentation.noise) / options.deviation, draws.of(Stream::Noise));
    if (!augmentation.erased.isEmpty())
        erase(augmentation.erased, options, draws.of(Stream::ErasedGreys), output);
}

} // namespace roentgen::pipeline
