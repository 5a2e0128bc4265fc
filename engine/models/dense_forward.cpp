#include "engine/models/dense_forward.h"

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

void DenseForward::layer(size_t block, size_t index) {
    const DenseLayerTensors& weights = m_trunk.blocks[block][index];
    LayerTape& tape = m_tape.layers[block][index];
    const std::string name = m_training ? "y1 " + std::to_string(block) + " " + std::to_string(index) : "y1";
    tape.y1 = m_machine.take(name, m_tape.shapes[block].rows(), weights.conv1.size(0));
    bottleneck(block, weights, tape);
    slice(block, weights, tape);
}

// A 1×1 convolution of a block's channels, normalised, to so many rows of p.y. In training: the sums of what it made.
Sums DenseForward::pointwise(size_t block, const DenseNorm& norm, NormTape& tape, const Tensor& weight,
                             PointwiseForward p, int64_t rows) {
    const BlockShape& shape = m_tape.shapes[block];
    p.x = m_machine.at(m_tape.buffers[block]);
    p.xStride = shape.stride();
    p.in = weight.size(1);
    p.out = weight.size(0);
    p.before = kept(tape, norm, m_tape.moments[block], shape.rows()).affine();
    p.weights = m_machine.packed(weight);
    if (m_training)
        return m_machine.summed(rows, p.out, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
            m_kernels.pointwiseForward(p, begin, end, own, m_machine.scratch(part));
        });
    m_machine.shared(rows, pieceOf(rows), [&](int64_t begin, int64_t end, int64_t part) {
        m_kernels.pointwiseForward(p, begin, end, {}, m_machine.scratch(part));
    });
    return {};
}

// The 1×1 convolution to y1; in inference the second normalisation as well.
void DenseForward::bottleneck(size_t block, const DenseLayerTensors& weights, LayerTape& tape) {
    const int64_t rows = m_tape.shapes[block].rows(), middle = weights.conv1.size(0);
    Moments middleMoments(middle);
    PointwiseForward p;
    p.y = m_machine.at(tape.y1);
    p.yStride = middle;
    if (!m_training)
        p.after = kept(tape.norm2, weights.norm2, middleMoments, rows).affine();
    const Sums sums = pointwise(block, weights.norm1, tape.norm1, weights.conv1, p, rows);
    if (!m_training)
        return;
    middleMoments.set(0, sums, rows);
    kept(tape.norm2, weights.norm2, middleMoments, rows);
}

// The 3×3 convolution from y1 to the channels that the layer adds to the block.
void DenseForward::slice(size_t block, const DenseLayerTensors& weights, LayerTape& tape) {
    const BlockShape& shape = m_tape.shapes[block];
    const int64_t in = weights.conv1.size(1), middle = weights.conv1.size(0);
    SpatialForward p;
    p.y = m_machine.at(tape.y1);
    p.images = shape.images;
    p.height = shape.height;
    p.width = shape.width;
    p.in = middle;
    p.out = m_machine.at(m_tape.buffers[block], in);
    p.outStride = shape.stride();
    if (m_machine.mayUseWinograd(shape, middle)) {
        p.weights = m_machine.packedWinograd(weights.conv2);
        const int64_t tiles = winogradTiles(shape.images, shape.height, shape.width);
        const int64_t each = (tiles + m_machine.threads() - 1) / m_machine.threads();
        m_machine.shared(tiles, std::min(m_kernels.forwardRows, each), [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.winogradForward(p, begin, end, m_machine.scratch(part));
        });
        return;
    }
    p.weights = m_machine.packed(weights.conv2);
    const int64_t tiles = spatialTiles(shape.images, shape.height, shape.width, middle, m_kernels.valueBytes);
    if (!m_training) {
        m_machine.shared(tiles, 1, [&](int64_t begin, int64_t end, int64_t part) {
            m_kernels.spatialForward(p, begin, end, {}, m_machine.scratch(part));
        });
        return;
    }
    p.before = tape.norm2.affine();
    const Sums made =
        m_machine.summed(tiles, denseGroup, [&](int64_t begin, int64_t end, ChannelSums own, int64_t part) {
            m_kernels.spatialForward(p, begin, end, own, m_machine.scratch(part));
        });
    m_tape.moments[block].set(in, made, shape.rows());
}

void DenseForward::transition(size_t index) {
    const TransitionTensors& weights = m_trunk.transitions[index];
    const BlockShape& to = m_tape.shapes[index + 1];
    PointwiseForward p;
    p.y = m_machine.at(m_tape.buffers[index + 1]);
    p.yStride = to.stride();
    p.pooledWidth = to.width;
    p.pooledHeight = to.height;
    const Sums sums = pointwise(index, weights.norm, m_tape.transitionNorms[index], weights.conv, p, to.rows());
    if (m_training)
        m_tape.moments[index + 1].set(0, sums, to.rows());
}

Tensor DenseForward::lastNorm() {
    const BlockShape& last = m_tape.shapes.back();
    const NormTape& norm = kept(m_tape.lastNorm, m_trunk.last, m_tape.moments.back(), last.rows());
    const Tensor features =
        torch::empty({last.images, last.channels, last.height, last.width},
                     torch::TensorOptions(m_machine.type()).memory_format(torch::MemoryFormat::ChannelsLast));
    m_machine.inParts(last.rows(), [&](int64_t begin, int64_t end, int64_t) {
        m_kernels.normalise(m_machine.at(m_tape.buffers.back()), last.stride(), norm.affine(), m_machine.at(features),
                            last.channels, begin, end, last.channels);
    });
    return features;
}

void DenseForward::begin(const Tensor& x) {
    for (size_t b = 0; b < m_tape.shapes.size(); ++b) {
        m_tape.buffers.push_back(
            m_machine.take("block " + std::to_string(b), m_tape.shapes[b].rows(), m_tape.shapes[b].stride()));
        m_tape.moments.emplace_back(m_tape.shapes[b].channels);
        m_tape.layers.emplace_back(m_trunk.blocks[b].size());
    }
    m_tape.transitionNorms.resize(m_trunk.transitions.size());
    const BlockShape& shape = m_tape.shapes.front();
    const Sums sums =
        m_machine.summed(shape.rows(), shape.in, [&](int64_t begin, int64_t end, ChannelSums own, int64_t) {
            m_kernels.copyWithSums(x.data_ptr(), shape.in, m_machine.at(m_tape.buffers[0]), shape.stride(), begin, end,
                                   shape.in, own);
        });
    m_tape.moments[0].set(0, sums, shape.rows());
}

Tensor DenseForward::block(size_t index) {
    for (size_t one = 0; one < m_tape.layers[index].size(); ++one)
        layer(index, one);
    if (index + 1 == m_tape.shapes.size())
        return lastNorm();
    transition(index);
    return torch::empty({0});
}

Tensor DenseForward::all(const Tensor& x) {
    begin(x);
    Tensor features;
    for (size_t b = 0; b < m_tape.shapes.size(); ++b)
        features = block(b);
    return features;
}

} // namespace roentgen::models
