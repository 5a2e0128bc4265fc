// Which films made a loss that is no number, or far too large.
#pragma once

#include "engine/tasks/loss_sum.h"

#include <vector>

namespace roentgen::training {

struct Suspects {
    std::vector<int64_t> images; // places in the local batch; empty: none
    bool badInput = false;       // their very pixels or labels are no numbers
};

// The images whose pixels or labels are not finite (a label may be NaN: unknown); else those whose own loss is not
// finite; else those whose mean loss is above `limit`; else all. All tensors [N,…] on any device.
Suspects findSuspects(const torch::Tensor& pixels, const torch::Tensor& labels, const torch::Tensor& logits,
                      const tasks::LossFunction& loss, double limit);

} // namespace roentgen::training
