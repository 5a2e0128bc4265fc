#include "engine/models/dense_trunk.h"

#include "engine/models/dense_kernel.h"
#include "engine/models/torch_headers.h"

#include <cmath>
#include <torch/csrc/autograd/custom_function.h>

#if AT_PARALLEL_OPENMP && !defined(_OPENMP)
#error "at::parallel_for would run on one thread: compile with OpenMP"
#endif

namespace roentgen::models {

namespace {

using torch::Tensor;

constexpr int64_t rowPadding = 32; // values between the rows of a block's buffer: no power of two

// Calls work(first, last, part) on equal parts of 0 … count, one a thread, always the same for as many threads.
template <typename Work>
void inParts(int64_t count, Work work) {
    const int64_t parts = at::get_num_threads();
    at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part)
            work(count * part / parts, count * (part + 1) / parts, part);
    });
}

// A normalisation of one forward pass: what it did, and where its gradient goes.
struct NormTape {
    std::vector<float> scale, offset, mean, inverse;
    std::vector<float> weightGradient, biasGradient;
    ChannelAffine affine() const { return {scale.data(), offset.data()}; }
};

// The statistics of a buffer's channels.
struct Moments {
    std::vector<double> mean, variance;
    explicit Moments(int64_t channels)
        : mean(size_t(channels))
        , variance(size_t(channels)) {}
    void set(int64_t from, const std::vector<double>& sum, const std::vector<double>& square, int64_t rows) {
        for (size_t c = 0; c < sum.size(); ++c) {
            const double average = sum[c] / double(rows);
            mean[size_t(from) + c] = average;
            variance[size_t(from) + c] = std::max(0.0, square[c] / double(rows) - average * average);
        }
    }
};

struct Sums {
    std::vector<double> first, second;
};

} // namespace

// Buffers that live from step to step: page faults cost more than the arithmetic on a large allocation.
class DenseWorkspace {
public:
    // [rows, columns] of this type; the same name gives the same memory as long as that is large enough.
    Tensor take(const std::string& name, int64_t rows, int64_t columns, torch::ScalarType type) {
        Tensor& kept = m_kept[name];
        if (!kept.defined() || kept.scalar_type() != type || kept.numel() < rows * columns)
            kept = torch::empty({rows * columns}, type);
        return kept.narrow(0, 0, rows * columns).view({rows, columns});
    }
    bool taken = false;                   // by a pass that has not ended yet
    std::map<const void*, Tensor> packed; // by the weight that it is made of, of inference with final weights

private:
    std::map<std::string, Tensor> m_kept;
};

std::shared_ptr<DenseWorkspace> makeDenseWorkspace() {
    return std::make_shared<DenseWorkspace>();
}

namespace {

struct BlockShape {
    int64_t images, height, width, in, channels;
    int64_t rows() const { return images * height * width; }
    int64_t stride() const { return channels + rowPadding; }
};

// One pass through the trunk, forward or back. Holds what the backward pass needs.
class Pass : public torch::CustomClassHolder {
public:
    Pass(const Tensor& x, const DenseTrunkTensors& trunk, std::shared_ptr<DenseWorkspace> workspace, bool training,
         bool weightsAreFinal = false)
        : m_trunk(trunk)
        , m_workspace(std::move(workspace))
        , m_type(x.scalar_type())
        , m_kernels(*denseKernels(m_type == torch::kBFloat16))
        , m_training(training)
        , m_weightsAreFinal(weightsAreFinal) {
        m_workspace->taken = true;
        BlockShape shape{x.size(0), x.size(2), x.size(3), x.size(1), 0};
        int64_t widest = 0;
        for (size_t b = 0; b < trunk.blocks.size(); ++b) {
            shape.channels = shape.in + int64_t(trunk.blocks[b].size()) * denseGroup;
            m_shapes.push_back(shape);
            widest = std::max(widest, shape.channels);
            shape = {shape.images, shape.height / 2, shape.width / 2, shape.channels / 2, 0};
        }
        m_parts = at::get_num_threads();
        m_scratchBytes = denseScratchBytes(widest, x.size(3));
        m_scratch = m_workspace->take("scratch", m_parts, m_scratchBytes + 4096, torch::kByte);
    }

