// One pass through a DenseNet's dense blocks and transitions, forward or back (dense_trunk.h says how it is computed).
#pragma once

#include "engine/models/dense_kernel.h"
#include "engine/models/dense_trunk.h"
#include "engine/models/torch_headers.h"

#include <atomic>
#include <torch/custom_class.h>

#if AT_PARALLEL_OPENMP && !defined(_OPENMP)
#error "at::parallel_for would run on one thread: compile with OpenMP"
#endif

namespace roentgen::models {

constexpr int64_t denseRowPadding = 32; // values between the rows of a block's buffer: no power of two

// Calls work(first, last, part) on `parts` equal parts of 0 … count, one a thread: the same ones however many run at
// once.
template <typename Work>
void inParts(int64_t parts, int64_t count, Work work) {
    at::parallel_for(0, parts, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part)
            work(count * part / parts, count * (part + 1) / parts, part);
    });
}

// A normalisation of one forward pass: what it did, and where its gradient goes.
struct NormTape {
    std::vector<float> scale, offset, mean, inverse;
    std::vector<float> weightGradient, biasGradient;
    ChannelAffine affine() const { return {scale.data(), offset.data()}; }
};

// The statistics of a buffer's channels.
struct Moments {
    std::vector<double> mean, variance;
    explicit Moments(int64_t channels)
        : mean(size_t(channels))
        , variance(size_t(channels)) {}
    void set(int64_t from, const std::vector<double>& sum, const std::vector<double>& square, int64_t rows) {
        for (size_t c = 0; c < sum.size(); ++c) {
            const double average = sum[c] / double(rows);
            mean[size_t(from) + c] = average;
            variance[size_t(from) + c] = std::max(0.0, square[c] / double(rows) - average * average);
        }
    }
};

struct Sums {
    std::vector<double> first, second;
};

// Buffers that live from step to step: page faults cost more than the arithmetic on a large allocation.
class DenseWorkspace {
public:
    // [rows, columns] of this type; the same name gives the same memory as long as that is large enough.
    torch::Tensor take(const std::string& name, int64_t rows, int64_t columns, torch::ScalarType type) {
        torch::Tensor& kept = m_kept[name];
        if (!kept.defined() || kept.scalar_type() != type || kept.numel() < rows * columns)
            kept = torch::empty({rows * columns}, type);
        return kept.narrow(0, 0, rows * columns).view({rows, columns});
    }
    bool taken = false; // by a pass that has not ended yet
    // Of inference with final weights, by the weight that they are made of.
    std::map<const void*, torch::Tensor> packed, packedWinograd;
    std::map<const void*, NormTape> norms;

private:
    std::map<std::string, torch::Tensor> m_kept;
};

struct BlockShape {
    int64_t images, height, width, in, channels;
    int64_t rows() const { return images * height * width; }
    int64_t stride() const { return channels + denseRowPadding; }
};

// Holds what the backward pass needs. One thread at a time.
class DensePass : public torch::CustomClassHolder {
public:
    DensePass(const torch::Tensor& x, const DenseTrunkTensors& trunk, std::shared_ptr<DenseWorkspace> workspace,
              bool training, bool weightsAreFinal = false);
    ~DensePass() override { m_workspace->taken = false; }

    // Whole, or begin() and then block by block.
    torch::Tensor forward(const torch::Tensor& x);
    void begin(const torch::Tensor& x);
    // A block and what follows it (a transition, or the last normalisation). The features where it is the last; else an
    // empty tensor that stands for the next block's buffer.
    torch::Tensor forwardBlock(size_t block);
    // From the last block to the first: the gradient of what went into the block (x, or empty as above) and those of
    // blockParameters(), in their order. dFeatures: of the last block's output.
    std::vector<torch::Tensor> backwardBlock(size_t block, const torch::Tensor& dFeatures);

private:
    struct LayerTape {
        NormTape norm1, norm2;
        torch::Tensor y1;
    };

