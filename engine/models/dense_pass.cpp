#include "engine/models/dense_pass.h"

#include <cmath>

namespace roentgen::models {

using torch::Tensor;

std::shared_ptr<DenseWorkspace> makeDenseWorkspace() {
    return std::make_shared<DenseWorkspace>();
}

DensePass::DensePass(const Tensor& x, const DenseTrunkTensors& trunk, std::shared_ptr<DenseWorkspace> workspace,
                     bool training, bool weightsAreFinal)
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

NormTape DensePass::normalisation(const DenseNorm& norm, const Moments& moments, int64_t channels, int64_t rows) const {
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

const NormTape& DensePass::kept(NormTape& tape, const DenseNorm& norm, const Moments& moments, int64_t rows) const {
    const int64_t channels = norm.state.weight.numel();
    if (!m_weightsAreFinal)
        return tape = normalisation(norm, moments, channels, rows);
    NormTape& shared = m_workspace->norms[norm.state.weight.data_ptr()];
    if (shared.scale.empty())
        shared = normalisation(norm, moments, channels, rows);
    return shared;
}

char* DensePass::packed(const Tensor& weight, bool backward) {
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

// Where each thread gets at least half a product's rows of tiles: with fewer, the passing of the weights, which are
// four times as many, costs more than the products that are saved.
bool DensePass::mayUseWinograd(const BlockShape& shape, int64_t middle) const {
    return m_weightsAreFinal && m_kernels.winogradForward && middle <= winogradChannels &&
           2 * winogradTiles(shape.images, shape.height, shape.width) >= m_parts * m_kernels.forwardRows;
}

char* DensePass::packedWinograd(const Tensor& weight) {
    Tensor& kept = m_workspace->packedWinograd[weight.data_ptr()];
    if (!kept.defined()) {
        kept = torch::empty({winogradWeights(weight.size(1))}, m_type);
        m_kernels.packWinograd(weight.data_ptr<float>(), weight.size(1), weight.stride(0), weight.stride(1),
                               weight.stride(3), kept.data_ptr());
    }
    return at(kept);
}

} // namespace roentgen::models
