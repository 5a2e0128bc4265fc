#include "engine/models/densenet.h"

#include "engine/models/dense_trunk.h"
#include "engine/models/layers.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

namespace {

using torch::Tensor;

struct DenseLayer : torch::nn::Module {
    DenseLayer(const LayerBuilder& build, int64_t in, const DenseNetShape& shape) {
        const int64_t middle = shape.bottleneck * shape.growthRate;
        norm1 = build.norm(*this, "norm1", in);
        conv1 = build.convolution(*this, "conv1", {in, middle, 1});
        norm2 = build.norm(*this, "norm2", middle);
        conv2 = build.convolution(*this, "conv2", {middle, shape.growthRate, 3, 1, 1});
    }
    // [N,in,h,w] → the [N,growthRate,h,w] that this layer adds
    Tensor forward(const Tensor& x) {
        return conv2->forward(norm2->normalizeRelu(conv1->forward(norm1->normalizeRelu(x))));
    }

    Norm norm1, norm2;
    Convolution conv1, conv2;
};

struct Transition : torch::nn::Module {
    Transition(const LayerBuilder& build, int64_t in) {
        norm = build.norm(*this, "norm", in);
        conv = build.convolution(*this, "conv", {in, in / 2, 1});
    }
    Tensor forward(const Tensor& x) { return torch::avg_pool2d(conv->forward(norm->normalizeRelu(x)), 2, 2); }

    Norm norm;
    Convolution conv;
};

struct DenseBlock : torch::nn::Module {
    DenseBlock(const LayerBuilder& build, int64_t in, int count, const DenseNetShape& shape) {
        for (int k = 0; k < count; ++k)
            layers.push_back(register_module("denselayer" + std::to_string(k + 1),
                                             std::make_shared<DenseLayer>(build, in + k * shape.growthRate, shape)));
    }
    Tensor forward(const Tensor& x) {
        std::vector<Tensor> parts = {x};
        for (const auto& layer : layers)
            parts.push_back(layer->forward(parts.size() == 1 ? x : torch::cat(parts, 1)));
        return torch::cat(parts, 1);
    }

    std::vector<std::shared_ptr<DenseLayer>> layers;
};

DenseNorm normOf(const Norm& norm) {
    return {norm->batchState(), norm->batchesTracked()};
}

struct Trunk : torch::nn::Module {
    Trunk(const LayerBuilder& build, const DenseNetShape& shape, int64_t channels, DensePath path)
        : mayFuse(path == DensePath::Fused && build.normalization.kind == NormalizationKind::Batch) {
        conv0 = build.convolution(*this, "conv0", {channels, shape.initialChannels, 7, 2, 3});
        norm0 = build.norm(*this, "norm0", shape.initialChannels);
        width = shape.initialChannels;
        for (size_t b = 0; b < shape.layers.size(); ++b) {
            const std::string number = std::to_string(b + 1);
            blocks.push_back(register_module("denseblock" + number,
                                             std::make_shared<DenseBlock>(build, width, shape.layers[b], shape)));
            width += shape.layers[b] * shape.growthRate;
            if (b + 1 == shape.layers.size())
                break;
            transitions.push_back(register_module("transition" + number, std::make_shared<Transition>(build, width)));
            width /= 2;
        }
        norm5 = build.norm(*this, "norm5", width);
    }
    Tensor forward(Tensor x) {
        x = torch::max_pool2d(norm0->normalizeRelu(conv0->forward(x)), 3, 2, 1);
        if (mayFuse && (is_training() || !torch::GradMode::is_enabled())) {
            const DenseTrunkTensors trunk = tensors();
            if (canFuseTrunk(x, trunk))
                return is_training() ? fusedTrunkTraining(x, trunk, workspace)
                                     : fusedTrunkInference(x, trunk, workspace, final);
        }
        for (size_t b = 0; b < blocks.size(); ++b) {
            x = blocks[b]->forward(x);
            if (b < transitions.size())
                x = transitions[b]->forward(x);
        }
        return norm5->normalizeRelu(x);
    }
    DenseTrunkTensors tensors() const {
        DenseTrunkTensors trunk;
        for (const auto& block : blocks) {
            trunk.blocks.emplace_back();
            for (const auto& layer : block->layers)
                trunk.blocks.back().push_back(
                    {normOf(layer->norm1), layer->conv1->weight(), normOf(layer->norm2), layer->conv2->weight()});
        }
        for (const auto& transition : transitions)
            trunk.transitions.push_back({normOf(transition->norm), transition->conv->weight()});
        trunk.last = normOf(norm5);
        return trunk;
    }

    const bool mayFuse;
    bool final = false;
    const std::shared_ptr<DenseWorkspace> workspace = makeDenseWorkspace();
    Convolution conv0;
    Norm norm0, norm5;
    std::vector<std::shared_ptr<DenseBlock>> blocks;
    std::vector<std::shared_ptr<Transition>> transitions;
    int64_t width = 0;
};

class DenseNet : public Classifier {
public:
    DenseNet(const DenseNetShape& shape, const LayerBuilder& build, int64_t channels, int64_t classes, DensePath path) {
        m_trunk = register_module("features", std::make_shared<Trunk>(build, shape, channels, path));
        m_head = build.linear(*this, "classifier", m_trunk->width, classes);
    }
    Tensor features(const Tensor& x) override { return m_trunk->forward(x); }
    // A dense block is one step of the backward pass (dense_trunk.h): all of its gradients come at once.
    std::string gradientGroup(const std::string& parameter) const override {
        const size_t block = parameter.find("denseblock");
        return block == std::string::npos ? parameter : parameter.substr(0, parameter.find('.', block));
    }
    void weightsAreFinal() override { m_trunk->final = true; }
    Tensor logits(const Tensor& features) override { return pooledLogits(features, *m_head); }
    Tensor classMaps(const Tensor& features) override { return pooledClassMaps(features, *m_head); }

private:
    std::shared_ptr<Trunk> m_trunk;
    Linear m_head;
};

} // namespace

std::shared_ptr<Classifier> makeDenseNet(const DenseNetShape& shape, const NormalizationOptions& normalization,
                                         int64_t channels, int64_t classes, DensePath path) {
    return std::make_shared<DenseNet>(shape, LayerBuilder{normalization}, channels, classes, path);
}

} // namespace roentgen::models
