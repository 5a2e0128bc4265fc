#include "engine/models/dense_pass.h"

namespace roentgen::models {

using torch::Tensor;

namespace {

// Rows that a thread takes at once in inference: whole tiles of the 1×1 convolution, or quarters of them where there
// are few.
int64_t pieceOf(int64_t rows) {
    constexpr int64_t tile = 56, pieces = 16;
    return rows >= tile * pieces ? tile : tile / 4;
}

} // namespace

void DensePass::forwardLayer(size_t block, size_t layer) {
    LayerTape& tape = m_layers[block][layer];
    const int64_t rows = m_shapes[block].rows(), middle = m_trunk.blocks[block][layer].conv1.size(0);
    tape.y1 = m_training ? take("y1 " + std::to_string(block) + " " + std::to_string(layer), rows, middle)
                         : take("y1", rows, middle);
    forwardBottleneck(block, m_trunk.blocks[block][layer], tape);
    forwardSlice(block, m_trunk.blocks[block][layer], tape);
}

// The 1×1 convolution to y1; in inference the second normalisation as well.
void DensePass::forwardBottleneck(size_t block, const DenseLayerTensors& weights, LayerTape& tape) {
    const BlockShape& shape = m_shapes[block];
    const int64_t rows = shape.rows(), middle = weights.conv1.size(0);
    Moments middleMoments(middle);
    PointwiseForward p;
    p.x = at(m_buffers[block]);
    p.xStride = shape.stride();
    p.in = weights.conv1.size(1);
    p.out = middle;
    p.before = kept(tape.norm1, weights.norm1, m_moments[block], rows).affine();
    p.weights = packed(weights.conv1, false);
    p.y = at(tape.y1);
    p.yStride = middle;
    if (!m_training) {
        p.after = kept(tape.norm2, weights.norm2, middleMoments, rows).affine();
        shared(rows, pieceOf(rows), [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.pointwiseForward(p, begin, end, {}, scratch(part));
        });
        return;
    }
    const Sums sums = summed(rows, middle, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.pointwiseForward(p, begin, end, own, scratch(part));
    });
    middleMoments.set(0, sums.first, sums.second, rows);
    kept(tape.norm2, weights.norm2, middleMoments, rows);
}

// The 3×3 convolution from y1 to the channels that the layer adds to the block.
void DensePass::forwardSlice(size_t block, const DenseLayerTensors& weights, LayerTape& tape) {
    const BlockShape& shape = m_shapes[block];
    const int64_t in = weights.conv1.size(1), middle = weights.conv1.size(0);
    SpatialForward p;
    p.y = at(tape.y1);
    p.images = shape.images;
    p.height = shape.height;
    p.width = shape.width;
    p.in = middle;
    p.out = at(m_buffers[block], in);
    p.outStride = shape.stride();
    if (mayUseWinograd(shape, middle)) {
        p.weights = packedWinograd(weights.conv2);
        const int64_t tiles = winogradTiles(shape.images, shape.height, shape.width);
        shared(
            tiles, std::min(m_kernels.forwardRows, (tiles + m_parts - 1) / m_parts),
            [&](int64_t begin, int64_t end, int64_t part) { m_kernels.winogradForward(p, begin, end, scratch(part)); });
        return;
    }
    p.weights = packed(weights.conv2, false);
    const int64_t tiles = spatialTiles(shape.images, shape.height, shape.width, middle, m_kernels.valueBytes);
    if (!m_training) {
        shared(tiles, 1, [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.spatialForward(p, begin, end, {}, scratch(part));
        });
        return;
    }
    p.before = tape.norm2.affine();
    const Sums made = summed(tiles, denseGroup, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.spatialForward(p, begin, end, own, scratch(part));
    });
    m_moments[block].set(in, made.first, made.second, shape.rows());
}

void DensePass::forwardTransition(size_t index) {
    const TransitionTensors& weights = m_trunk.transitions[index];
    const BlockShape &from = m_shapes[index], &to = m_shapes[index + 1];
    PointwiseForward p;
    p.x = at(m_buffers[index]);
    p.xStride = from.stride();
    p.in = from.channels;
    p.out = to.in;
    p.before = kept(m_transitionNorms[index], weights.norm, m_moments[index], from.rows()).affine();
    p.weights = packed(weights.conv, false);
    p.y = at(m_buffers[index + 1]);
    p.yStride = to.stride();
    p.pooledWidth = to.width;
    p.pooledHeight = to.height;
    if (!m_training) {
        shared(to.rows(), pieceOf(to.rows()), [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.pointwiseForward(p, begin, end, {}, scratch(part));
        });
        return;
    }
    const Sums sums = summed(to.rows(), to.in, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.pointwiseForward(p, begin, end, own, scratch(part));
    });
    m_moments[index + 1].set(0, sums.first, sums.second, to.rows());
}

Tensor DensePass::forwardLastNorm() {
    const BlockShape& last = m_shapes.back();
    const NormTape& norm = kept(m_lastNorm, m_trunk.last, m_moments.back(), last.rows());
    const Tensor features = torch::empty({last.images, last.channels, last.height, last.width},
                                         torch::TensorOptions(m_type).memory_format(torch::MemoryFormat::ChannelsLast));
    inParts(m_parts, last.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.normalise(at(m_buffers.back()), last.stride(), norm.affine(), at(features), last.channels, begin, end,
                            last.channels);
    });
    return features;
}

void DensePass::begin(const Tensor& x) {
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
}

Tensor DensePass::forwardBlock(size_t block) {
    for (size_t layer = 0; layer < m_layers[block].size(); ++layer)
        forwardLayer(block, layer);
    if (block + 1 == m_shapes.size())
        return forwardLastNorm();
    forwardTransition(block);
    return torch::empty({0});
}

Tensor DensePass::forward(const Tensor& x) {
    begin(x);
    Tensor features;
    for (size_t b = 0; b < m_shapes.size(); ++b)
        features = forwardBlock(b);
    return features;
}

} // namespace roentgen::models
