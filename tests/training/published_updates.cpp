#include "tests/training/published_updates.h"

#include <cmath>

namespace roentgen::tests {

namespace {

std::vector<double> numbers(const torch::Tensor& tensor) {
    const torch::Tensor d = tensor.to(torch::kDouble).contiguous();
    return {d.data_ptr<double>(), d.data_ptr<double>() + d.numel()};
}

} // namespace

PublishedUpdate::PublishedUpdate(std::string optimizer, training::OptimizerOptions options, const torch::Tensor& start)
    : name(std::move(optimizer))
    , keys(std::move(options))
    , w(numbers(start))
    , m(w.size())
    , v(w.size()) {}

void PublishedUpdate::step(const torch::Tensor& gradient, double rate) {
    ++t;
    g = numbers(gradient);
    if (name == "lars" || name == "lamb") {
        const auto& parts = keys.layout.parts;
        for (size_t k = 0; k < parts.size(); ++k)
            layer(size_t(parts[k].offset), k + 1 < parts.size() ? size_t(parts[k + 1].offset) : w.size(),
                  parts[k].isVector, rate);
        return;
    }
    const double rho = keys.rho, epsilon = keys.epsilon;
    for (size_t k = 0; k < w.size(); ++k) {
        const double decayed = name == "adamw" ? g[k] : g[k] + keys.weightDecay * w[k];
        if (name == "adam" || name == "adamw") {
            adam(k, decayed, rate);
        } else if (name == "sgd") { // Sutskever et al. 2013, as torch.optim.SGD writes it
            m[k] = keys.momentum * m[k] + decayed;
            w[k] -= rate * (keys.nesterov ? decayed + keys.momentum * m[k] : m[k]);
        } else if (name == "rmsprop") { // Tieleman and Hinton 2012, slide 29
            v[k] = rho * v[k] + (1 - rho) * decayed * decayed;
            w[k] -= rate * decayed / (std::sqrt(v[k]) + epsilon);
        } else { // Zeiler 2012, algorithm 1
            v[k] = rho * v[k] + (1 - rho) * decayed * decayed;
            const double delta = -std::sqrt(m[k] + epsilon) / std::sqrt(v[k] + epsilon) * decayed;
            m[k] = rho * m[k] + (1 - rho) * delta * delta;
            w[k] += rate * delta;
        }
    }
}

// Kingma and Ba 2015, algorithm 1; AdamW: Loshchilov and Hutter 2019, algorithm 2.
void PublishedUpdate::adam(size_t k, double gradient, double rate) {
    m[k] = keys.beta1 * m[k] + (1 - keys.beta1) * gradient;
    v[k] = keys.beta2 * v[k] + (1 - keys.beta2) * gradient * gradient;
    const double mean = m[k] / (1 - std::pow(keys.beta1, t)), square = v[k] / (1 - std::pow(keys.beta2, t));
    const double decay = name == "adamw" ? keys.weightDecay * w[k] : 0;
    w[k] -= rate * (mean / (std::sqrt(square) + keys.epsilon) + decay);
}

void PublishedUpdate::layer(size_t begin, size_t end, bool isVector, double rate) {
    const double decay = isVector ? 0 : keys.weightDecay;
    std::vector<double> u(end - begin);
    double ofW = 0, ofG = 0, ofU = 0;
    for (size_t k = begin; k < end; ++k) {
        if (name == "lamb") { // You et al. 2020, algorithm 2
            m[k] = keys.beta1 * m[k] + (1 - keys.beta1) * g[k];
            v[k] = keys.beta2 * v[k] + (1 - keys.beta2) * g[k] * g[k];
            const double mean = m[k] / (1 - std::pow(keys.beta1, t)), square = v[k] / (1 - std::pow(keys.beta2, t));
            u[k - begin] = mean / (std::sqrt(square) + keys.epsilon) + decay * w[k];
        }
        ofW += w[k] * w[k];
        ofG += g[k] * g[k];
        ofU += u[k - begin] * u[k - begin];
    }
    ofW = std::sqrt(ofW), ofG = std::sqrt(ofG), ofU = std::sqrt(ofU);
    for (size_t k = begin; k < end; ++k) {
        if (name == "lamb") {
            w[k] -= rate * (isVector ? 1 : ofW / ofU) * u[k - begin];
        } else { // You, Gitman and Ginsburg 2017, algorithm 1
            const double lambda = isVector ? 1 : keys.trustCoefficient * ofW / (ofG + keys.weightDecay * ofW);
            m[k] = keys.momentum * m[k] + rate * lambda * (g[k] + decay * w[k]);
            w[k] -= m[k];
        }
    }
}

} // namespace roentgen::tests
