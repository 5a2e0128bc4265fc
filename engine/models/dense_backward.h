// The way back through a DenseNet's dense blocks and transitions (dense_trunk.h says how it is computed).
#pragma once

#include "engine/models/dense_machine.h"

namespace roentgen::models {

class DenseBackward {
public:
    // All outlive it; the tape is that of a DenseForward in training that has ended.
    DenseBackward(const DenseTrunkTensors& trunk, DenseMachine& machine, DenseTape& tape)
        : m_trunk(trunk)
        , m_machine(machine)
        , m_kernels(machine.kernels())
        , m_tape(tape) {}

    // From the last block to the first: the gradient of what went into the block (x, or an empty tensor that stands for
    // the buffer before) and those of its parameters and of what follows it: of each layer norm1's weight and bias,
    // conv1, norm2's and conv2, then those of the transition or the last normalisation. dFeatures: of the last block's
    // output.
    std::vector<torch::Tensor> block(size_t index, const torch::Tensor& dFeatures);

private:
    // Of what a layer's 1×1 convolution makes, y: g · norm2's scale + y · slope + level.
    struct MiddleGradient {
        torch::Tensor g;
        std::vector<float> slope, level;
    };
    struct LayerGradients {
        torch::Tensor conv1, conv2;
    };
    void lastNorm(const torch::Tensor& dFeatures);
    void transition(size_t index, const torch::Tensor& dy);
    LayerGradients layer(size_t block, size_t index);
    torch::Tensor slice(size_t block, const DenseLayerTensors& weights, LayerTape& tape, MiddleGradient& middle);
    torch::Tensor pointwise(size_t block, NormTape& norm, const torch::Tensor& weight, PointwiseBackward p,
                            int64_t rows);
    void finishInputGradient(size_t block);
    std::vector<torch::Tensor> gradients(size_t block) const;

    const DenseTrunkTensors& m_trunk;
    DenseMachine& m_machine;
    const DenseKernels& m_kernels;
    DenseTape& m_tape;
    torch::Tensor m_gradient;                     // of the buffer of the block at hand
    std::vector<float> m_slope, m_level;          // what is linear in that buffer, still to be added
    std::vector<LayerGradients> m_layerGradients; // of the block at hand
    torch::Tensor m_transitionGradient;
    torch::Tensor m_inputGradient; // of what the block before begins with
};

} // namespace roentgen::models
