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

// change: of all running statistics, one behind the other, [n] double.
template <typename Change>
void changeStatistics(torch::nn::Module& model, const Communicator& ranks, Change change) {
    const auto statistics = statisticsOf(model);
    if (ranks.size() == 1 || statistics.empty())
        return;
    torch::NoGradGuard noGrad;
    std::vector<torch::Tensor> flat;
    for (const torch::Tensor& one : statistics)
        flat.push_back(one.flatten());
    torch::Tensor all = torch::cat(flat).to(torch::kCPU, torch::kDouble).contiguous();
    change(all);
    int64_t offset = 0;
    for (const torch::Tensor& one : statistics) {
        torch::Tensor(one).copy_(all.narrow(0, offset, one.numel()).view(one.sizes()));
        offset += one.numel();
    }
}

} // namespace

FlatParameters::FlatParameters(torch::nn::Module& model, Communicator& ranks, const GroupOf& groupOf) {
    torch::NoGradGuard noGrad;
    std::string lastGroup;
    int64_t size = 0;
    for (const auto& item : model.named_parameters()) {
        const torch::Tensor& parameter = item.value();
        TORCH_CHECK(parameter.scalar_type() == torch::kFloat && parameter.is_non_overlapping_and_dense(),
                    "parameters must be dense float32");
        const int64_t end = size + (parameter.numel() + alignment - 1) / alignment * alignment;
        const std::string group = groupOf(item.key());
        const int number = m_spans.empty() ? 0 : m_spans.back().group + (group == lastGroup ? 0 : 1);
        m_spans.push_back({parameter, size, end, number});
        lastGroup = group;
        size = end;
    }
    const auto device = m_spans.front().parameter.device();
    m_values = torch::zeros({size}, device);
    if (device.is_cpu()) {
        const std::shared_ptr<float> memory = ranks.allocate(size_t(size + tailSize));
        m_gradients = torch::from_blob(memory.get(), {size + tailSize}, [memory](void*) {});
    } else
        m_gradients = torch::zeros({size + tailSize}, device);
    for (ParameterSpan& span : m_spans) {
        const torch::Tensor value = viewOf(m_values, span.begin, span.parameter);
        value.copy_(span.parameter);
        span.parameter.set_data(value);
        span.parameter.mutable_grad() = viewOf(m_gradients, span.begin, span.parameter);
    }
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

void broadcastStatistics(torch::nn::Module& model, Communicator& ranks) {
    changeStatistics(model, ranks, [&](torch::Tensor& all) { ranks.broadcast(all.data_ptr(), all.nbytes(), 0); });
}

void averageStatistics(torch::nn::Module& model, Communicator& ranks) {
    changeStatistics(model, ranks, [&](torch::Tensor& all) {
        ranks.sum(all.data_ptr<double>(), size_t(all.numel()));
        all /= ranks.size();
    });
}

} // namespace roentgen::distributed