    torch::Tensor take(const std::string& name, int64_t rows, int64_t columns) {
        return m_workspace->take(name, rows, columns, m_type);
    }
    char* at(const torch::Tensor& buffer, int64_t value = 0) const {
        return static_cast<char*>(buffer.data_ptr()) + value * m_kernels.valueBytes;
    }
    char* scratch(int64_t part) const {
        char* own = static_cast<char*>(m_scratch.data_ptr()) + part * (m_scratchBytes + 4096);
        return reinterpret_cast<char*>((reinterpret_cast<uintptr_t>(own) + 63) & ~uintptr_t(63));
    }
    // Two sums a channel over all parts of `count`, in the parts' order.
    template <typename Work>
    Sums summed(int64_t count, int64_t channels, Work work) const;
    // The same without sums, in pieces that the threads take as they come: none waits long for another that the machine
    // has slowed.
    template <typename Work>
    void shared(int64_t count, int64_t piece, Work work) const;
    template <typename Work>
    Sums summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient, Work work);

    NormTape normalisation(const DenseNorm& norm, const Moments& moments, int64_t channels, int64_t rows) const;
    // The same, kept in `tape`, or of final weights in the workspace, where it is made once.
    const NormTape& kept(NormTape& tape, const DenseNorm& norm, const Moments& moments, int64_t rows) const;
    void forwardLayer(size_t block, size_t layer);
    void forwardBottleneck(size_t block, const DenseLayerTensors& weights, LayerTape& tape);
    void forwardSlice(size_t block, const DenseLayerTensors& weights, LayerTape& tape);
    void backwardLayer(size_t block, size_t layer);
    torch::Tensor forwardLastNorm();
    void forwardTransition(size_t index);
    void backwardTransition(size_t index, const torch::Tensor& dy);
    void backwardLastNorm(const torch::Tensor& dFeatures);
    void finishInputGradient(size_t block);
    std::vector<torch::Tensor> blockGradients(size_t block) const;
    // Takes the sums of a normalisation's gradient: its weights' gradients, and what is linear in x.
    void backwardNorm(NormTape* norm, const Sums& sums, int64_t rows, float* slope, float* level) const;
    char* packed(const torch::Tensor& weight, bool backward);
    bool mayUseWinograd(const BlockShape& shape, int64_t middle) const;
    char* packedWinograd(const torch::Tensor& weight);

    const DenseTrunkTensors m_trunk;
    std::shared_ptr<DenseWorkspace> m_workspace;
    const torch::ScalarType m_type;
    const DenseKernels& m_kernels;
    const bool m_training, m_weightsAreFinal;
    int64_t m_parts = 1, m_scratchBytes = 0;
    torch::Tensor m_scratch;
    std::vector<BlockShape> m_shapes;
    std::vector<torch::Tensor> m_buffers; // a block's channels
    std::vector<Moments> m_moments;       // of each buffer
    std::vector<std::vector<LayerTape>> m_layers;
    std::vector<NormTape> m_transitionNorms;
    NormTape m_lastNorm;
    // backward
    torch::Tensor m_gradient;      // of the buffer of the block at hand
    torch::Tensor m_inputGradient; // of what the block before begins with
    std::vector<float> m_slope, m_level;
    std::vector<std::pair<torch::Tensor, torch::Tensor>> m_layerGradients; // of the block's conv1, conv2
    torch::Tensor m_transitionGradient;
};

template <typename Work>
Sums DensePass::summed(int64_t count, int64_t channels, Work work) const {
    std::vector<double> sums(size_t(m_parts * channels * 2), 0.0);
    inParts(m_parts, count, [&](int64_t first, int64_t last, int64_t part) {
        double* own = sums.data() + part * channels * 2;
        work(first, last, ChannelSums{own, own + channels}, part);
    });
    Sums total{std::vector<double>(size_t(channels), 0.0), std::vector<double>(size_t(channels), 0.0)};
    for (int64_t part = 0; part < m_parts; ++part)
        for (int64_t c = 0; c < channels; ++c) {
            total.first[size_t(c)] += sums[size_t(part * channels * 2 + c)];
            total.second[size_t(c)] += sums[size_t(part * channels * 2 + channels + c)];
        }
    return total;
}

template <typename Work>
void DensePass::shared(int64_t count, int64_t piece, Work work) const {
    std::atomic<int64_t> next{0};
    inParts(m_parts, m_parts, [&](int64_t, int64_t, int64_t part) {
        for (int64_t first = next.fetch_add(piece); first < count; first = next.fetch_add(piece))
            work(first, std::min(count, first + piece), part);
    });
}

// The same as summed(), where each part also adds to its own gradient of `weights` weights; gradient: their sum.
template <typename Work>
Sums DensePass::summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient,
                                  Work work) {
    const torch::Tensor own = m_workspace->take("weights", m_parts, weights, torch::kFloat);
    float* all = own.data_ptr<float>();
    const Sums sums = summed(count, channels, [&](int64_t first, int64_t last, ChannelSums channelSums, int64_t part) {
        float* mine = all + part * weights;
        std::fill(mine, mine + weights, 0.f);
        work(first, last, mine, channelSums, part);
    });
    gradient->assign(all, all + weights);
    for (int64_t part = 1; part < m_parts; ++part)
        for (int64_t k = 0; k < weights; ++k)
            (*gradient)[size_t(k)] += all[part * weights + k];
    return sums;
}

} // namespace roentgen::models