    ~Pass() override { m_workspace->taken = false; }

    Tensor forward(const Tensor& x);
    // Gradients of x and of parameters(), in their order.
    std::vector<Tensor> backward(const Tensor& dFeatures);

private:
    struct LayerTape {
        NormTape norm1, norm2;
        Tensor y1;
    };

    Tensor take(const std::string& name, int64_t rows, int64_t columns) {
        return m_workspace->take(name, rows, columns, m_type);
    }
    char* at(const Tensor& buffer, int64_t value = 0) const {
        return static_cast<char*>(buffer.data_ptr()) + value * m_kernels.valueBytes;
    }
    char* scratch(int64_t part) const {
        char* own = static_cast<char*>(m_scratch.data_ptr()) + part * (m_scratchBytes + 4096);
        return reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(own) + 63) & ~uintptr_t(63));
    }
    // Two sums a channel over all parts of `count`, in the parts' order.
    template <typename Work>
    Sums summed(int64_t count, int64_t channels, Work work) const;
    template <typename Work>
    Sums summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient, Work work);

    NormTape normalisation(const DenseNorm& norm, const Moments& moments, int64_t channels, int64_t rows) const;
    void forwardLayer(size_t block, size_t layer);
    void backwardLayer(size_t block, size_t layer);
    void forwardTransition(size_t index);
    void backwardTransition(size_t index, const Tensor& dy);
    // Takes the sums of a normalisation's gradient: its weights' gradients, and what is linear in x.
    void backwardNorm(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level) const;
    char* packed(const Tensor& weight, bool backward);

    const DenseTrunkTensors m_trunk;
    std::shared_ptr<DenseWorkspace> m_workspace;
    const torch::ScalarType m_type;
    const DenseKernels& m_kernels;
    const bool m_training, m_weightsAreFinal;
    int64_t m_parts = 1, m_scratchBytes = 0;
    Tensor m_scratch;
    std::vector<BlockShape> m_shapes;
    std::vector<Tensor> m_buffers;  // a block's channels
    std::vector<Moments> m_moments; // of each buffer
    std::vector<std::vector<LayerTape>> m_layers;
    std::vector<NormTape> m_transitionNorms;
    NormTape m_lastNorm;
    // backward
    Tensor m_gradient; // of the buffer of the block at hand
    std::vector<float> m_slope, m_level;
    std::vector<std::vector<std::pair<Tensor, Tensor>>> m_layerGradients; // conv1, conv2
    std::vector<Tensor> m_transitionGradients;
};

template <typename Work>
Sums Pass::summed(int64_t count, int64_t channels, Work work) const {
    std::vector<double> sums(size_t(m_parts * channels * 2), 0.0);
    inParts(count, [&](int64_t first, int64_t last, int64_t part) {
        double* own = sums.data() + part * channels * 2;
        work(first, last, ChannelSums{own, own + channels}, part);
    });
    Sums total{std::vector<double>(size_t(channels), 0.0), std::vector<double>(size_t(channels), 0.0)};
    for (int64_t part = 0; part < m_parts; ++part)
        for (int64_t c = 0; c < channels; ++c) {
            total.first[size_t(c)] += sums[size_t(part * channels * 2 + c)];
            total.second[size_t(c)] += sums[size_t(part * channels * 2 + channels + c)];
        }
    return total;
}

