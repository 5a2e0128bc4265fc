#include "engine/pipeline/shown_input.h"

#include "engine/pipeline/augmentation.h"
#include "engine/pipeline/epoch_order.h"

#include <algorithm>
#include <cmath>

namespace roentgen::pipeline {

std::vector<int64_t> samplesToShow(int64_t samples, const LoaderOptions& options, int64_t count) {
    std::vector<int64_t> order = epochOrder(samples, options.seed, 1);
    order.resize(size_t(std::min(samples, count)));
    return order;
}

std::vector<uint8_t> shownInput(const uint8_t* prepared, const LoaderOptions& options, int64_t epoch, int64_t sample) {
    std::vector<float> input(size_t(options.imageSize) * size_t(options.imageSize));
    makeInput(prepared, options, epoch, sample, input.data());
    std::vector<uint8_t> greys;
    greys.reserve(input.size());
    for (const float value : input)
        greys.push_back(uint8_t(std::clamp(std::lround((value * options.deviation + options.mean) * 255.f), 0L, 255L)));
    return greys;
}

} // namespace roentgen::pipeline
