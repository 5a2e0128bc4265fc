#include "engine/training/square_optimizers.h"

#include "engine/models/torch_headers.h"
#include "engine/training/update_kernels.h"

namespace roentgen::training {

namespace {

using torch::Tensor;

class SquareOptimizer : public FlatOptimizer {
protected:
    explicit SquareOptimizer(const OptimizerOptions& options)
        : FlatOptimizer(options, Cut::Groups) {
        addState("square");
    }
    SquareFactors factorsOf(const SpanStep& step) const {
        return {float(step.gradientScale), float(m_options.weightDecay), float(m_options.rho), float(m_options.epsilon),
                float(step.rate)};
    }
    // Adds the decay to the gradients, then moves their mean square.
    void moveSquare(const Tensor& values, Tensor& gradients, Tensor& square) const {
        if (m_options.weightDecay != 0)
            gradients.add_(values, m_options.weightDecay);
        square.mul_(m_options.rho).addcmul_(gradients, gradients, 1 - m_options.rho);
    }
};

class Rmsprop : public SquareOptimizer {
public:
    explicit Rmsprop(const OptimizerOptions& options)
        : SquareOptimizer(options) {}

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        return {rmspropPiece(piece.values, piece.gradients, piece.first, piece.count, factorsOf(step))};
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        moveSquare(values, gradients, states[0]);
        values.addcdiv_(gradients, states[0].sqrt().add_(m_options.epsilon), -step.rate);
    }
};

class Adadelta : public SquareOptimizer {
public:
    explicit Adadelta(const OptimizerOptions& options)
        : SquareOptimizer(options) {
        addState("deltas");
    }

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        return {adadeltaPiece(piece.values, piece.gradients, piece.first, piece.second, piece.count, factorsOf(step))};
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        moveSquare(values, gradients, states[0]);
        const Tensor delta =
            ((states[1] + m_options.epsilon) / (states[0] + m_options.epsilon)).sqrt_().mul_(gradients);
        states[1].mul_(m_options.rho).addcmul_(delta, delta, 1 - m_options.rho);
        values.add_(delta, -step.rate);
    }
};

} // namespace

std::unique_ptr<Optimizer> makeRmsprop(const OptimizerOptions& options) {
    return std::make_unique<Rmsprop>(options);
}

std::unique_ptr<Optimizer> makeAdadelta(const OptimizerOptions& options) {
    return std::make_unique<Adadelta>(options);
}

} // namespace roentgen::training
