// What augmenting costs, as JSON: milliseconds of one thread for an image of 224² out of 256², by kind.
// crop_and_flip is nothing but the copy, which every other number contains. Each number is the median of rounds in
// which the kinds take turns, so that other load falls on all alike.
#include "engine/pipeline/augmentation.h"
#include "engine/pipeline/counter_random.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <nlohmann/json.hpp>

using namespace roentgen::pipeline;

namespace {

using Augment = decltype(LoaderOptions::augment);

struct Kind {
    const char* name;
    LoaderOptions options;
    std::vector<double> milliseconds;
};

// A film-like image: lungs, noise.
std::vector<uint8_t> film(int size) {
    std::vector<uint8_t> image;
    CounterRandom random(uint64_t(1));
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x)
            image.push_back(uint8_t(40 + 140 * std::abs(2 * x - size) / size + y * 40 / size + random.below(20)));
    return image;
}

std::vector<Kind> kinds() {
    std::vector<Kind> list;
    const auto add = [&](const char* name, const std::function<void(Augment&)>& change) {
        LoaderOptions options;
        change(options.augment);
        list.push_back({name, options, {}});
    };
    const auto geometry = [](Augment& a) { a.rotateDegrees = 10, a.translateFraction = 0.05, a.scaleFraction = 0.1; };
    const auto tone = [](Augment& a) { a.brightness = a.contrast = a.gamma = 0.2; };
    add("crop_and_flip", [](Augment&) {});
    add("translate", [](Augment& a) { a.translateFraction = 0.05; });
    add("rotate", [](Augment& a) { a.rotateDegrees = 10; });
    add("rotate_and_scale", geometry);
    add("brightness_contrast_gamma", tone);
    add("noise", [](Augment& a) { a.noise = 0.05; });
    add("clahe", [](Augment& a) { a.claheProbability = 1; });
    add("erase", [](Augment& a) { a.eraseProbability = 1; });
    add("everything", [&](Augment& a) {
        geometry(a);
        tone(a);
        a.noise = 0.05;
        a.claheProbability = a.eraseProbability = 1;
    });
    return list;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + ptrdiff_t(values.size() / 2), values.end());
    return values[values.size() / 2];
}

} // namespace

int main() {
    const auto image = film(256);
    std::vector<float> input(224 * 224);
    std::vector<Kind> list = kinds();
    for (int round = 0; round < 400; ++round)
        for (Kind& kind : list) {
            const auto start = std::chrono::steady_clock::now();
            makeInput(image.data(), kind.options, 1, round, input.data());
            kind.milliseconds.push_back(
                std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        }
    nlohmann::ordered_json json;
    for (const Kind& kind : list)
        json[kind.name] = median(kind.milliseconds);
    std::printf("%s\n", json.dump(1).c_str());
    return 0;
}
