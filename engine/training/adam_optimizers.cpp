#include "engine/training/adam_optimizers.h"

#include "engine/models/torch_headers.h"
#include "engine/training/update_kernels.h"

#include <cmath>

namespace roentgen::training {

namespace {

using torch::Tensor;

// Moves both moments; Adam's direction, without the learning rate.
Tensor adamDirection(const OptimizerOptions& o, int64_t steps, const Tensor& gradients, std::vector<Tensor>& states) {
    states[0].lerp_(gradients, 1 - o.beta1);
    states[1].mul_(o.beta2).addcmul_(gradients, gradients, 1 - o.beta2);
    const Tensor mean = states[0] / (1 - std::pow(o.beta1, double(steps)));
    return mean.div_((states[1] / (1 - std::pow(o.beta2, double(steps)))).sqrt_().add_(o.epsilon));
}

class Adam : public FlatOptimizer {
public:
    Adam(const OptimizerOptions& options, bool decoupled)
        : FlatOptimizer(options, Cut::Groups)
        , m_decoupled(decoupled) {
        addState("mean");
        addState("square");
    }

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        const OptimizerOptions& o = m_options;
        const AdamFactors factors{float(step.gradientScale),
                                  float(m_decoupled ? 0 : o.weightDecay),
                                  float(shrink(step)),
                                  float(o.beta1),
                                  float(o.beta2),
                                  float(step.rate / (1 - std::pow(o.beta1, double(step.steps)))),
                                  float(1 / std::sqrt(1 - std::pow(o.beta2, double(step.steps)))),
                                  float(o.epsilon)};
        return {adamPiece(piece.values, piece.gradients, piece.first, piece.second, piece.count, factors)};
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        if (!m_decoupled && m_options.weightDecay != 0)
            gradients.add_(values, m_options.weightDecay);
        values.mul_(shrink(step)).add_(adamDirection(m_options, step.steps, gradients, states), -step.rate);
    }

private:
    double shrink(const SpanStep& step) const { return m_decoupled ? 1 - step.rate * m_options.weightDecay : 1; }

    bool m_decoupled;
};

class Lamb : public FlatOptimizer {
public:
    explicit Lamb(const OptimizerOptions& options)
        : FlatOptimizer(options, Cut::Layers) {
        addState("mean");
        addState("square");
    }

protected:
    Squares advance(const SpanStep& step, const Piece& piece) override {
        const PieceSquares sums =
            lambMoments(piece.values, piece.gradients, piece.first, piece.second, piece.count, factorsOf(step));
        return {sums.gradients, sums.values, sums.updates};
    }
    double trust(const SpanStep& step, const Squares& sums) const override {
        const bool isPlain = step.span.isVector || sums.values == 0 || sums.updates == 0;
        return isPlain ? 1 : std::sqrt(sums.values / sums.updates);
    }
    void apply(const SpanStep& step, double trust, const Piece& piece) override {
        lambApply(piece.values, piece.first, piece.second, piece.count, factorsOf(step), float(step.rate * trust));
    }
    void update(const SpanStep& step, Tensor values, Tensor gradients, std::vector<Tensor>& states) override {
        const Tensor direction = adamDirection(m_options, step.steps, gradients, states);
        if (step.span.isVector) {
            values.add_(direction, -step.rate);
            return;
        }
        direction.add_(values, m_options.weightDecay);
        const Tensor value = values.norm(), size = direction.norm();
        const Tensor ratio =
            torch::where((value > 0).logical_and(size > 0), value / size, torch::ones({}, values.options()));
        values.sub_(direction.mul_(ratio * step.rate));
    }

private:
    LambFactors factorsOf(const SpanStep& step) const {
        const OptimizerOptions& o = m_options;
        return {float(step.gradientScale),
                float(o.beta1),
                float(o.beta2),
                float(o.epsilon),
                float(1 / (1 - std::pow(o.beta1, double(step.steps)))),
                float(1 / std::sqrt(1 - std::pow(o.beta2, double(step.steps)))),
                float(step.span.isVector ? 0 : o.weightDecay)};
    }
};

} // namespace

std::unique_ptr<Optimizer> makeAdam(const OptimizerOptions& options) {
    return std::make_unique<Adam>(options, false);
}

std::unique_ptr<Optimizer> makeAdamW(const OptimizerOptions& options) {
    return std::make_unique<Adam>(options, true);
}

std::unique_ptr<Optimizer> makeLamb(const OptimizerOptions& options) {
    return std::make_unique<Lamb>(options);
}

} // namespace roentgen::training
