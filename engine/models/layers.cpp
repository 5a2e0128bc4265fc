#include "engine/models/layers.h"

#include "engine/models/pointwise_convolution.h"
#include "engine/models/precision.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

using torch::Tensor;

ConvolutionImpl::ConvolutionImpl(const ConvolutionShape& shape)
    : m_stride(shape.stride)
    , m_padding(shape.padding) {
    m_weight = register_parameter("weight", torch::empty({shape.out, shape.in, shape.kernel, shape.kernel}));
    if (shape.fanOut)
        torch::nn::init::kaiming_normal_(m_weight, 0, torch::kFanOut, torch::kReLU);
    else
        torch::nn::init::kaiming_normal_(m_weight);
    if (shape.bias)
        m_bias = register_parameter("bias", torch::zeros({shape.out}));
}

Tensor ConvolutionImpl::forward(const Tensor& x) const {
    if (m_weight.size(2) == 1 && m_padding == 0 && !m_bias.defined() && paysAsPointwise(x, m_stride))
        return pointwiseConvolution(x, castWeight(m_weight, x.scalar_type()), m_stride);
    // Without images LibTorch flattens the weights, which it cannot in another layout.
    const Tensor weight = x.size(0) == 0 ? m_weight.contiguous() : m_weight;
    return torch::conv2d(x, weight, m_bias, m_stride, m_padding);
}

LinearImpl::LinearImpl(int64_t in, int64_t out) {
    weight = register_parameter("weight", torch::empty({out, in}));
    torch::nn::init::kaiming_uniform_(weight, std::sqrt(5.0)); // torch.nn.Linear's own
    bias = register_parameter("bias", torch::zeros({out}));
}

Norm LayerBuilder::norm(torch::nn::Module& parent, const std::string& name, int64_t channels) const {
    return parent.register_module(name, std::make_shared<NormalizationImpl>(normalization, channels));
}

Convolution LayerBuilder::convolution(torch::nn::Module& parent, const std::string& name,
                                      const ConvolutionShape& shape) {
    return parent.register_module(name, std::make_shared<ConvolutionImpl>(shape));
}

Linear LayerBuilder::linear(torch::nn::Module& parent, const std::string& name, int64_t in, int64_t out) {
    return parent.register_module(name, std::make_shared<LinearImpl>(in, out));
}

Tensor pooledLogits(const Tensor& features, const LinearImpl& head) {
    return torch::linear(features.to(torch::kFloat).mean({2, 3}), head.weight, head.bias);
}

Tensor pooledClassMaps(const Tensor& features, const LinearImpl& head) {
    const Tensor flat = features.to(torch::kFloat).flatten(2); // [N,F,h·w]
    return torch::matmul(head.weight, flat)
        .view({features.size(0), head.weight.size(0), features.size(2), features.size(3)});
}

} // namespace roentgen::models