// The same, where each part also adds to its own gradient of `weights` weights; gradient: their sum.
template <typename Work>
Sums Pass::summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient,
                             Work work) {
    const Tensor own = m_workspace->take("weights", m_parts, weights, torch::kFloat);
    float* all = own.data_ptr<float>();
    const Sums sums = summed(count, channels, [&](int64_t first, int64_t last, ChannelSums channelSums, int64_t part) {
        float* mine = all + part * weights;
        std::fill(mine, mine + weights, 0.f);
        work(first, last, mine, channelSums, part);
    });
    gradient->assign(all, all + weights);
    for (int64_t part = 1; part < m_parts; ++part)
        for (int64_t k = 0; k < weights; ++k)
            (*gradient)[size_t(k)] += all[part * weights + k];
    return sums;
}

NormTape Pass::normalisation(const DenseNorm& norm, const Moments& moments, int64_t channels, int64_t rows) const {
    NormTape tape;
    for (auto* values : {&tape.scale, &tape.offset, &tape.mean, &tape.inverse})
        values->resize(size_t(channels));
    const BatchNormState& s = norm.state;
    const float *weight = s.weight.data_ptr<float>(), *bias = s.bias.data_ptr<float>();
    float *runningMean = s.runningMean.data_ptr<float>(), *runningVariance = s.runningVariance.data_ptr<float>();
    const double unbiased = rows > 1 ? double(rows) / double(rows - 1) : 1;
    for (size_t c = 0; c < size_t(channels); ++c) {
        const double mean = m_training ? moments.mean[c] : double(runningMean[c]);
        const double variance = m_training ? moments.variance[c] : double(runningVariance[c]);
        const double inverse = 1 / std::sqrt(variance + s.epsilon);
        tape.mean[c] = float(mean);
        tape.inverse[c] = float(inverse);
        tape.scale[c] = float(weight[c] * inverse);
        tape.offset[c] = float(bias[c] - mean * weight[c] * inverse);
        if (m_training) {
            runningMean[c] = float((1 - s.momentum) * runningMean[c] + s.momentum * mean);
            runningVariance[c] = float((1 - s.momentum) * runningVariance[c] + s.momentum * variance * unbiased);
        }
    }
    if (m_training)
        ++*norm.batchesTracked.data_ptr<int64_t>();
    return tape;
}

char* Pass::packed(const Tensor& weight, bool backward) {
    const int64_t out = weight.size(0), in = weight.size(1);
    const float* w = weight.data_ptr<float>();
    Tensor to;
    if (m_weightsAreFinal) {
        Tensor& kept = m_workspace->packed[w];
        if (kept.defined() && kept.scalar_type() == m_type)
            return at(kept);
        to = kept = torch::empty({weight.numel()}, m_type);
    } else {
        to = take(backward ? "packed backward" : "packed", 1, weight.numel());
    }
    if (weight.size(2) == 1)
        (backward ? m_kernels.packPointwiseBackward : m_kernels.packPointwise)(w, out, in, to.data_ptr());
    else
        (backward ? m_kernels.packSpatialBackward : m_kernels.packSpatial)(w, in, weight.stride(0), weight.stride(1),
                                                                           weight.stride(3), to.data_ptr());
    return at(to);
}

