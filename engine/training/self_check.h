// Does this machine's device compute what the processor does? Checks of models, gradients, optimizers, the training
// step and weights files on one device, against the processor in fp32. Needs no files and no window.
#pragma once

#include "engine/protocol/result.h"

#include <functional>
#include <string>
#include <torch/types.h>

namespace roentgen::training {

struct SelfCheckOptions {
    torch::Device device = torch::kCPU;
    std::string architecture = "densenet121";
    int imageSize = 96;
    int64_t batch = 8;
};

struct SelfCheckLine {
    std::string name;    // "gradients, normalization none, bf16"
    double measured = 0; // what the name says, as a relative difference where the remark says nothing else
    double allowed = 0;
    std::string remark;
    bool passed() const { return measured <= allowed; } // NaN: failed
};

// Says each check as soon as it is done. Usage error: an architecture that is not built.
Status selfCheck(const SelfCheckOptions& options, const std::function<void(const SelfCheckLine&)>& say);

} // namespace roentgen::training
