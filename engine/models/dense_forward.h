// The way forward through a DenseNet's dense blocks and transitions (dense_trunk.h says how it is computed).
#pragma once

#include "engine/models/dense_machine.h"

namespace roentgen::models {

class DenseForward {
public:
    // All outlive it. Training: with the batch's statistics, and with a tape that DenseBackward can follow.
    DenseForward(const DenseTrunkTensors& trunk, DenseMachine& machine, DenseTape& tape, bool training)
        : m_trunk(trunk)
        , m_machine(machine)
        , m_kernels(machine.kernels())
        , m_tape(tape)
        , m_training(training) {}

    // Whole, or begin() and then block by block. x: [N,C,H,W] after the stem, channels-last.
    torch::Tensor all(const torch::Tensor& x);
    void begin(const torch::Tensor& x);
    // A block and what follows it (a transition, or the last normalisation). The features where it is the last; else an
    // empty tensor that stands for the next block's buffer.
    torch::Tensor block(size_t index);

private:
    void layer(size_t block, size_t index);
    Sums pointwise(size_t block, const DenseNorm& norm, NormTape& tape, const torch::Tensor& weight, PointwiseForward p,
                   int64_t rows);
    void bottleneck(size_t block, const DenseLayerTensors& weights, LayerTape& tape);
    void slice(size_t block, const DenseLayerTensors& weights, LayerTape& tape);
    void transition(size_t index);
    torch::Tensor lastNorm();
    const NormTape& kept(NormTape& tape, const DenseNorm& norm, const Moments& moments, int64_t rows) {
        return m_machine.kept(tape, norm, moments, rows, m_training);
    }

    const DenseTrunkTensors& m_trunk;
    DenseMachine& m_machine;
    const DenseKernels& m_kernels;
    DenseTape& m_tape;
    const bool m_training;
};

} // namespace roentgen::models