void Pass::forwardLayer(size_t block, size_t layer) {
    const DenseLayerTensors& weights = m_trunk.blocks[block][layer];
    const BlockShape& shape = m_shapes[block];
    const Tensor& buffer = m_buffers[block];
    LayerTape& tape = m_layers[block][layer];
    const int64_t rows = shape.rows(), in = weights.conv1.size(1), middle = weights.conv1.size(0);
    tape.norm1 = normalisation(weights.norm1, m_moments[block], in, rows);
    tape.y1 = m_training ? take("y1 " + std::to_string(block) + " " + std::to_string(layer), rows, middle)
                         : take("y1", rows, middle);
    Moments middleMoments(middle);
    if (!m_training)
        tape.norm2 = normalisation(weights.norm2, middleMoments, middle, rows);

    PointwiseForward first;
    first.x = at(buffer);
    first.xStride = shape.stride();
    first.in = in;
    first.out = middle;
    first.before = tape.norm1.affine();
    first.weights = packed(weights.conv1, false);
    first.y = at(tape.y1);
    first.yStride = middle;
    if (!m_training)
        first.after = tape.norm2.affine();
    const Sums sums = summed(rows, middle, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.pointwiseForward(first, begin, end, own, scratch(part));
    });
    if (m_training) {
        middleMoments.set(0, sums.first, sums.second, rows);
        tape.norm2 = normalisation(weights.norm2, middleMoments, middle, rows);
    }

    SpatialForward second;
    second.y = at(tape.y1);
    second.images = shape.images;
    second.height = shape.height;
    second.width = shape.width;
    second.in = middle;
    if (m_training)
        second.before = tape.norm2.affine();
    second.weights = packed(weights.conv2, false);
    second.out = at(buffer, in);
    second.outStride = shape.stride();
    const int64_t tiles = spatialTiles(shape.images, shape.height, shape.width, middle, m_kernels.valueBytes);
    const Sums made = summed(tiles, denseGroup, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.spatialForward(second, begin, end, own, scratch(part));
    });
    m_moments[block].set(in, made.first, made.second, rows);
}

void Pass::forwardTransition(size_t index) {
    const TransitionTensors& weights = m_trunk.transitions[index];
    const BlockShape &from = m_shapes[index], &to = m_shapes[index + 1];
    m_transitionNorms[index] = normalisation(weights.norm, m_moments[index], from.channels, from.rows());
    PointwiseForward p;
    p.x = at(m_buffers[index]);
    p.xStride = from.stride();
    p.in = from.channels;
    p.out = to.in;
    p.before = m_transitionNorms[index].affine();
    p.weights = packed(weights.conv, false);
    p.y = at(m_buffers[index + 1]);
    p.yStride = to.stride();
    p.pooledWidth = to.width;
    p.pooledHeight = to.height;
    const Sums sums = summed(to.rows(), to.in, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.pointwiseForward(p, begin, end, own, scratch(part));
    });
    m_moments[index + 1].set(0, sums.first, sums.second, to.rows());
}

Tensor Pass::forward(const Tensor& x) {
    for (size_t b = 0; b < m_shapes.size(); ++b) {
        m_buffers.push_back(take("block " + std::to_string(b), m_shapes[b].rows(), m_shapes[b].stride()));
        m_moments.emplace_back(m_shapes[b].channels);
        m_layers.emplace_back(m_trunk.blocks[b].size());
    }
    m_transitionNorms.resize(m_trunk.transitions.size());
    const BlockShape& shape = m_shapes.front();
    const Sums sums = summed(shape.rows(), shape.in, [&](int64_t begin, int64_t end, ChannelSums own, int64_t) {
        m_kernels.copyWithSums(x.data_ptr(), shape.in, at(m_buffers[0]), shape.stride(), begin, end, shape.in, own);
    });
    m_moments[0].set(0, sums.first, sums.second, shape.rows());
    for (size_t b = 0; b < m_shapes.size(); ++b) {
        for (size_t layer = 0; layer < m_layers[b].size(); ++layer)
            forwardLayer(b, layer);
        if (b + 1 < m_shapes.size())
            forwardTransition(b);
    }
    const BlockShape& last = m_shapes.back();
    m_lastNorm = normalisation(m_trunk.last, m_moments.back(), last.channels, last.rows());
    const Tensor features = torch::empty({last.images, last.channels, last.height, last.width},
                                         torch::TensorOptions(m_type).memory_format(torch::MemoryFormat::ChannelsLast));
    inParts(last.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.normalise(at(m_buffers.back()), last.stride(), m_lastNorm.affine(), at(features), last.channels,
                            begin, end, last.channels);
    });
    return features;
}

