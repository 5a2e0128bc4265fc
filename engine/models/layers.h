// The layers that every architecture is made of, registered under torchvision's tensor names.
#pragma once

#include "engine/models/normalization.h"

#include <memory>
#include <string>
#include <torch/nn/module.h>
#include <torch/types.h>

namespace roentgen::models {

struct ConvolutionShape {
    int64_t in, out, kernel;
    int64_t stride = 1, padding = 0;
    bool bias = false;   // VGG's; initialised with 0
    bool fanOut = false; // initialised by fan-out (torchvision's ResNet and VGG), else by fan-in (its DenseNet)
};

// [N,in,h,w] → [N,out,h',w']. Weights: He et al. 2015, normal.
class ConvolutionImpl : public torch::nn::Module {
public:
    explicit ConvolutionImpl(const ConvolutionShape& shape);
    torch::Tensor forward(const torch::Tensor& x) const;
    const torch::Tensor& weight() const { return m_weight; } // [out,in,kernel,kernel]

private:
    torch::Tensor m_weight, m_bias;
    int64_t m_stride, m_padding;
};

// The linear layer of a head: weight [out,in], bias [out].
struct LinearImpl : torch::nn::Module {
    LinearImpl(int64_t in, int64_t out);
    torch::Tensor weight, bias;
};

using Convolution = std::shared_ptr<ConvolutionImpl>;
using Linear = std::shared_ptr<LinearImpl>;
using Norm = std::shared_ptr<NormalizationImpl>;

// Registers layers with their parent; what they have in common is said once.
struct LayerBuilder {
    NormalizationOptions normalization;

    Norm norm(torch::nn::Module& parent, const std::string& name, int64_t channels) const;
    static Convolution convolution(torch::nn::Module& parent, const std::string& name, const ConvolutionShape& shape);
    static Linear linear(torch::nn::Module& parent, const std::string& name, int64_t in, int64_t out);
};

// Global average pooling and a linear layer, in float32: [N,F,h,w] → [N,classes].
torch::Tensor pooledLogits(const torch::Tensor& features, const LinearImpl& head);
// Class activation maps of such a head (Zhou et al. 2016, eq. 2): [N,F,h,w] → [N,classes,h,w] float32.
torch::Tensor pooledClassMaps(const torch::Tensor& features, const LinearImpl& head);

} // namespace roentgen::models
