#include "engine/training/suspects.h"

#include "engine/models/torch_headers.h"

#include <cmath>

namespace roentgen::training {

namespace {

bool allFinite(const torch::Tensor& values) {
    return torch::isfinite(values).all().item<bool>();
}

} // namespace

Suspects findSuspects(const torch::Tensor& pixels, const torch::Tensor& labels, const torch::Tensor& logits,
                      const tasks::LossFunction& loss, double limit) {
    torch::NoGradGuard noGrad;
    Suspects input, noNumber, large, all;
    for (int64_t k = 0; k < pixels.size(0); ++k) {
        all.images.push_back(k);
        if (!allFinite(pixels[k]) || torch::isinf(labels[k]).any().item<bool>())
            input.images.push_back(k);
        const tasks::LossSum one = loss(logits.narrow(0, k, 1), labels.narrow(0, k, 1));
        const double mean = one.known > 0 ? one.sum.item<double>() / one.known : 0;
        if (!std::isfinite(mean))
            noNumber.images.push_back(k);
        else if (mean > limit)
            large.images.push_back(k);
    }
    input.badInput = true;
    for (const Suspects& found : {input, noNumber, large})
        if (!found.images.empty())
            return found;
    return all;
}

} // namespace roentgen::training