void Pass::backwardNorm(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level) const {
    const size_t channels = norm->scale.size();
    norm->weightGradient.resize(channels);
    norm->biasGradient.resize(channels);
    for (size_t c = 0; c < channels; ++c) {
        const double inverse = norm->inverse[c], scale = norm->scale[c];
        const double onX = scale * inverse * inverse * sums.second[c] / double(rows);
        slope[c] += float(-onX);
        level[c] += float(onX * norm->mean[c] - scale * sums.first[c] / double(rows));
        norm->biasGradient[c] = float(sums.first[c]);
        norm->weightGradient[c] = float(sums.second[c] * inverse);
    }
}

void Pass::backwardLayer(size_t block, size_t layer) {
    const DenseLayerTensors& weights = m_trunk.blocks[block][layer];
    const BlockShape& shape = m_shapes[block];
    const Tensor& buffer = m_buffers[block];
    LayerTape& tape = m_layers[block][layer];
    const int64_t rows = shape.rows(), in = weights.conv1.size(1), middle = weights.conv1.size(0);
    const Tensor g = take("middle gradient", rows, middle);

    SpatialBackward second;
    second.y = at(tape.y1);
    second.images = shape.images;
    second.height = shape.height;
    second.width = shape.width;
    second.in = middle;
    second.before = tape.norm2.affine();
    second.mean = tape.norm2.mean.data();
    second.out = at(buffer, in);
    second.dOut = at(m_gradient, in);
    second.outStride = shape.stride();
    second.slope = m_slope.data() + in;
    second.level = m_level.data() + in;
    second.weights = packed(weights.conv2, true);
    second.g = at(g);
    const int64_t tiles = spatialTiles(shape.images, shape.height, shape.width, middle, m_kernels.valueBytes);
    std::vector<float> taps;
    const Sums middleSums =
        summedWithWeights(tiles, middle, 9 * middle * denseGroup, &taps,
                          [&](int64_t begin, int64_t end, float* gradient, ChannelSums own, int64_t part) {
                              m_kernels.spatialBackward(second, begin, end, gradient, own, scratch(part));
                          });
    std::vector<float> slope(size_t(middle), 0.f), level(slope);
    backwardNorm(&tape.norm2, middleSums, rows, slope.data(), level.data());

    PointwiseBackward first;
    first.x = at(buffer);
    first.xStride = shape.stride();
    first.in = in;
    first.out = middle;
    first.before = tape.norm1.affine();
    first.mean = tape.norm1.mean.data();
    first.dy = at(g);
    first.dyStride = middle;
    first.y = at(tape.y1);
    first.dyScale = tape.norm2.scale.data();
    first.slope = slope.data();
    first.level = level.data();
    first.weights = packed(weights.conv1, true);
    first.dx = at(m_gradient);
    first.add = true;
    std::vector<float> pointwise;
    const Sums sums =
        summedWithWeights(rows, in, middle * in, &pointwise,
                          [&](int64_t begin, int64_t end, float* gradient, ChannelSums own, int64_t part) {
                              m_kernels.pointwiseBackward(first, begin, end, gradient, own, scratch(part));
                          });
    backwardNorm(&tape.norm1, sums, rows, m_slope.data(), m_level.data());

    auto& gradients = m_layerGradients[block][layer];
    gradients.first = torch::empty_like(weights.conv1);
    std::copy(pointwise.begin(), pointwise.end(), gradients.first.data_ptr<float>());
    // [tap][in][out] → the parameter's own layout
    gradients.second = torch::empty_like(weights.conv2);
    gradients.second.copy_(torch::from_blob(taps.data(), {3, 3, middle, denseGroup}).permute({3, 2, 0, 1}));
}

