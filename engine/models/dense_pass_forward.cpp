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
    if (m_training) {
        const Sums sums = summed(rows, middle, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
            m_kernels.pointwiseForward(first, begin, end, own, scratch(part));
        });
        middleMoments.set(0, sums.first, sums.second, rows);
        tape.norm2 = normalisation(weights.norm2, middleMoments, middle, rows);
    } else {
        shared(rows, pieceOf(rows), [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.pointwiseForward(first, begin, end, {}, scratch(part));
        });
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
    if (!m_training) {
        shared(tiles, 1, [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.spatialForward(second, begin, end, {}, scratch(part));
        });
        return;
    }
    const Sums made = summed(tiles, denseGroup, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
        m_kernels.spatialForward(second, begin, end, own, scratch(part));
    });
    m_moments[block].set(in, made.first, made.second, rows);
}

void DensePass::forwardTransition(size_t index) {
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
    m_lastNorm = normalisation(m_trunk.last, m_moments.back(), last.channels, last.rows());
    const Tensor features = torch::empty({last.images, last.channels, last.height, last.width},
                                         torch::TensorOptions(m_type).memory_format(torch::MemoryFormat::ChannelsLast));
    inParts(m_parts, last.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.normalise(at(m_buffers.back()), last.stride(), m_lastNorm.affine(), at(features), last.channels,
                            begin, end, last.channels);
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
