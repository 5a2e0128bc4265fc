#include "engine/distributed/flat_parameters.h"

#include "engine/models/torch_headers.h"

#include <algorithm>

namespace roentgen::distributed {

namespace {

constexpr int64_t alignment = 16; // floats: 64 bytes

// The parameter's shape and strides (channels-last convolutions keep theirs) over a part of the flat buffer.
torch::Tensor viewOf(const torch::Tensor& flat, int64_t offset, const torch::Tensor& parameter) {
    return flat.as_strided(parameter.sizes(), parameter.strides(), offset);
}

} // namespace

FlatParameters::FlatParameters(torch::nn::Module& model) {
    torch::NoGradGuard noGrad;
    const auto parameters = model.parameters();
    std::vector<int64_t> offsets;
    int64_t size = 0;
    for (const torch::Tensor& parameter : parameters) {
        TORCH_CHECK(parameter.scalar_type() == torch::kFloat && parameter.is_non_overlapping_and_dense(),
                    "parameters must be dense float32");
        offsets.push_back(size);
        size += (parameter.numel() + alignment - 1) / alignment * alignment;
    }
    const auto options = torch::TensorOptions().device(parameters.front().device());
    m_values = torch::zeros({size}, options);
    m_gradients = torch::zeros({size + tailSize}, options);
    for (size_t k = 0; k < parameters.size(); ++k) {
        torch::Tensor parameter = parameters[k];
        const torch::Tensor value = viewOf(m_values, offsets[k], parameter);
        value.copy_(parameter);
        parameter.set_data(value);
        parameter.mutable_grad() = viewOf(m_gradients, offsets[k], parameter);
    }
}

void FlatParameters::sumGradients(Communicator& ranks, size_t bucketBytes, int64_t first) {
    if (ranks.size() == 1)
        return;
    torch::Tensor host = m_gradients.to(torch::kCPU); // itself on the CPU
    float* values = host.data_ptr<float>();
    const size_t count = size_t(host.numel()), bucket = std::max<size_t>(1, bucketBytes / sizeof(float));
    for (size_t done = size_t(first); done < count; done += bucket)
        ranks.sum(values + done, std::min(bucket, count - done));
    if (!host.is_same(m_gradients))
        m_gradients.copy_(host);
}

void FlatParameters::broadcastValues(Communicator& ranks) {
    if (ranks.size() == 1)
        return;
    torch::Tensor host = m_values.to(torch::kCPU);
    ranks.broadcast(host.data_ptr(), host.nbytes(), 0);
    if (!host.is_same(m_values))
        m_values.copy_(host);
}

std::vector<torch::Tensor> statisticsOf(const torch::nn::Module& model) {
    std::vector<torch::Tensor> statistics;
    for (const torch::Tensor& buffer : model.buffers())
        if (buffer.is_floating_point())
            statistics.push_back(buffer);
    return statistics;
}

std::vector<torch::Tensor> copyBuffers(const torch::nn::Module& model) {
    std::vector<torch::Tensor> copies;
    for (const torch::Tensor& buffer : model.buffers())
        copies.push_back(buffer.clone());
    return copies;
}

void restoreBuffers(torch::nn::Module& model, const std::vector<torch::Tensor>& copies) {
    torch::NoGradGuard noGrad;
    const auto buffers = model.buffers();
    for (size_t k = 0; k < buffers.size(); ++k)
        torch::Tensor(buffers[k]).copy_(copies[k]);
}

void averageStatistics(torch::nn::Module& model, Communicator& ranks) {
    const auto statistics = statisticsOf(model);
    if (ranks.size() == 1 || statistics.empty())
        return;
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> flat;
    for (const torch::Tensor& one : statistics)
        flat.push_back(one.flatten());
    torch::Tensor sum = torch::cat(flat).to(torch::kCPU, torch::kDouble).contiguous();
    ranks.sum(sum.data_ptr<double>(), size_t(sum.numel()));
    sum /= ranks.size();
    int64_t offset = 0;
    for (const torch::Tensor& one : statistics) {
        torch::Tensor(one).copy_(sum.narrow(0, offset, one.numel()).view(one.sizes()));
        offset += one.numel();
    }
}

} // namespace roentgen::distributed
