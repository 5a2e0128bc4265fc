// What the optimizers share: the flat buffer cut into spans and pieces, the rates of trunk and head, two ways to
// compute.
#pragma once

#include "engine/training/optimizer.h"

#include <torch/types.h>

namespace roentgen::training {

// A stretch of the flat buffer that is updated alike: all of the trunk or the head, or one layer's tensor.
struct Span {
    int64_t begin = 0, end = 0;
    bool isTrunk = false, isVector = false;
};

// One span in one step.
struct SpanStep {
    Span span;
    double gradientScale = 1, rate = 0;
    int64_t steps = 1; // that the span has taken, with this one
};

// Sums of squares over a piece or a span.
struct Squares {
    double gradients = 0; // scaled
    double values = 0, updates = 0;
};

class FlatOptimizer : public Optimizer {
public:
    double step(torch::Tensor values, torch::Tensor gradients, double gradientScale, double learningRate) override;
    // The optimizer's own buffers, and "trunk_steps" [1] int64.
    std::vector<std::pair<std::string, torch::Tensor>> state() override;

protected:
    enum class Cut { Groups, Layers };
    FlatOptimizer(const OptimizerOptions& options, Cut cut);

    // [size] float32 zeros on the device, kept in checkpoints under this name.
    torch::Tensor addState(const std::string& name);

    // On the CPU a piece of one span at a time, by several threads. Cut::Groups: advance does it all and says the
    // gradients' squares. Cut::Layers: advance gathers all three squares over the span, then apply does the rest with
    // trust(of these).
    struct Piece {
        float *values = nullptr, *first = nullptr, *second = nullptr; // the states in the order of addState
        const float* gradients = nullptr;
        int64_t count = 0;
    };
    virtual Squares advance(const SpanStep& step, const Piece& piece) = 0;
    virtual double trust(const SpanStep&, const Squares&) const { return 1; }
    virtual void apply(const SpanStep&, double, const Piece&) {}
    // Elsewhere by tensor operations, without waiting for the device. values and states: views of the span; gradients:
    // scaled.
    virtual void update(const SpanStep& step, torch::Tensor values, torch::Tensor gradients,
                        std::vector<torch::Tensor>& states) = 0;

    const OptimizerOptions m_options;

private:
    std::vector<SpanStep> spanSteps(double gradientScale, double learningRate);
    double stepByKernels(const torch::Tensor& values, const torch::Tensor& gradients,
                         const std::vector<SpanStep>& steps);
    double stepByTensors(const torch::Tensor& values, const torch::Tensor& gradients,
                         const std::vector<SpanStep>& steps);

    Cut m_cut;
    std::vector<Span> m_spans;
    std::vector<std::pair<std::string, torch::Tensor>> m_states;
    torch::Tensor m_trunkSteps;
};

} // namespace roentgen::training
