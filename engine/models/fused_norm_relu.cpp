#include "engine/models/fused_norm_relu.h"

#include "engine/models/norm_relu_kernel.h"
#include "engine/models/torch_headers.h"

#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

namespace roentgen::models {

namespace {

using torch::Tensor;

int64_t rowsOf(const Tensor& x) {
    return x.size(0) * x.size(2) * x.size(3);
}

// Calls work(first row, rows, part); one part a thread, always the same ones for the same number of threads.
template <typename Work>
void overRows(int64_t rows, int64_t parts, Work work) {
    at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part)
            work(rows * part / parts, rows * (part + 1) / parts - rows * part / parts, part);
    });
}

int64_t partsFor(int64_t rows) {
    return std::max<int64_t>(1, std::min<int64_t>(at::get_num_threads(), rows / 64));
}

// Two [C] sums over all rows: of each part, then added in the parts' order.
template <typename Add>
std::pair<std::vector<double>, std::vector<double>> sumOverRows(int64_t rows, int64_t channels, Add add) {
    const int64_t parts = partsFor(rows);
    std::vector<double> sums(size_t(parts * channels * 2), 0.0);
    overRows(rows, parts, [&](int64_t first, int64_t count, int64_t part) {
        double* own = sums.data() + part * channels * 2;
        add(first, count, own, own + channels);
    });
    std::pair<std::vector<double>, std::vector<double>> total;
    total.first.assign(size_t(channels), 0.0);
    total.second.assign(size_t(channels), 0.0);
    for (int64_t part = 0; part < parts; ++part)
        for (int64_t c = 0; c < channels; ++c) {
            total.first[size_t(c)] += sums[size_t(part * channels * 2 + c)];
            total.second[size_t(c)] += sums[size_t(part * channels * 2 + channels + c)];
        }
    return total;
}

// Runs work with the tensor's element type: uint16_t stands for bf16.
template <typename Work>
void withType(const Tensor& x, Work work) {
    if (x.scalar_type() == torch::kFloat)
        work(float());
    else
        work(uint16_t());
}
template <typename T>
T* dataOf(const Tensor& x) {
    return static_cast<T*>(x.data_ptr());
}

Tensor scaledRelu(const Tensor& x, const Tensor& scale, const Tensor& offset) {
    Tensor y = torch::empty_like(x);
    const int64_t channels = x.size(1), rows = rowsOf(x);
    const float *a = scale.data_ptr<float>(), *b = offset.data_ptr<float>();
    withType(x, [&](auto type) {
        using T = decltype(type);
        overRows(rows, partsFor(rows), [&](int64_t first, int64_t count, int64_t) {
            scaleRelu(dataOf<T>(x) + first * channels, dataOf<T>(y) + first * channels, count, channels, a, b);
        });
    });
    return y;
}

class NormRelu : public torch::autograd::Function<NormRelu> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& weight,
                          const Tensor& bias, Tensor runningMean, Tensor runningVariance, double epsilon,
                          double momentum);
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::tensor_list gradients);
};

