#include "engine/training/flat_optimizer.h"

#include "engine/models/torch_headers.h"

#include <cmath>

namespace roentgen::training {

namespace {

using torch::Tensor;

// Fixed pieces whatever the number of threads: sums keep their order.
constexpr int64_t pieceSize = 1 << 16;

struct PlacedPiece {
    size_t step; // index of its SpanStep
    int64_t begin, end;
};

std::vector<PlacedPiece> piecesOf(const std::vector<SpanStep>& steps) {
    std::vector<PlacedPiece> pieces;
    for (size_t k = 0; k < steps.size(); ++k)
        for (int64_t begin = steps[k].span.begin; begin < steps[k].span.end; begin += pieceSize)
            pieces.push_back({k, begin, std::min(steps[k].span.end, begin + pieceSize)});
    return pieces;
}

std::vector<Span> spansOf(const ParameterLayout& layout, bool byLayer) {
    std::vector<Span> spans;
    for (size_t k = 0; k < layout.parts.size(); ++k) {
        const ParameterPart& part = layout.parts[k];
        const int64_t end = k + 1 < layout.parts.size() ? layout.parts[k + 1].offset : layout.size;
        if (!byLayer && !spans.empty() && spans.back().isTrunk == part.isTrunk)
            spans.back().end = end;
        else
            spans.push_back({part.offset, end, part.isTrunk, part.isVector});
    }
    return spans;
}

} // namespace

FlatOptimizer::FlatOptimizer(const OptimizerOptions& options, Cut cut)
    : m_options(options)
    , m_cut(cut)
    , m_spans(spansOf(options.layout, cut == Cut::Layers))
    , m_trunkSteps(torch::zeros({1}, torch::kLong)) {}

Tensor FlatOptimizer::addState(const std::string& name) {
    m_states.emplace_back(name, torch::zeros({m_options.layout.size}, m_options.device));
    return m_states.back().second;
}

std::vector<std::pair<std::string, Tensor>> FlatOptimizer::state() {
    auto all = m_states;
    all.emplace_back("trunk_steps", m_trunkSteps);
    return all;
}

std::vector<SpanStep> FlatOptimizer::spanSteps(double gradientScale, double learningRate) {
    ++stepsTaken;
    int64_t& trunkSteps = *m_trunkSteps.data_ptr<int64_t>();
    trunkSteps += isTrunkFrozen() ? 0 : 1;
    std::vector<SpanStep> steps;
    for (const Span& span : m_spans)
        if (!span.isTrunk)
            steps.push_back({span, gradientScale, learningRate, stepsTaken});
        else if (!isTrunkFrozen())
            steps.push_back({span, gradientScale, learningRate * m_options.trunkRateFactor, trunkSteps});
    return steps;
}

double FlatOptimizer::step(Tensor values, Tensor gradients, double gradientScale, double learningRate) {
    torch::NoGradGuard noGrad;
    const auto steps = spanSteps(gradientScale, learningRate);
    const bool kernels = values.device().is_cpu() && m_options.path == OptimizerOptions::Path::Fastest;
    return kernels ? stepByKernels(values, gradients, steps) : stepByTensors(values, gradients, steps);
}

double FlatOptimizer::stepByKernels(const Tensor& values, const Tensor& gradients, const std::vector<SpanStep>& steps) {
    const auto pieces = piecesOf(steps);
    Piece whole{values.data_ptr<float>(), nullptr, nullptr, gradients.data_ptr<float>(), 0};
    if (!m_states.empty())
        whole.first = m_states[0].second.data_ptr<float>();
    if (m_states.size() > 1)
        whole.second = m_states[1].second.data_ptr<float>();
    const auto forPieces = [&](const auto& work) {
        at::parallel_for(0, int64_t(pieces.size()), 1, [&](int64_t first, int64_t last) {
            for (int64_t k = first; k < last; ++k) {
                const PlacedPiece& at = pieces[size_t(k)];
                work(size_t(k), steps[at.step],
                     Piece{whole.values + at.begin, whole.first ? whole.first + at.begin : nullptr,
                           whole.second ? whole.second + at.begin : nullptr, whole.gradients + at.begin,
                           at.end - at.begin});
            }
        });
    };
    std::vector<Squares> ofPiece(pieces.size()), ofSpan(steps.size());
    forPieces([&](size_t k, const SpanStep& step, const Piece& piece) { ofPiece[k] = advance(step, piece); });
    double total = 0;
    for (size_t k = 0; k < pieces.size(); ++k) {
        Squares& sum = ofSpan[pieces[k].step];
        sum.gradients += ofPiece[k].gradients;
        sum.values += ofPiece[k].values;
        sum.updates += ofPiece[k].updates;
        total += ofPiece[k].gradients;
    }
    if (m_cut == Cut::Layers) {
        std::vector<double> trusts;
        for (size_t k = 0; k < steps.size(); ++k)
            trusts.push_back(trust(steps[k], ofSpan[k]));
        forPieces(
            [&](size_t k, const SpanStep& step, const Piece& piece) { apply(step, trusts[pieces[k].step], piece); });
    }
    return std::sqrt(total);
}

double FlatOptimizer::stepByTensors(const Tensor& values, const Tensor& gradients, const std::vector<SpanStep>& steps) {
    Tensor squares = torch::zeros({}, gradients.options());
    for (const SpanStep& step : steps) {
        const int64_t begin = step.span.begin, count = step.span.end - begin;
        const Tensor scaled = gradients.narrow(0, begin, count) * step.gradientScale;
        squares.add_(scaled.square().sum());
        std::vector<Tensor> states;
        for (const auto& [name, tensor] : m_states)
            states.push_back(tensor.narrow(0, begin, count));
        update(step, values.narrow(0, begin, count), scaled, states);
    }
    return std::sqrt(squares.item<double>());
}

} // namespace roentgen::training
