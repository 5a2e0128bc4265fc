#include "engine/training/host_to_device.h"

#include "engine/models/torch_headers.h"

namespace roentgen::training {

torch::Tensor toDevice(const torch::Tensor& host, const torch::Device& device) {
    if (device.is_cpu())
        return host;
    // LibTorch keeps page-locked memory until the copies queued from it are done, and then uses it again.
    const torch::Tensor staged = device.is_cuda() ? host.pin_memory() : host;
    return staged.to(device, /*non_blocking=*/device.is_cuda());
}

} // namespace roentgen::training
