// What the passes through a dense trunk compute with: this processor's loops, its threads with scratch of their own,
// buffers that stay from step to step, and weights packed for the loops.
#pragma once

#include "engine/models/dense_tape.h"
#include "engine/models/dense_workspace.h"
#include "engine/models/torch_headers.h"

#include <atomic>

#if AT_PARALLEL_OPENMP && !defined(_OPENMP)
#error "at::parallel_for would run on one thread: compile with OpenMP"
#endif

namespace roentgen::models {

// One pass at a time has the workspace. Not for several threads at once: it has its own.
class DenseMachine {
public:
    // For values of this type and blocks of these shapes.
    DenseMachine(torch::ScalarType type, const std::vector<BlockShape>& shapes,
                 std::shared_ptr<DenseWorkspace> workspace, bool weightsAreFinal);
    ~DenseMachine() { m_workspace->taken = false; }
    DenseMachine(const DenseMachine&) = delete;

    const DenseKernels& kernels() const { return m_kernels; }
    torch::ScalarType type() const { return m_type; }
    int64_t threads() const { return m_parts; }
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

    // A weight as the loops take it, until the next one is asked for; a final one is packed once.
    char* packed(const torch::Tensor& weight) { return packed(weight, false); }
    char* packedBackward(const torch::Tensor& weight) { return packed(weight, true); }
    char* packedWinograd(const torch::Tensor& weight); // a final one
    bool mayUseWinograd(const BlockShape& shape, int64_t middle) const;
    // A normalisation's numbers, kept in `tape`, or of final weights in the workspace, where they are made once.
    const NormTape& kept(NormTape& tape, const DenseNorm& norm, const Moments& moments, int64_t rows, bool training);

    // Calls work(first, last, part) on equal parts of 0 … count, one a thread: the same ones however many run at once.
    template <typename Work>
    void inParts(int64_t count, Work work) const;
    // The same in pieces that the threads take as they come: none waits long for another that the machine has slowed.
    template <typename Work>
    void shared(int64_t count, int64_t piece, Work work) const;
    // Two sums a channel over all parts of `count`, in the parts' order: work(first, last, sums, part).
    template <typename Work>
    Sums summed(int64_t count, int64_t channels, Work work) const;
    // The same, where each part also adds to its own gradient of `weights` weights: work(first, last, own, sums, part).
    // gradient: their sum.
    template <typename Work>
    Sums summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient, Work work);

private:
    char* packed(const torch::Tensor& weight, bool backward);

    std::shared_ptr<DenseWorkspace> m_workspace;
    const torch::ScalarType m_type;
    const DenseKernels& m_kernels;
    const bool m_weightsAreFinal;
    const int64_t m_parts;
    int64_t m_scratchBytes = 0;
    torch::Tensor m_scratch;
};

template <typename Work>
void DenseMachine::inParts(int64_t count, Work work) const {
    at::parallel_for(0, m_parts, 1, [&](int64_t begin, int64_t end) {
        for (int64_t part = begin; part < end; ++part)
            work(count * part / m_parts, count * (part + 1) / m_parts, part);
    });
}

template <typename Work>
void DenseMachine::shared(int64_t count, int64_t piece, Work work) const {
    std::atomic<int64_t> next{0};
    inParts(m_parts, [&](int64_t, int64_t, int64_t part) {
        for (int64_t first = next.fetch_add(piece); first < count; first = next.fetch_add(piece))
            work(first, std::min(count, first + piece), part);
    });
}

template <typename Work>
Sums DenseMachine::summed(int64_t count, int64_t channels, Work work) const {
    std::vector<double> sums(size_t(m_parts * channels * 2), 0.0);
    inParts(count, [&](int64_t first, int64_t last, int64_t part) {
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
Sums DenseMachine::summedWithWeights(int64_t count, int64_t channels, int64_t weights, std::vector<float>* gradient,
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
