#include "engine/training/gradient_norm.h"

#include "engine/models/torch_headers.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace roentgen::training {

namespace {

constexpr int64_t normPieceSize = 1 << 14;

double squaresOf(const float* values, int64_t count) {
    constexpr int lanes = 16; // so that the compiler may add side by side
    double sums[lanes] = {};
    int64_t k = 0;
    for (; k + lanes <= count; k += lanes)
        for (int lane = 0; lane < lanes; ++lane)
            sums[lane] += double(values[k + lane]) * double(values[k + lane]);
    for (; k < count; ++k)
        sums[0] += double(values[k]) * double(values[k]);
    double total = 0;
    for (double one : sums)
        total += one;
    return total;
}

} // namespace

double gradientNorm(const torch::Tensor& gradients) {
    torch::NoGradGuard noGrad;
    if (!gradients.device().is_cpu())
        return gradients.norm().item<double>();
    const int64_t size = gradients.numel(), pieces = (size + normPieceSize - 1) / normPieceSize;
    const float* const values = gradients.data_ptr<float>();
    std::vector<double> squares(size_t(pieces), 0.0);
    at::parallel_for(0, pieces, 16, [&](int64_t first, int64_t last) {
        for (int64_t piece = first; piece < last; ++piece)
            squares[size_t(piece)] =
                squaresOf(values + piece * normPieceSize, std::min(normPieceSize, size - piece * normPieceSize));
    });
    double total = 0;
    for (double one : squares)
        total += one;
    return std::sqrt(total);
}

double clipFactor(double norm, double limit) {
    return limit > 0 ? std::min(1.0, limit / (norm + 1e-6)) : 1;
}

} // namespace roentgen::training
