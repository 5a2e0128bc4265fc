// What a forward pass through the dense blocks leaves for the way back.
#pragma once

#include "engine/models/dense_norm.h"

#include <torch/types.h>

namespace roentgen::models {

struct BlockShape {
    int64_t images, height, width, in, channels; // in: channels that the block begins with
    int64_t rows() const { return images * height * width; }
    int64_t stride() const { return channels + 32; } // values between rows of its buffer: no power of two
};

struct LayerTape {
    NormTape norm1, norm2;
    torch::Tensor y1; // of its 1×1 convolution
};

struct DenseTape {
    std::vector<BlockShape> shapes;
    std::vector<torch::Tensor> buffers; // a block's channels, [rows, stride]
    std::vector<Moments> moments;       // of each buffer
    std::vector<std::vector<LayerTape>> layers;
    std::vector<NormTape> transitionNorms;
    NormTape lastNorm;

    // Its shapes, for x of [N,C,H,W]; DenseForward fills the rest.
    DenseTape(const torch::Tensor& x, const DenseTrunkTensors& trunk) {
        BlockShape shape{x.size(0), x.size(2), x.size(3), x.size(1), 0};
        for (const auto& layers : trunk.blocks) {
            shape.channels = shape.in + int64_t(layers.size()) * denseGroup;
            shapes.push_back(shape);
            shape = {shape.images, shape.height / 2, shape.width / 2, shape.channels / 2, 0};
        }
    }
};

} // namespace roentgen::models