Tensor NormRelu::forward(torch::autograd::AutogradContext* context, const Tensor& x, const Tensor& weight,
                         const Tensor& bias, Tensor runningMean, Tensor runningVariance, double epsilon,
                         double momentum) {
    const int64_t channels = x.size(1), rows = rowsOf(x);
    // Sums of differences from the running mean, near the batch's: no cancellation.
    const Tensor shift = runningMean.clone();
    const float* k = shift.data_ptr<float>();
    std::pair<std::vector<double>, std::vector<double>> moments;
    withType(x, [&](auto type) {
        using T = decltype(type);
        moments = sumOverRows(rows, channels, [&](int64_t first, int64_t count, double* sum, double* square) {
            addMoments(dataOf<T>(x) + first * channels, count, channels, k, sum, square);
        });
    });
    Tensor scale = torch::empty({channels}), offset = torch::empty({channels});
    Tensor mean = torch::empty({channels}), inverse = torch::empty({channels});
    float *a = scale.data_ptr<float>(), *b = offset.data_ptr<float>(), *m = mean.data_ptr<float>(),
          *inv = inverse.data_ptr<float>();
    const float *w = weight.data_ptr<float>(), *beta = bias.data_ptr<float>();
    float *movingMean = runningMean.data_ptr<float>(), *movingVariance = runningVariance.data_ptr<float>();
    const double unbiased = rows > 1 ? double(rows) / double(rows - 1) : 1;
    for (int64_t c = 0; c < channels; ++c) {
        const double shifted = moments.first[size_t(c)] / double(rows);
        const double variance = std::max(0.0, moments.second[size_t(c)] / double(rows) - shifted * shifted);
        const double batchMean = double(k[c]) + shifted, inverseRoot = 1 / std::sqrt(variance + epsilon);
        m[c] = float(batchMean);
        inv[c] = float(inverseRoot);
        a[c] = float(w[c] * inverseRoot);
        b[c] = float(beta[c] - batchMean * w[c] * inverseRoot);
        movingMean[c] = float((1 - momentum) * movingMean[c] + momentum * batchMean);
        movingVariance[c] = float((1 - momentum) * movingVariance[c] + momentum * variance * unbiased);
    }
    context->save_for_backward({x, scale, offset, mean, inverse});
    return scaledRelu(x, scale, offset);
}

torch::autograd::tensor_list NormRelu::backward(torch::autograd::AutogradContext* context,
                                                torch::autograd::tensor_list gradients) {
    const auto saved = context->get_saved_variables();
    const Tensor &x = saved[0], &scale = saved[1], &offset = saved[2], &mean = saved[3], &inverse = saved[4];
    const Tensor dy = gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
    const int64_t channels = x.size(1), rows = rowsOf(x);
    const float *a = scale.data_ptr<float>(), *b = offset.data_ptr<float>(), *m = mean.data_ptr<float>(),
                *inv = inverse.data_ptr<float>();
    Tensor dx = torch::empty_like(x), dWeight = torch::empty({channels}), dBias = torch::empty({channels});
    std::vector<float> slope(static_cast<size_t>(channels), 0.f), level(slope);
    withType(x, [&](auto type) {
        using T = decltype(type);
        const T *from = dataOf<T>(x), *given = dataOf<T>(dy);
        const auto sums = sumOverRows(rows, channels, [&](int64_t first, int64_t count, double* sum, double* product) {
            addGradientSums(from + first * channels, given + first * channels, count, channels, a, b, m, sum, product);
        });
        for (int64_t c = 0; c < channels; ++c) {
            const double sum = sums.first[size_t(c)], product = sums.second[size_t(c)];
            const double onX = double(a[c]) * inv[c] * inv[c] * product / double(rows);
            slope[size_t(c)] = float(-onX);
            level[size_t(c)] = float(onX * m[c] - double(a[c]) * sum / double(rows));
            dBias.data_ptr<float>()[c] = float(sum);
            dWeight.data_ptr<float>()[c] = float(product * inv[c]);
        }
        overRows(rows, partsFor(rows), [&](int64_t first, int64_t count, int64_t) {
            scaleReluBackward(from + first * channels, given + first * channels, dataOf<T>(dx) + first * channels,
                              count, channels, a, b, slope.data(), level.data());
        });
    });
    return {dx, dWeight, dBias, Tensor(), Tensor(), Tensor(), Tensor()};
}

} // namespace

bool canFuseNormRelu(const Tensor& x) {
    const bool type = x.scalar_type() == torch::kFloat || x.scalar_type() == torch::kBFloat16;
    return type && x.device().is_cpu() && x.dim() == 4 && x.numel() > 0 && x.size(1) % normTile == 0 &&
           x.is_contiguous(torch::MemoryFormat::ChannelsLast);
}

Tensor fusedNormReluTraining(const Tensor& x, const BatchNormState& state) {
    return NormRelu::apply(x, state.weight, state.bias, state.runningMean, state.runningVariance, state.epsilon,
                           state.momentum);
}

Tensor fusedNormReluInference(const Tensor& x, const BatchNormState& state) {
    const Tensor scale = state.weight / (state.runningVariance + state.epsilon).sqrt();
    return scaledRelu(x, scale, state.bias - state.runningMean * scale);
}

} // namespace roentgen::models
