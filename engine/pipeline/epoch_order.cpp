#include "engine/pipeline/epoch_order.h"

#include "engine/pipeline/counter_random.h"

#include <algorithm>
#include <numeric>

namespace roentgen::pipeline {

namespace {

constexpr int64_t orderStream = -1; // no sample has this number

} // namespace

std::vector<int64_t> epochOrder(int64_t samples, int64_t seed, int64_t epoch) {
    std::vector<int64_t> order(static_cast<size_t>(samples));
    std::iota(order.begin(), order.end(), int64_t(0));
    CounterRandom random(seed, epoch, orderStream);
    for (int64_t i = samples - 1; i > 0; --i)
        std::swap(order[size_t(i)], order[size_t(random.below(i + 1))]);
    return order;
}

int64_t stepsPerEpoch(int64_t samples, const LoaderOptions& options) {
    if (samples == 0)
        return 0;
    const int64_t globalBatch = options.localBatch * options.ranks;
    if (options.training)
        return std::max<int64_t>(1, samples / (globalBatch * options.accumulation)) * options.accumulation;
    return (samples + globalBatch - 1) / globalBatch;
}

std::vector<int64_t> rankPart(const std::vector<int64_t>& order, const LoaderOptions& options, int64_t step) {
    const int64_t samples = int64_t(order.size());
    const int64_t begin = (step * options.ranks + options.rank) * options.localBatch;
    std::vector<int64_t> part;
    for (int64_t i = begin; i < begin + options.localBatch; ++i) {
        if (i < samples)
            part.push_back(order[size_t(i)]);
        else if (options.training)
            part.push_back(order[size_t(i % samples)]);
    }
    return part;
}

} // namespace roentgen::pipeline
