#include "engine/models/dense_backward.h"

namespace roentgen::models {

using torch::Tensor;

// The 3×3 convolution: from the channels that the layer added to the block to y1. Returns its weights' gradient.
Tensor DenseBackward::slice(size_t block, const DenseLayerTensors& weights, LayerTape& tape, MiddleGradient& middle) {
    const BlockShape& shape = m_tape.shapes[block];
    const Tensor& buffer = m_tape.buffers[block];
    const int64_t in = weights.conv1.size(1), channels = weights.conv1.size(0);
    SpatialBackward p;
    p.y = m_machine.at(tape.y1);
    p.images = shape.images;
    p.height = shape.height;
    p.width = shape.width;
    p.in = channels;
    p.before = tape.norm2.affine();
    p.mean = tape.norm2.mean.data();
    p.out = m_machine.at(buffer, in);
    p.dOut = m_machine.at(m_gradient, in);
    p.outStride = shape.stride();
    p.slope = m_slope.data() + in;
    p.level = m_level.data() + in;
    p.weights = m_machine.packedBackward(weights.conv2);
    p.g = m_machine.at(middle.g);
    const int64_t tiles = spatialTiles(shape.images, shape.height, shape.width, channels, m_kernels.valueBytes);
    std::vector<float> taps;
    const Sums sums = m_machine.summedWithWeights(
        tiles, channels, 9 * channels * denseGroup, &taps,
        [&](int64_t begin, int64_t end, float* gradient, ChannelSums own, int64_t part) {
            m_kernels.spatialBackward(p, begin, end, gradient, own, m_machine.scratch(part));
        });
    addNormGradient(&tape.norm2, sums, shape.rows(), middle.slope.data(), middle.level.data());
    // [tap][in][out] → the parameter's own layout
    Tensor gradient = torch::empty_like(weights.conv2);
    gradient.copy_(torch::from_blob(taps.data(), {3, 3, channels, denseGroup}).permute({3, 2, 0, 1}));
    return gradient;
}

// A 1×1 convolution of a block's channels, normalised: from so many rows of p.dy to those channels. Returns its
// weights' gradient.
Tensor DenseBackward::pointwise(size_t block, NormTape& norm, const Tensor& weight, PointwiseBackward p, int64_t rows) {
    const BlockShape& shape = m_tape.shapes[block];
    p.x = m_machine.at(m_tape.buffers[block]);
    p.xStride = shape.stride();
    p.in = weight.size(1);
    p.out = weight.size(0);
    p.before = norm.affine();
    p.mean = norm.mean.data();
    p.dyStride = p.out;
    p.weights = m_machine.packedBackward(weight);
    p.dx = m_machine.at(m_gradient);
    std::vector<float> sum;
    const Sums sums = m_machine.summedWithWeights(
        rows, p.in, p.out * p.in, &sum,
        [&](int64_t begin, int64_t end, float* own, ChannelSums channelSums, int64_t part) {
            m_kernels.pointwiseBackward(p, begin, end, own, channelSums, m_machine.scratch(part));
        });
    addNormGradient(&norm, sums, shape.rows(), m_slope.data(), m_level.data());
    Tensor gradient = torch::empty_like(weight);
    std::copy(sum.begin(), sum.end(), gradient.data_ptr<float>());
    return gradient;
}

DenseBackward::LayerGradients DenseBackward::layer(size_t block, size_t index) {
    const DenseLayerTensors& weights = m_trunk.blocks[block][index];
    LayerTape& tape = m_tape.layers[block][index];
    const int64_t rows = m_tape.shapes[block].rows(), channels = weights.conv1.size(0);
    const std::vector<float> none(size_t(channels), 0.f);
    MiddleGradient middle{m_machine.take("middle gradient", rows, channels), none, none};
    LayerGradients gradients;
    gradients.conv2 = slice(block, weights, tape, middle);
    PointwiseBackward p;
    p.dy = m_machine.at(middle.g);
    p.y = m_machine.at(tape.y1);
    p.dyScale = tape.norm2.scale.data();
    p.slope = middle.slope.data();
    p.level = middle.level.data();
    p.add = true;
    gradients.conv1 = pointwise(block, tape.norm1, weights.conv1, p, rows);
    return gradients;
}

void DenseBackward::transition(size_t index, const Tensor& dy) {
    const BlockShape& to = m_tape.shapes[index + 1];
    PointwiseBackward p;
    p.dy = m_machine.at(dy);
    p.pooledWidth = to.width;
    p.pooledHeight = to.height;
    m_transitionGradient =
        pointwise(index, m_tape.transitionNorms[index], m_trunk.transitions[index].conv, p, to.rows());
}

void DenseBackward::lastNorm(const Tensor& dFeatures) {
    const BlockShape& shape = m_tape.shapes.back();
    NormTape& norm = m_tape.lastNorm;
    const Sums sums =
        m_machine.summed(shape.rows(), shape.channels, [&](int64_t begin, int64_t end, ChannelSums own, int64_t) {
            m_kernels.normaliseBackward(m_machine.at(m_tape.buffers.back()), shape.stride(), norm.affine(),
                                        norm.mean.data(), dFeatures.data_ptr(), shape.channels,
                                        m_machine.at(m_gradient), begin, end, shape.channels, own);
        });
    addNormGradient(&norm, sums, shape.rows(), m_slope.data(), m_level.data());
}

// The first block's is handed out, the others' stay here.
void DenseBackward::finishInputGradient(size_t block) {
    const BlockShape& shape = m_tape.shapes[block];
    m_inputGradient =
        block == 0
            ? torch::empty({shape.images, shape.in, shape.height, shape.width},
                           torch::TensorOptions(m_machine.type()).memory_format(torch::MemoryFormat::ChannelsLast))
            : m_machine.take("gradient of input", shape.rows(), shape.in);
    m_machine.inParts(shape.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.finishGradient(m_machine.at(m_tape.buffers[block]), m_machine.at(m_gradient), shape.stride(),
                                 m_slope.data(), m_level.data(), m_machine.at(m_inputGradient), shape.in, begin, end,
                                 shape.in);
    });
}

