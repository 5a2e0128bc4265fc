#include "engine/models/memory_layout.h"

#include "engine/models/torch_headers.h"

namespace roentgen::models {

torch::Tensor channelsLast(const torch::Tensor& tensor) {
    const auto n = tensor.sizes();
    const std::vector<int64_t> strides = {n[1] * n[2] * n[3], 1, n[1] * n[3], n[1]};
    if (tensor.strides() == torch::IntArrayRef(strides))
        return tensor;
    // Where only the strides of extents of one differ the memory is the same.
    if (tensor.is_contiguous(torch::MemoryFormat::ChannelsLast))
        return tensor.as_strided(n, strides);
    return torch::empty_strided(n, strides, tensor.options()).copy_(tensor);
}

void layOutChannelsLast(torch::nn::Module& model) {
    torch::NoGradGuard noGrad;
    for (torch::Tensor& parameter : model.parameters())
        if (parameter.dim() == 4)
            parameter.set_data(channelsLast(parameter.detach()));
}

} // namespace roentgen::models
