#include "engine/training/momentum_optimizers.h"

#include "engine/models/torch_headers.h"
#include "engine/training/update_kernels.h"

#include <cmath>

namespace roentgen::training {

namespace {

using torch::Tensor;

class Sgd : public FlatOptimizer {
public:
    explicit Sgd(const OptimizerOptions& options)
        : FlatOptimizer(options, Cut::Groups) {
        addState("velocity");
    }

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        const MomentumFactors factors{
            float(step.gradientScale), float(m_options.weightDecay), float(m_options.momentum), float(step.rate), 1,
            m_options.nesterov};
        return {momentumPiece(piece.values, piece.gradients, piece.first, piece.count, factors)};
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        if (m_options.weightDecay != 0)
            gradients.add_(values, m_options.weightDecay);
        states[0].mul_(m_options.momentum).add_(gradients);
        const Tensor direction = m_options.nesterov ? gradients + m_options.momentum * states[0] : states[0];
        values.add_(direction, -step.rate);
    }
};

class Lars : public FlatOptimizer {
public:
    explicit Lars(const OptimizerOptions& options)
        : FlatOptimizer(options, Cut::Layers) {
        addState("velocity");
    }

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        const PieceSquares sums = pieceSquares(piece.values, piece.gradients, piece.count, float(step.gradientScale));
        return {sums.gradients, sums.values};
    }
    double trust(const SpanStep& step, const Squares& sums) const override {
        const double value = std::sqrt(sums.values), gradient = std::sqrt(sums.gradients);
        if (step.span.isVector || value == 0 || gradient == 0)
            return 1;
        return m_options.trustCoefficient * value / (gradient + m_options.weightDecay * value);
    }
    void apply(const SpanStep& step, double trust, const Piece& piece) override {
        const MomentumFactors factors{float(step.gradientScale), decayOf(step.span),
                                      float(m_options.momentum), 1,
                                      float(step.rate * trust),  false};
        momentumPiece(piece.values, piece.gradients, piece.first, piece.count, factors);
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        Tensor trust = torch::ones({}, values.options());
        if (!step.span.isVector) {
            const Tensor value = values.norm(), gradient = gradients.norm();
            const Tensor ratio = m_options.trustCoefficient * value / (gradient + m_options.weightDecay * value);
            trust = torch::where((value > 0).logical_and(gradient > 0), ratio, trust);
        }
        gradients.add_(values, decayOf(step.span));
        states[0].mul_(m_options.momentum).add_(gradients * (trust * step.rate));
        values.sub_(states[0]);
    }

private:
    float decayOf(const Span& span) const { return span.isVector ? 0 : float(m_options.weightDecay); }
};

} // namespace

std::unique_ptr<Optimizer> makeSgd(const OptimizerOptions& options) {
    return std::make_unique<Sgd>(options);
}

std::unique_ptr<Optimizer> makeLars(const OptimizerOptions& options) {
    return std::make_unique<Lars>(options);
}

} // namespace roentgen::training