std::vector<Tensor> DenseBackward::gradients(size_t block) const {
    std::vector<Tensor> all = {block == 0 ? m_inputGradient : torch::empty({0})};
    const auto addNorm = [&](const NormTape& norm) {
        all.push_back(torch::tensor(norm.weightGradient));
        all.push_back(torch::tensor(norm.biasGradient));
    };
    for (size_t one = 0; one < m_layerGradients.size(); ++one) {
        addNorm(m_tape.layers[block][one].norm1);
        all.push_back(m_layerGradients[one].conv1);
        addNorm(m_tape.layers[block][one].norm2);
        all.push_back(m_layerGradients[one].conv2);
    }
    const bool last = block + 1 == m_tape.shapes.size();
    addNorm(last ? m_tape.lastNorm : m_tape.transitionNorms[block]);
    if (!last)
        all.push_back(m_transitionGradient);
    return all;
}

std::vector<Tensor> DenseBackward::block(size_t index, const Tensor& dFeatures) {
    const BlockShape& shape = m_tape.shapes[index];
    m_gradient = m_machine.take("gradient", shape.rows(), shape.stride());
    m_slope.assign(size_t(shape.channels), 0.f);
    m_level.assign(size_t(shape.channels), 0.f);
    if (index + 1 == m_tape.shapes.size())
        lastNorm(dFeatures);
    else
        transition(index, m_inputGradient);
    m_layerGradients.assign(m_tape.layers[index].size(), {});
    for (size_t one = m_layerGradients.size(); one-- > 0;)
        m_layerGradients[one] = layer(index, one);
    finishInputGradient(index);
    return gradients(index);
}

} // namespace roentgen::models