void Pass::backwardTransition(size_t index, const Tensor& dy) {
    const TransitionTensors& weights = m_trunk.transitions[index];
    const BlockShape &from = m_shapes[index], &to = m_shapes[index + 1];
    NormTape& norm = m_transitionNorms[index];
    PointwiseBackward p;
    p.x = at(m_buffers[index]);
    p.xStride = from.stride();
    p.in = from.channels;
    p.out = to.in;
    p.before = norm.affine();
    p.mean = norm.mean.data();
    p.dy = at(dy);
    p.dyStride = to.in;
    p.weights = packed(weights.conv, true);
    p.dx = at(m_gradient);
    p.pooledWidth = to.width;
    p.pooledHeight = to.height;
    std::vector<float> gradient;
    const Sums sums =
        summedWithWeights(to.rows(), from.channels, to.in * from.channels, &gradient,
                          [&](int64_t begin, int64_t end, float* own, ChannelSums channelSums, int64_t part) {
                              m_kernels.pointwiseBackward(p, begin, end, own, channelSums, scratch(part));
                          });
    backwardNorm(&norm, sums, from.rows(), m_slope.data(), m_level.data());
    m_transitionGradients[index] = torch::empty_like(weights.conv);
    std::copy(gradient.begin(), gradient.end(), m_transitionGradients[index].data_ptr<float>());
}

std::vector<Tensor> Pass::backward(const Tensor& dFeatures) {
    m_layerGradients.resize(m_shapes.size());
    m_transitionGradients.resize(m_trunk.transitions.size());
    Tensor dy; // of what the block at hand begins with
    for (size_t b = m_shapes.size(); b-- > 0;) {
        const BlockShape& shape = m_shapes[b];
        m_layerGradients[b].resize(m_layers[b].size());
        m_gradient = take("gradient", shape.rows(), shape.stride());
        m_slope.assign(size_t(shape.channels), 0.f);
        m_level.assign(size_t(shape.channels), 0.f);
        if (b + 1 == m_shapes.size()) {
            const Sums sums =
                summed(shape.rows(), shape.channels, [&](int64_t begin, int64_t end, ChannelSums own, int64_t) {
                    m_kernels.normaliseBackward(at(m_buffers[b]), shape.stride(), m_lastNorm.affine(),
                                                m_lastNorm.mean.data(), dFeatures.data_ptr(), shape.channels,
                                                at(m_gradient), begin, end, shape.channels, own);
                });
            backwardNorm(&m_lastNorm, sums, shape.rows(), m_slope.data(), m_level.data());
        } else {
            backwardTransition(b, dy);
        }
        for (size_t layer = m_layers[b].size(); layer-- > 0;)
            backwardLayer(b, layer);
        dy = b == 0 ? torch::empty({shape.images, shape.in, shape.height, shape.width},
                                   torch::TensorOptions(m_type).memory_format(torch::MemoryFormat::ChannelsLast))
                    : take("gradient of input", shape.rows(), shape.in);
        inParts(shape.rows(), [&](int64_t begin, int64_t end, int64_t) {
            m_kernels.finishGradient(at(m_buffers[b]), at(m_gradient), shape.stride(), m_slope.data(), m_level.data(),
                                     at(dy), shape.in, begin, end, shape.in);
        });
    }

    std::vector<Tensor> gradients = {dy};
    const auto addNorm = [&](const NormTape& norm) {
        gradients.push_back(torch::tensor(norm.weightGradient));
        gradients.push_back(torch::tensor(norm.biasGradient));
    };
    for (size_t b = 0; b < m_layers.size(); ++b) {
        for (size_t layer = 0; layer < m_layers[b].size(); ++layer) {
            addNorm(m_layers[b][layer].norm1);
            gradients.push_back(m_layerGradients[b][layer].first);
            addNorm(m_layers[b][layer].norm2);
            gradients.push_back(m_layerGradients[b][layer].second);
        }
        if (b < m_transitionGradients.size()) {
            addNorm(m_transitionNorms[b]);
            gradients.push_back(m_transitionGradients[b]);
        }
    }
    addNorm(m_lastNorm);
    return gradients;
}

