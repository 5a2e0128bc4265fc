#include "engine/training/loss.h"

#include "engine/models/torch_headers.h"

namespace roentgen::training {

LossSum binaryCrossEntropy(const torch::Tensor& logits, const torch::Tensor& labels) {
    const torch::Tensor known = torch::isnan(labels).logical_not_().to(torch::kFloat);
    const torch::Tensor sum =
        torch::binary_cross_entropy_with_logits(logits, torch::nan_to_num(labels), known, {}, at::Reduction::Sum);
    return {sum, known.sum().item<double>()};
}

} // namespace roentgen::training
