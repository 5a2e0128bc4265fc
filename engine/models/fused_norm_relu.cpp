#include "engine/models/fused_norm_relu.h"

#include "engine/models/norm_add_kernel.h"
#include "engine/models/norm_relu_kernel.h"
#include "engine/models/row_sums.h"
#include "engine/models/torch_headers.h"

#include <cmath>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

namespace roentgen::models {

namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;

enum class After : int64_t { Nothing, Relu, AddRelu };

// The state as the autograd node keeps it from forward to backward.
struct KeptState : torch::CustomClassHolder {
    explicit KeptState(BatchNormState given)
        : state(std::move(given)) {}
    BatchNormState state;
};

// other: After::AddRelu only.
Tensor scaled(const Tensor& x, const Tensor& other, const Tensor& scale, const Tensor& offset, After after) {
    Tensor y = torch::empty_like(x);
    const int64_t channels = x.size(1), rows = rowsOf(x);
    const float *a = scale.data_ptr<float>(), *b = offset.data_ptr<float>();
    withType(x, [&](auto type) {
        using T = decltype(type);
        overRows(rows, partsFor(rows), [&](int64_t first, int64_t count, int64_t) {
            const T* from = dataOf<T>(x) + first * channels;
            T* to = dataOf<T>(y) + first * channels;
            if (after == After::Nothing)
                scaleOffset(from, to, count, channels, a, b);
            else if (after == After::Relu)
                scaleRelu(from, to, count, channels, a, b);
            else
                scaleAddRelu(from, dataOf<T>(other) + first * channels, to, count, channels, a, b);
        });
    });
    return y;
}

struct BatchMoments {
    std::vector<double> mean, variance; // biased
    double count = 0;                   // values a channel, of all ranks
};

BatchMoments momentsOf(const Tensor& x, const BatchNormState& state) {
    const int64_t channels = x.size(1), rows = rowsOf(x);
    // Sums of differences from the running mean, near the batch's: no cancellation.
    const float* k = state.runningMean.data_ptr<float>();
    RowSums sums;
    withType(x, [&](auto type) {
        using T = decltype(type);
        sums = sumOverRows(rows, channels, [&](int64_t first, int64_t count, double* sum, double* square) {
            addMoments(dataOf<T>(x) + first * channels, count, channels, k, sum, square);
        });
    });
    std::vector<double> all = {double(rows)}; // count, sums of x, sums of x²: in double nothing is lost any more
    for (size_t c = 0; c < size_t(channels); ++c)
        all.push_back(sums.first[c] + double(rows) * k[c]);
    for (size_t c = 0; c < size_t(channels); ++c)
        all.push_back(sums.second[c] + double(k[c]) * (2 * sums.first[c] + double(rows) * k[c]));
    if (state.sumOverRanks)
        (*state.sumOverRanks)(all.data(), all.size());
    BatchMoments moments;
    moments.count = all[0];
    for (size_t c = 0; c < size_t(channels); ++c) {
        moments.mean.push_back(all[1 + c] / moments.count);
        const double square = all[1 + size_t(channels) + c] / moments.count;
        moments.variance.push_back(std::max(0.0, square - moments.mean[c] * moments.mean[c]));
    }
    return moments;
}

class FusedNorm : public torch::autograd::Function<FusedNorm> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& other, const Tensor& weight,
                          const Tensor& bias, const c10::intrusive_ptr<KeptState>& kept, After after);
    static torch::autograd::tensor_list backward(AutogradContext* context, torch::autograd::tensor_list gradients);
};

Tensor FusedNorm::forward(AutogradContext* context, const Tensor& x, const Tensor& other, const Tensor& weight,
                          const Tensor& bias, const c10::intrusive_ptr<KeptState>& kept, After after) {
    const BatchNormState& state = kept->state;
    const int64_t channels = x.size(1);
    const BatchMoments moments = momentsOf(x, state);
    Tensor perChannel = torch::empty({4, channels});
    float *a = perChannel.data_ptr<float>(), *b = a + channels, *m = b + channels, *inv = m + channels;
    const float *w = weight.data_ptr<float>(), *beta = bias.data_ptr<float>();
    float *movingMean = state.runningMean.data_ptr<float>(), *movingVariance = state.runningVariance.data_ptr<float>();
    const double unbiased = moments.count > 1 ? moments.count / (moments.count - 1) : 1, momentum = state.momentum;
    for (int64_t c = 0; c < channels; ++c) {
        const double mean = moments.mean[size_t(c)], variance = moments.variance[size_t(c)];
        const double inverseRoot = 1 / std::sqrt(variance + state.epsilon);
        m[c] = float(mean);
        inv[c] = float(inverseRoot);
        a[c] = float(w[c] * inverseRoot);
        b[c] = float(beta[c] - mean * w[c] * inverseRoot);
        movingMean[c] = float((1 - momentum) * movingMean[c] + momentum * mean);
        movingVariance[c] = float((1 - momentum) * movingVariance[c] + momentum * variance * unbiased);
    }
    const Tensor y = scaled(x, other, perChannel[0], perChannel[1], after);
    context->saved_data["after"] = int64_t(after);
    context->saved_data["count"] = moments.count;
    context->saved_data["state"] = c10::IValue::make_capsule(kept);
    // The next convolution keeps y anyway; where it is > 0 the gradient passes.
    context->save_for_backward(after == After::AddRelu ? torch::autograd::variable_list{x, perChannel, y}
                                                       : torch::autograd::variable_list{x, perChannel});
    return y;
}

