#include "engine/models/dense_pass.h"

namespace roentgen::models {

using torch::Tensor;

void DensePass::backwardNorm(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level) const {
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

void DensePass::backwardLayer(size_t block, size_t layer) {
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

    auto& gradients = m_layerGradients[layer];
    gradients.first = torch::empty_like(weights.conv1);
    std::copy(pointwise.begin(), pointwise.end(), gradients.first.data_ptr<float>());
    // [tap][in][out] → the parameter's own layout
    gradients.second = torch::empty_like(weights.conv2);
    gradients.second.copy_(torch::from_blob(taps.data(), {3, 3, middle, denseGroup}).permute({3, 2, 0, 1}));
}

void DensePass::backwardTransition(size_t index, const Tensor& dy) {
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
    m_transitionGradient = torch::empty_like(weights.conv);
    std::copy(gradient.begin(), gradient.end(), m_transitionGradient.data_ptr<float>());
}

void DensePass::backwardLastNorm(const Tensor& dFeatures) {
    const BlockShape& shape = m_shapes.back();
    const Sums sums = summed(shape.rows(), shape.channels, [&](int64_t begin, int64_t end, ChannelSums own, int64_t) {
        m_kernels.normaliseBackward(at(m_buffers.back()), shape.stride(), m_lastNorm.affine(), m_lastNorm.mean.data(),
                                    dFeatures.data_ptr(), shape.channels, at(m_gradient), begin, end, shape.channels,
                                    own);
    });
    backwardNorm(&m_lastNorm, sums, shape.rows(), m_slope.data(), m_level.data());
}

// The first block's is handed out, the others' stay here.
void DensePass::finishInputGradient(size_t block) {
    const BlockShape& shape = m_shapes[block];
    m_inputGradient = block == 0
                          ? torch::empty({shape.images, shape.in, shape.height, shape.width},
                                         torch::TensorOptions(m_type).memory_format(torch::MemoryFormat::ChannelsLast))
                          : take("gradient of input", shape.rows(), shape.in);
    inParts(m_parts, shape.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.finishGradient(at(m_buffers[block]), at(m_gradient), shape.stride(), m_slope.data(), m_level.data(),
                                 at(m_inputGradient), shape.in, begin, end, shape.in);
    });
}

std::vector<Tensor> DensePass::blockGradients(size_t block) const {
    std::vector<Tensor> gradients;
    const auto addNorm = [&](const NormTape& norm) {
        gradients.push_back(torch::tensor(norm.weightGradient));
        gradients.push_back(torch::tensor(norm.biasGradient));
    };
    for (size_t layer = 0; layer < m_layers[block].size(); ++layer) {
        addNorm(m_layers[block][layer].norm1);
        gradients.push_back(m_layerGradients[layer].first);
        addNorm(m_layers[block][layer].norm2);
        gradients.push_back(m_layerGradients[layer].second);
    }
    const bool last = block + 1 == m_shapes.size();
    addNorm(last ? m_lastNorm : m_transitionNorms[block]);
    if (!last)
        gradients.push_back(m_transitionGradient);
    return gradients;
}

std::vector<Tensor> DensePass::backwardBlock(size_t block, const Tensor& dFeatures) {
    const BlockShape& shape = m_shapes[block];
    m_layerGradients.assign(m_layers[block].size(), {});
    m_gradient = take("gradient", shape.rows(), shape.stride());
    m_slope.assign(size_t(shape.channels), 0.f);
    m_level.assign(size_t(shape.channels), 0.f);
    if (block + 1 == m_shapes.size())
        backwardLastNorm(dFeatures);
    else
        backwardTransition(block, m_inputGradient);
    for (size_t layer = m_layers[block].size(); layer-- > 0;)
        backwardLayer(block, layer);
    finishInputGradient(block);
    std::vector<Tensor> gradients = {block == 0 ? m_inputGradient : torch::empty({0})};
    for (Tensor& gradient : blockGradients(block))
        gradients.push_back(std::move(gradient));
    return gradients;
}

} // namespace roentgen::models
