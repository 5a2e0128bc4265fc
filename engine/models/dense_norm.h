// The batch normalisations of a dense trunk, as numbers a channel: for the loops of dense_kernel.h, and for the way
// back.
#pragma once

#include "engine/models/dense_kernel.h"
#include "engine/models/dense_trunk.h"

#include <algorithm>
#include <vector>

namespace roentgen::models {

// Two sums a channel.
struct Sums {
    std::vector<double> first, second;
};

// The statistics of a buffer's channels.
struct Moments {
    std::vector<double> mean, variance;
    explicit Moments(int64_t channels)
        : mean(size_t(channels))
        , variance(size_t(channels)) {}
    // Of channels from … on, by their sums and squares over so many rows.
    void set(int64_t from, const Sums& sums, int64_t rows) {
        for (size_t c = 0; c < sums.first.size(); ++c) {
            const double average = sums.first[c] / double(rows);
            mean[size_t(from) + c] = average;
            variance[size_t(from) + c] = std::max(0.0, sums.second[c] / double(rows) - average * average);
        }
    }
};

// A normalisation of one forward pass: what it did, and where its gradient goes.
struct NormTape {
    std::vector<float> scale, offset, mean, inverse;
    std::vector<float> weightGradient, biasGradient;
    ChannelAffine affine() const { return {scale.data(), offset.data()}; }
};

// Training: with the moments (of at least its channels, over so many rows), which move the running ones; else with
// those.
NormTape makeNormTape(const DenseNorm& norm, const Moments& moments, int64_t rows, bool training);

// Takes the sums of a normalisation's gradient (Σ g and Σ g · (x - mean)): its weights' gradients, kept in `norm`, and
// what is linear in x, added to slope and level.
void addNormGradient(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level);

} // namespace roentgen::models
