// The dense blocks and transitions of a DenseNet as one step of autograd a block on the CPU: what the plain modules in
// densenet.cpp compute, without concatenation. A block is one buffer in which each layer writes its channels into their
// place; the batch statistics of a channel are taken once, when it is made; normalised values live only in the cache
// and are computed again in the backward pass; the part of a normalisation's gradient that is linear in x is gathered
// over all layers and applied once a channel. A transition pools before its 1×1 convolution, which is the same and a
// quarter of the work.
#pragma once

#include "engine/models/fused_norm_relu.h"

#include <memory>
#include <vector>

namespace roentgen::models {

struct DenseNorm {
    BatchNormState state;
    torch::Tensor batchesTracked; // int64 scalar
};
struct DenseLayerTensors {
    DenseNorm norm1;
    torch::Tensor conv1; // [middle, in, 1, 1]
    DenseNorm norm2;
    torch::Tensor conv2; // [growth, middle, 3, 3]
};
struct TransitionTensors {
    DenseNorm norm;
    torch::Tensor conv; // [in / 2, in, 1, 1]
};
struct DenseTrunkTensors {
    std::vector<std::vector<DenseLayerTensors>> blocks;
    std::vector<TransitionTensors> transitions; // one fewer than blocks
    DenseNorm last;
};

// Buffers of a step, kept for the next one. Not for several threads at once.
class DenseWorkspace;
std::shared_ptr<DenseWorkspace> makeDenseWorkspace();

// True where this processor and these shapes allow it: CPU, float32 or bf16 channels-last input with the instructions
// for it (dense_kernel.h), growth of 32, channel counts that are multiples of 32, even sizes in front of a transition.
bool canFuseTrunk(const torch::Tensor& x, const DenseTrunkTensors& trunk);

// [N,C,h,w] after the stem → [N,F,h/8,w/8] after the last normalisation and ReLU, channels-last, of x's dtype.
// Training: normalises with the batch's statistics and moves the running ones; differentiable in x and all weights.
torch::Tensor fusedTrunkTraining(const torch::Tensor& x, const DenseTrunkTensors& trunk,
                                 const std::shared_ptr<DenseWorkspace>& workspace);
// With the running statistics, without a gradient. weightsAreFinal: they have not changed since the workspace was made,
// so what was derived from them holds.
torch::Tensor fusedTrunkInference(const torch::Tensor& x, const DenseTrunkTensors& trunk,
                                  const std::shared_ptr<DenseWorkspace>& workspace, bool weightsAreFinal);

} // namespace roentgen::models
