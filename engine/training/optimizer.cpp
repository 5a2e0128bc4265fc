#include "engine/training/optimizer.h"

#include "engine/models/torch_headers.h"
#include "engine/training/adam_kernel.h"

#include <cmath>
#include <vector>

namespace roentgen::training {

namespace {

using torch::Tensor;

// Fixed pieces whatever the number of threads: the norm's sum keeps its order.
constexpr int64_t pieceSize = 1 << 16;

// Runs update(begin, end) → sum of squares over all pieces and returns the root of the total.
template <typename Update>
double inPieces(int64_t size, Update update) {
    const int64_t pieces = (size + pieceSize - 1) / pieceSize;
    std::vector<double> squares(size_t(pieces), 0.0);
    at::parallel_for(0, pieces, 1, [&](int64_t first, int64_t last) {
        for (int64_t piece = first; piece < last; ++piece)
            squares[size_t(piece)] = update(piece * pieceSize, std::min(size, (piece + 1) * pieceSize));
    });
    double total = 0;
    for (double one : squares)
        total += one;
    return std::sqrt(total);
}

class Adam : public Optimizer {
public:
    Adam(int64_t size, double weightDecay, bool decoupled, const torch::Device& device)
        : m_mean(torch::zeros({size}, device))
        , m_square(torch::zeros({size}, device))
        , m_weightDecay(weightDecay)
        , m_decoupled(decoupled) {}
    double step(Tensor values, Tensor gradients, double gradientScale, double learningRate) override {
        ++stepsTaken;
        const double correction1 = 1 - std::pow(beta1, double(stepsTaken));
        const double correction2 = 1 - std::pow(beta2, double(stepsTaken));
        const double decay = m_decoupled ? 0 : m_weightDecay;
        const double shrink = m_decoupled ? 1 - learningRate * m_weightDecay : 1;
        if (!values.device().is_cpu())
            return stepOnDevice(values, gradients * gradientScale, learningRate / correction1, correction2, decay,
                                shrink);
        const AdamFactors factors{float(gradientScale),
                                  float(decay),
                                  float(shrink),
                                  float(beta1),
                                  float(beta2),
                                  float(learningRate / correction1),
                                  float(1 / std::sqrt(correction2)),
                                  float(epsilon)};
        float *w = values.data_ptr<float>(), *m = m_mean.data_ptr<float>(), *v = m_square.data_ptr<float>();
        const float* g = gradients.data_ptr<float>();
        return inPieces(values.numel(), [=](int64_t begin, int64_t end) {
            return double(adamPiece(w + begin, g + begin, m + begin, v + begin, end - begin, factors));
        });
    }
    std::vector<std::pair<std::string, Tensor>> state() override { return {{"mean", m_mean}, {"square", m_square}}; }

private:
    double stepOnDevice(Tensor values, Tensor scaled, double rate, double correction2, double decay, double shrink) {
        torch::NoGradGuard noGrad;
        const Tensor gradient = decay == 0 ? scaled : scaled + decay * values;
        m_mean.lerp_(gradient, 1 - beta1);
        m_square.mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
        const Tensor root = (m_square / correction2).sqrt_().add_(epsilon);
        values.mul_(shrink).addcdiv_(m_mean, root, -rate);
        return scaled.norm().item<double>();
    }

    static constexpr double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8; // the paper's
    Tensor m_mean, m_square;
    double m_weightDecay;
    bool m_decoupled;
};

class Sgd : public Optimizer {
public:
    Sgd(int64_t size, double weightDecay, const torch::Device& device)
        : m_velocity(torch::zeros({size}, device))
        , m_weightDecay(weightDecay) {}
    double step(Tensor values, Tensor gradients, double gradientScale, double learningRate) override {
        ++stepsTaken;
        torch::NoGradGuard noGrad;
        const Tensor scaled = gradients * gradientScale;
        m_velocity.mul_(momentum).add_(scaled);
        if (m_weightDecay != 0)
            m_velocity.add_(values, m_weightDecay);
        values.add_(m_velocity, -learningRate);
        return scaled.norm().item<double>();
    }
    std::vector<std::pair<std::string, Tensor>> state() override { return {{"velocity", m_velocity}}; }

private:
    static constexpr double momentum = 0.9;
    Tensor m_velocity;
    double m_weightDecay;
};

} // namespace

Result<std::unique_ptr<Optimizer>> makeOptimizer(const Experiment& experiment, int64_t size,
                                                 const torch::Device& device) {
    const std::string& name = experiment.training.optimizer;
    const double decay = experiment.training.weightDecay;
    if (name == "adam" || name == "adamw")
        return std::unique_ptr<Optimizer>(new Adam(size, decay, name == "adamw", device));
    if (name == "sgd")
        return std::unique_ptr<Optimizer>(new Sgd(size, decay, device));
    return usageError("the optimizer '" + name + "' is not built yet", "training.optimizer", "use adam, adamw or sgd");
}

} // namespace roentgen::training
