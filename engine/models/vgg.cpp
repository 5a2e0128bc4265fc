#include "engine/models/vgg.h"

#include "engine/models/layers.h"
#include "engine/models/torch_headers.h"

namespace roentgen::models {

namespace {

using torch::Tensor;

constexpr int64_t outChannels = 512, pooledSide = 7, hiddenUnits = 4096;
constexpr int pool = 0;
constexpr int configurationD[] = {64,   64,  pool, 128, 128,  pool, 256, 256, 256,
                                  pool, 512, 512,  512, pool, 512,  512, 512, pool};

// torchvision's "features": a Sequential whose numbers count the ReLUs and poolings, too.
struct Trunk : torch::nn::Module {
    Trunk(const LayerBuilder& build, const VggShape& shape, int64_t channels) {
        int number = 0;
        for (const int out : configurationD) {
            Layer layer;
            if (out == pool) {
                number += 1;
            } else {
                ConvolutionShape convolution{channels, out, 3, 1, 1};
                convolution.bias = convolution.fanOut = true;
                layer.conv = build.convolution(*this, std::to_string(number), convolution);
                if (shape.normalized)
                    layer.norm = build.norm(*this, std::to_string(number + 1), out);
                number += shape.normalized ? 3 : 2;
                channels = out;
            }
            layers.push_back(layer);
        }
    }
    Tensor forward(Tensor x) {
        for (const Layer& layer : layers) {
            if (!layer.conv)
                x = torch::max_pool2d(x, 2, 2);
            else if (layer.norm)
                x = layer.norm->normalizeRelu(layer.conv->forward(x));
            else
                x = layer.conv->forward(x).relu_();
        }
        return x;
    }

    struct Layer { // a pooling where there is no convolution
        Convolution conv;
        Norm norm;
    };
    std::vector<Layer> layers;
};

class PooledVgg : public Classifier {
public:
    PooledVgg(const LayerBuilder& build, const VggShape& shape, int64_t channels, int64_t classes) {
        m_trunk = register_module("features", std::make_shared<Trunk>(build, shape, channels));
        m_head = build.linear(*this, "classifier", outChannels, classes);
    }
    Tensor features(const Tensor& x) override { return m_trunk->forward(x); }
    Tensor logits(const Tensor& features) override { return pooledLogits(features, *m_head); }
    Tensor classMaps(const Tensor& features) override { return pooledClassMaps(features, *m_head); }

private:
    std::shared_ptr<Trunk> m_trunk;
    Linear m_head;
};

struct ClassicHead : torch::nn::Module {
    ClassicHead(const LayerBuilder& build, int64_t classes) {
        hidden1 = build.linear(*this, "0", outChannels * pooledSide * pooledSide, hiddenUnits);
        hidden2 = build.linear(*this, "3", hiddenUnits, hiddenUnits);
        last = build.linear(*this, "6", hiddenUnits, classes);
        for (const Linear& layer : {hidden1, hidden2, last})
            torch::nn::init::normal_(layer->weight, 0, 0.01); // torchvision's
    }
    Linear hidden1, hidden2, last;
};

class ClassicVgg : public Classifier {
public:
    ClassicVgg(const LayerBuilder& build, const VggShape& shape, int64_t channels, int64_t classes) {
        m_trunk = register_module("features", std::make_shared<Trunk>(build, shape, channels));
        m_head = register_module("classifier", std::make_shared<ClassicHead>(build, classes));
    }
    Tensor features(const Tensor& x) override { return m_trunk->forward(x); }
    Tensor logits(const Tensor& features) override {
        const Tensor h = torch::dropout(hidden1(features), 0.5, is_training());
        return linear(torch::dropout(hidden2(h), 0.5, is_training()), *m_head->last);
    }
    Tensor classMaps(const Tensor& features) override;

private:
    static Tensor linear(const Tensor& x, const LinearImpl& layer) {
        return torch::linear(x, layer.weight, layer.bias);
    }
    Tensor hidden1(const Tensor& features) const {
        const Tensor pooled = torch::adaptive_avg_pool2d(features.to(torch::kFloat), {pooledSide, pooledSide});
        return linear(pooled.contiguous().flatten(1), *m_head->hidden1).relu_();
    }
    Tensor hidden2(const Tensor& h) const { return linear(h, *m_head->hidden2).relu_(); }

    std::shared_ptr<Trunk> m_trunk;
    std::shared_ptr<ClassicHead> m_head;
};

// Grad-CAM before its ReLU, times the number of cells (Selvaraju et al. 2017, eq. 1 and 2): a channel's weight is the
// sum of the logit's gradient over the map. The head is piecewise linear, so the gradient is a product of its matrices
// with the units that are on; summed over the map it passes the pooling unchanged.
Tensor ClassicVgg::classMaps(const Tensor& features) {
    const Tensor h1 = hidden1(features), h2 = hidden2(h1);
    const int64_t images = features.size(0), classes = m_head->last->weight.size(0);
    const Tensor on1 = h1.gt(0).to(torch::kFloat).unsqueeze(1), on2 = h2.gt(0).to(torch::kFloat).unsqueeze(1);
    const Tensor byChannel = m_head->hidden1->weight.view({hiddenUnits, outChannels, -1}).sum(2);
    const Tensor gradient = torch::matmul(m_head->last->weight.unsqueeze(0) * on2, m_head->hidden2->weight); // [N,K,H]
    const Tensor weights = torch::matmul(gradient * on1, byChannel);                                         // [N,K,F]
    return torch::bmm(weights, features.to(torch::kFloat).flatten(2))
        .view({images, classes, features.size(2), features.size(3)});
}

} // namespace

std::shared_ptr<Classifier> makeVgg(const VggShape& shape, VggHead head, const NormalizationOptions& normalization,
                                    int64_t channels, int64_t classes) {
    const LayerBuilder build{normalization};
    if (head == VggHead::Pooled)
        return std::make_shared<PooledVgg>(build, shape, channels, classes);
    return std::make_shared<ClassicVgg>(build, shape, channels, classes);
}

} // namespace roentgen::models