// In the order of Pass::backward.
std::vector<Tensor> parametersOf(const DenseTrunkTensors& trunk) {
    std::vector<Tensor> all;
    const auto addNorm = [&](const DenseNorm& norm) {
        all.push_back(norm.state.weight);
        all.push_back(norm.state.bias);
    };
    for (size_t b = 0; b < trunk.blocks.size(); ++b) {
        for (const DenseLayerTensors& layer : trunk.blocks[b]) {
            addNorm(layer.norm1);
            all.push_back(layer.conv1);
            addNorm(layer.norm2);
            all.push_back(layer.conv2);
        }
        if (b < trunk.transitions.size()) {
            addNorm(trunk.transitions[b].norm);
            all.push_back(trunk.transitions[b].conv);
        }
    }
    addNorm(trunk.last);
    return all;
}

class TrunkFunction : public torch::autograd::Function<TrunkFunction> {
public:
    static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& x, at::TensorList,
                          const DenseTrunkTensors& trunk, const std::shared_ptr<DenseWorkspace>& workspace) {
        auto pass = c10::make_intrusive<Pass>(x, trunk, workspace, true);
        const Tensor features = pass->forward(x);
        context->saved_data["pass"] =
            c10::IValue::make_capsule(c10::static_intrusive_pointer_cast<torch::CustomClassHolder>(pass));
        return features;
    }
    static torch::autograd::tensor_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::tensor_list gradients) {
        const auto held = context->saved_data["pass"].toCapsule();
        Pass& pass = static_cast<Pass&>(*held);
        auto result = pass.backward(gradients[0].contiguous(torch::MemoryFormat::ChannelsLast));
        result.emplace_back(); // the trunk
        result.emplace_back(); // the workspace
        context->saved_data.clear();
        return result;
    }
};

bool multipleOfGroup(int64_t channels) {
    return channels > 0 && channels % denseGroup == 0;
}

} // namespace

bool canFuseTrunk(const Tensor& x, const DenseTrunkTensors& trunk) {
    const bool bf16 = x.scalar_type() == torch::kBFloat16;
    if (!x.device().is_cpu() || x.dim() != 4 || x.numel() == 0 || !multipleOfGroup(x.size(1)) ||
        (!bf16 && x.scalar_type() != torch::kFloat) || !denseKernels(bf16))
        return false;
    int64_t height = x.size(2), width = x.size(3);
    for (size_t b = 0; b < trunk.blocks.size(); ++b) {
        for (const DenseLayerTensors& layer : trunk.blocks[b])
            if (!multipleOfGroup(layer.conv1.size(0)) || layer.conv2.size(0) != denseGroup)
                return false;
        if (b < trunk.transitions.size() && !multipleOfGroup(trunk.transitions[b].conv.size(0)))
            return false;
        if (b < trunk.transitions.size() && (height % 2 != 0 || width % 2 != 0))
            return false;
        height /= 2;
        width /= 2;
    }
    return true;
}

Tensor fusedTrunkTraining(const Tensor& x, const DenseTrunkTensors& trunk,
                          const std::shared_ptr<DenseWorkspace>& workspace) {
    return TrunkFunction::apply(x.contiguous(torch::MemoryFormat::ChannelsLast), at::TensorList(parametersOf(trunk)),
                                trunk, workspace->taken ? makeDenseWorkspace() : workspace);
}

Tensor fusedTrunkInference(const Tensor& x, const DenseTrunkTensors& trunk,
                           const std::shared_ptr<DenseWorkspace>& workspace, bool weightsAreFinal) {
    const Tensor input = x.contiguous(torch::MemoryFormat::ChannelsLast);
    const bool free = !workspace->taken;
    return c10::make_intrusive<Pass>(input, trunk, free ? workspace : makeDenseWorkspace(), false,
                                     free && weightsAreFinal)
        ->forward(input);
}

} // namespace roentgen::models
