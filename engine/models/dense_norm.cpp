#include "engine/models/dense_norm.h"

#include "engine/models/torch_headers.h"

#include <cmath>

namespace roentgen::models {

NormTape makeNormTape(const DenseNorm& norm, const Moments& moments, int64_t rows, bool training) {
    const BatchNormState& s = norm.state;
    const auto channels = size_t(s.weight.numel());
    NormTape tape;
    for (auto* values : {&tape.scale, &tape.offset, &tape.mean, &tape.inverse})
        values->resize(channels);
    const float *weight = s.weight.data_ptr<float>(), *bias = s.bias.data_ptr<float>();
    float *runningMean = s.runningMean.data_ptr<float>(), *runningVariance = s.runningVariance.data_ptr<float>();
    const double unbiased = rows > 1 ? double(rows) / double(rows - 1) : 1;
    for (size_t c = 0; c < channels; ++c) {
        const double mean = training ? moments.mean[c] : double(runningMean[c]);
        const double variance = training ? moments.variance[c] : double(runningVariance[c]);
        const double inverse = 1 / std::sqrt(variance + s.epsilon);
        tape.mean[c] = float(mean);
        tape.inverse[c] = float(inverse);
        tape.scale[c] = float(weight[c] * inverse);
        tape.offset[c] = float(bias[c] - mean * weight[c] * inverse);
        if (training) {
            runningMean[c] = float((1 - s.momentum) * runningMean[c] + s.momentum * mean);
            runningVariance[c] = float((1 - s.momentum) * runningVariance[c] + s.momentum * variance * unbiased);
        }
    }
    if (training)
        ++*norm.batchesTracked.data_ptr<int64_t>();
    return tape;
}

void addNormGradient(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level) {
    const size_t channels = norm->scale.size();
    norm->weightGradient.resize(channels);
    norm->biasGradient.resize(channels);
    for (size_t c = 0; c < channels; ++c) {
        const double inverse = norm->inverse[c], scale = norm->scale[c];
        const double onX = scale * inverse * inverse * sums.second[c] / double(rows);
        slope[c] += float(-onX);
        level[c] += float(onX * norm->mean[c] - scale * sums.first[c] / double(rows));
        norm->biasGradient[c] = float(sums.first[c]);
        norm->weightGradient[c] = float(sums.second[c] * inverse);
    }
}

} // namespace roentgen::models
