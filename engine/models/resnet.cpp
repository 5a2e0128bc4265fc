#include "engine/models/resnet.h"

#include "engine/models/layers.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

namespace {

using torch::Tensor;

ConvolutionShape convolution(int64_t in, int64_t out, int64_t kernel, int64_t stride = 1) {
    ConvolutionShape shape{in, out, kernel, stride, kernel / 2};
    shape.fanOut = true;
    return shape;
}

// The other way around the block: as it came, or by a 1×1 convolution where its shape changes.
struct Downsample : torch::nn::Module {
    Downsample(const LayerBuilder& build, int64_t in, int64_t out, int64_t stride) {
        conv = build.convolution(*this, "0", convolution(in, out, 1, stride));
        norm = build.norm(*this, "1", out);
    }
    Tensor forward(const Tensor& x) { return norm->normalize(conv->forward(x)); }

    Convolution conv;
    Norm norm;
};

// [N,in,h,w] → [N,out,h/stride,w/stride]
struct ResidualBlock : torch::nn::Module {
    ResidualBlock(const LayerBuilder& build, const ResNetShape& shape, int64_t in, int64_t planes, int64_t stride) {
        out = shape.bottleneck ? 4 * planes : planes;
        std::vector<ConvolutionShape> path = {convolution(in, planes, 3, stride), convolution(planes, planes, 3)};
        if (shape.bottleneck)
            path = {convolution(in, planes, 1), convolution(planes, planes, 3, stride), convolution(planes, out, 1)};
        for (size_t k = 0; k < path.size(); ++k) {
            const std::string number = std::to_string(k + 1);
            convolutions.push_back(build.convolution(*this, "conv" + number, path[k]));
            norms.push_back(build.norm(*this, "bn" + number, path[k].out));
        }
        if (build.normalization.kind == NormalizationKind::None)
            torch::nn::init::zeros_(convolutions.back()->weight());
        if (stride != 1 || in != out)
            downsample = register_module("downsample", std::make_shared<Downsample>(build, in, out, stride));
    }
    Tensor forward(const Tensor& x) {
        Tensor y = x;
        for (size_t k = 0; k + 1 < convolutions.size(); ++k)
            y = norms[k]->normalizeRelu(convolutions[k]->forward(y));
        y = convolutions.back()->forward(y);
        return norms.back()->normalizeAddRelu(y, downsample ? downsample->forward(x) : x);
    }

    std::vector<Convolution> convolutions;
    std::vector<Norm> norms;
    std::shared_ptr<Downsample> downsample;
    int64_t out = 0; // channels
};

struct Stage : torch::nn::Module {
    Stage(const LayerBuilder& build, const ResNetShape& shape, int64_t in, int number) {
        const int64_t planes = int64_t(64) << number;
        for (int k = 0; k < shape.blocks[size_t(number)]; ++k) {
            const int64_t stride = k == 0 && number > 0 ? 2 : 1;
            blocks.push_back(register_module(
                std::to_string(k),
                std::make_shared<ResidualBlock>(build, shape, k == 0 ? in : blocks.back()->out, planes, stride)));
        }
    }
    Tensor forward(Tensor x) {
        for (const auto& block : blocks)
            x = block->forward(x);
        return x;
    }

    std::vector<std::shared_ptr<ResidualBlock>> blocks;
};

class ResNet : public Classifier {
public:
    ResNet(const LayerBuilder& build, const ResNetShape& shape, int64_t channels, int64_t classes) {
        m_conv = build.convolution(*this, "conv1", convolution(channels, 64, 7, 2));
        m_norm = build.norm(*this, "bn1", 64);
        int64_t width = 64;
        for (int number = 0; number < int(shape.blocks.size()); ++number) {
            m_stages.push_back(register_module("layer" + std::to_string(number + 1),
                                               std::make_shared<Stage>(build, shape, width, number)));
            width = m_stages.back()->blocks.back()->out;
        }
        m_head = build.linear(*this, "fc", width, classes);
    }
    Tensor features(const Tensor& given) override {
        Tensor x = torch::max_pool2d(m_norm->normalizeRelu(m_conv->forward(given)), 3, 2, 1);
        for (const auto& stage : m_stages)
            x = stage->forward(x);
        return x;
    }
    Tensor logits(const Tensor& features) override { return pooledLogits(features, *m_head); }
    Tensor classMaps(const Tensor& features) override { return pooledClassMaps(features, *m_head); }

private:
    Convolution m_conv;
    Norm m_norm;
    std::vector<std::shared_ptr<Stage>> m_stages;
    Linear m_head;
};

} // namespace

std::shared_ptr<Classifier> makeResNet(const ResNetShape& shape, const NormalizationOptions& normalization,
                                       int64_t channels, int64_t classes) {
    return std::make_shared<ResNet>(LayerBuilder{normalization}, shape, channels, classes);
}

} // namespace roentgen::models