torch::autograd::tensor_list FusedNorm::backward(AutogradContext* context, torch::autograd::tensor_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto after = After(context->saved_data["after"].toInt());
    const double rowsOfAll = context->saved_data["count"].toDouble();
    const auto state = c10::static_intrusive_pointer_cast<KeptState>(context->saved_data["state"].toCapsule());
    const Tensor &x = saved[0], &perChannel = saved[1];
    const Tensor dy = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const int64_t channels = x.size(1), rows = rowsOf(x);
    const float *a = perChannel.data_ptr<float>(), *b = a + channels, *m = b + channels, *inv = m + channels;
    // What passes to the addition's other side; only there the ReLU's mask costs memory.
    const Tensor masked = after == After::AddRelu ? torch::empty_like(x) : Tensor();
    Tensor dx = torch::empty_like(x), dWeight = torch::empty({channels}), dBias = torch::empty({channels});
    std::vector<float> slope(static_cast<size_t>(channels), 0.f), level(slope);
    withType(x, [&](auto type) {
        using T = decltype(type);
        const T *from = dataOf<T>(x), *given = dataOf<T>(dy);
        auto sums = sumOverRows(rows, channels, [&](int64_t first, int64_t count, double* sum, double* product) {
            const int64_t at = first * channels;
            if (after == After::Nothing)
                addPlainGradientSums(from + at, given + at, count, channels, m, sum, product);
            else if (after == After::Relu)
                addGradientSums(from + at, given + at, count, channels, a, b, m, sum, product);
            else
                addMaskedGradientSums(from + at, dataOf<T>(saved[2]) + at, given + at, dataOf<T>(masked) + at, count,
                                      channels, m, sum, product);
        });
        // A parameter's gradient is this rank's part: the step adds those up.
        for (int64_t c = 0; c < channels; ++c) {
            dBias.data_ptr<float>()[c] = float(sums.first[size_t(c)]);
            dWeight.data_ptr<float>()[c] = float(sums.second[size_t(c)] * inv[c]);
        }
        if (state->state.sumOverRanks) {
            std::vector<double> all = sums.first;
            all.insert(all.end(), sums.second.begin(), sums.second.end());
            (*state->state.sumOverRanks)(all.data(), all.size());
            std::copy_n(all.begin(), channels, sums.first.begin());
            std::copy_n(all.begin() + channels, channels, sums.second.begin());
        }
        for (int64_t c = 0; c < channels; ++c) {
            const double onX = double(a[c]) * inv[c] * inv[c] * sums.second[size_t(c)] / rowsOfAll;
            slope[size_t(c)] = float(-onX);
            level[size_t(c)] = float(onX * m[c] - double(a[c]) * sums.first[size_t(c)] / rowsOfAll);
        }
        overRows(rows, partsFor(rows), [&](int64_t first, int64_t count, int64_t) {
            const int64_t at = first * channels;
            if (after == After::Relu)
                scaleReluBackward(from + at, given + at, dataOf<T>(dx) + at, count, channels, a, b, slope.data(),
                                  level.data());
            else
                plainBackward(from + at, after == After::AddRelu ? dataOf<T>(masked) + at : given + at,
                              dataOf<T>(dx) + at, count, channels, a, slope.data(), level.data());
        });
    });
    return {dx, masked, dWeight, dBias, Tensor(), Tensor()};
}

// other: where nothing is added any defined tensor, for autograd's sake.
Tensor train(const Tensor& x, const Tensor& other, const BatchNormState& state, After after) {
    return FusedNorm::apply(x, other, state.weight, state.bias, c10::make_intrusive<KeptState>(state), after);
}

Tensor infer(const Tensor& x, const Tensor& other, const BatchNormState& state, After after) {
    const Tensor scale = state.weight / (state.runningVariance + state.epsilon).sqrt();
    return scaled(x, other, scale, state.bias - state.runningMean * scale, after);
}

// As x lies, so that both can be walked together.
Tensor like(const Tensor& x, const Tensor& other) {
    return other.to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
}

} // namespace

bool canFuseNormRelu(const Tensor& x) {
    const bool type = x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kBFloat16;
    return type && x.device().is_cpu() && x.dim() == 4 && x.numel() > 0 && x.size(1) % normTile == 0 &&
           x.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

Tensor fusedNormTraining(const Tensor& x, const BatchNormState& state) {
    return train(x, x, state, After::Nothing);
}

Tensor fusedNormReluTraining(const Tensor& x, const BatchNormState& state) {
    return train(x, x, state, After::Relu);
}

Tensor fusedNormAddReluTraining(const Tensor& x, const Tensor& other, const BatchNormState& state) {
    return train(x, like(x, other), state, After::AddRelu);
}

Tensor fusedNormInference(const Tensor& x, const BatchNormState& state) {
    return infer(x, {}, state, After::Nothing);
}

Tensor fusedNormReluInference(const Tensor& x, const BatchNormState& state) {
    return infer(x, {}, state, After::Relu);
}

Tensor fusedNormAddReluInference(const Tensor& x, const Tensor& other, const BatchNormState& state) {
    return infer(x, like(x, other), state, After::AddRelu);
}

} // namespace roentgen::models
