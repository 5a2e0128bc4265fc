// Sums on the GPUs themselves.
#pragma once

#include "engine/distributed/device_sum.h"

namespace roentgen::distributed {

// By NCCL; null where this LibTorch, or this machine, cannot. Collective.
std::unique_ptr<DeviceSum> openNcclSum(Communicator& ranks, const torch::Device& device);

} // namespace roentgen::distributed
