#include "engine/models/dense_machine.h"

namespace roentgen::models {

using torch::Tensor;

DenseMachine::DenseMachine(torch::ScalarType type, const std::vector<BlockShape>& shapes,
                           std::shared_ptr<DenseWorkspace> workspace, bool weightsAreFinal)
    : m_workspace(std::move(workspace))
    , m_type(type)
    , m_kernels(*denseKernels(type == torch::kBFloat16))
    , m_weightsAreFinal(weightsAreFinal)
    , m_parts(at::get_num_threads()) {
    m_workspace->taken = true;
    int64_t widest = 0;
    for (const BlockShape& shape : shapes)
        widest = std::max(widest, shape.channels);
    m_scratchBytes = denseScratchBytes(widest, shapes.front().width);
    m_scratch = m_workspace->take("scratch", m_parts, m_scratchBytes + 4096, torch::kByte);
}

const NormTape& DenseMachine::kept(NormTape& tape, const DenseNorm& norm, const Moments& moments, int64_t rows,
                                   bool training) {
    if (!m_weightsAreFinal)
        return tape = makeNormTape(norm, moments, rows, training);
    NormTape& shared = m_workspace->norms[norm.state.weight.data_ptr()];
    if (shared.scale.empty())
        shared = makeNormTape(norm, moments, rows, training);
    return shared;
}

char* DenseMachine::packed(const Tensor& weight, bool backward) {
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
bool DenseMachine::mayUseWinograd(const BlockShape& shape, int64_t middle) const {
    return m_weightsAreFinal && m_kernels.winogradForward && middle <= winogradChannels &&
           2 * winogradTiles(shape.images, shape.height, shape.width) >= m_parts * m_kernels.forwardRows;
}

char* DenseMachine::packedWinograd(const Tensor& weight) {
    Tensor& kept = m_workspace->packedWinograd[weight.data_ptr()];
    if (!kept.defined()) {
        kept = torch::empty({winogradWeights(weight.size(1))}, m_type);
        m_kernels.packWinograd(weight.data_ptr<float>(), weight.size(1), weight.stride(0), weight.stride(1),
                               weight.stride(3), kept.data_ptr());
    }
    return at(kept);
}

} // namespace roentgen::models
