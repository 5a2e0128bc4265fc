// Every normalisation, alone, with a ReLU and with an addition and a ReLU, against LibTorch's own in double.
#include "engine/models/classifier.h"
#include "engine/models/memory_layout.h"
#include "engine/models/normalization.h"

#include <QtTest>
#include <torch/nn/functional.h>
#include <torch/utils.h>

using namespace roentgen::models;
using torch::Tensor;

namespace {

enum class After { Nothing, Relu, AddRelu };
constexpr int64_t images = 3, side = 9;

// The same layer by LibTorch, in double.
Tensor expectedOutput(NormalizationKind kind, After after, const Tensor& x, const Tensor& other, const Tensor& weight,
                      const Tensor& bias, const Tensor& mean, const Tensor& variance) {
    Tensor y = x;
    if (kind == NormalizationKind::Batch || kind == NormalizationKind::SyncBatch)
        y = torch::batch_norm(x, weight, bias, mean, variance, true, 0.1, 1e-5, false);
    else if (kind == NormalizationKind::Group)
        y = torch::group_norm(x, 8, weight, bias, 1e-5);
    else if (kind == NormalizationKind::Instance)
        y = torch::instance_norm(x, weight, bias, {}, {}, true, 0.1, 1e-5, false);
    return after == After::Nothing ? y : after == After::Relu ? y.relu() : (y + other).relu();
}

Tensor outputOf(NormalizationImpl& layer, After after, const Tensor& x, const Tensor& other) {
    return after == After::Nothing ? layer.normalize(x)
           : after == After::Relu  ? layer.normalizeRelu(x)
                                   : layer.normalizeAddRelu(x, other);
}

// Relative to the largest value.
double difference(const Tensor& got, const Tensor& expected) {
    return ((got.to(torch::kDouble) - expected).abs().max() / (1e-12 + expected.abs().max())).item<double>();
}

} // namespace

class NormalizationTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesLibTorchsOutputAndGradients_data();
    void givesLibTorchsOutputAndGradients();
    void inferenceUsesTheRunningStatistics_data();
    void inferenceUsesTheRunningStatistics();
    void syncTakesTheStatisticsOfAllRanks_data();
    void syncTakesTheStatisticsOfAllRanks();
    void theMomentumIsTheLayers();
    void everyLayerOfAModelTakesTheMomentum();
};

void NormalizationTest::givesLibTorchsOutputAndGradients_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("after");
    QTest::addColumn<int>("channels");
    QTest::addColumn<bool>("bf16");
    const std::pair<NormalizationKind, const char*> kinds[] = {{NormalizationKind::Batch, "batch"},
                                                               {NormalizationKind::Group, "group"},
                                                               {NormalizationKind::Instance, "instance"},
                                                               {NormalizationKind::None, "none"}};
    const std::pair<After, const char*> afters[] = {
        {After::Nothing, "alone"}, {After::Relu, "relu"}, {After::AddRelu, "add relu"}};
    for (const auto& [kind, kindName] : kinds)
        for (const auto& [after, afterName] : afters)
            for (const int channels : {64, 24}) // fused, and not
                for (const bool bf16 : {false, true})
                    QTest::addRow("%s, %s, %d channels%s", kindName, afterName, channels, bf16 ? ", bf16" : "")
                        << int(kind) << int(after) << channels << bf16;
}

void NormalizationTest::givesLibTorchsOutputAndGradients() {
    QFETCH(int, kind);
    QFETCH(int, after);
    QFETCH(int, channels);
    QFETCH(bool, bf16);
    torch::manual_seed(5);
    const auto type = bf16 ? torch::kBFloat16 : torch::kFloat;
    const auto made = [&](double scale) {
        return channelsLast(torch::randn({images, channels, side, side}) * scale + 0.5).to(type);
    };
    Tensor x = made(2).requires_grad_(), other = made(1).requires_grad_();
    const Tensor dy = made(1);
    NormalizationImpl layer({NormalizationKind(kind), 8}, channels);
    std::vector<Tensor> given = {x, other};
    for (Tensor parameter : layer.parameters()) {
        torch::NoGradGuard noGrad;
        parameter.uniform_(0.5, 1.5);
        given.push_back(parameter);
    }
    layer.train();
    const Tensor y = outputOf(layer, After(after), x, other);
    y.backward(dy.to(y.scalar_type()));

    std::vector<Tensor> exact;
    for (const Tensor& one : given)
        exact.push_back(one.detach().to(torch::kDouble).requires_grad_());
    exact.resize(4);
    const Tensor mean = torch::zeros({channels}, torch::kDouble), variance = torch::ones({channels}, torch::kDouble);
    const Tensor expected =
        expectedOutput(NormalizationKind(kind), After(after), exact[0], exact[1], exact[2], exact[3], mean, variance);
    expected.backward(dy.to(torch::kDouble));
    const double tolerance = bf16 ? 2e-2 : 1e-5;
    QVERIFY2(difference(y, expected) < tolerance, qPrintable(QString::number(difference(y, expected))));
    for (size_t k = 0; k < given.size(); ++k) {
        if (k == 1 && After(after) != After::AddRelu)
            continue;
        const double off = difference(given[k].grad(), exact[k].grad());
        QVERIFY2(off < tolerance, qPrintable(QStringLiteral("gradient %1: %2").arg(k).arg(off)));
    }
    if (NormalizationKind(kind) == NormalizationKind::Batch) {
        QVERIFY(difference(layer.batchState().runningMean, mean) < tolerance);
        QVERIFY(difference(layer.batchState().runningVariance, variance) < tolerance);
    }
}

void NormalizationTest::inferenceUsesTheRunningStatistics_data() {
    QTest::addColumn<int>("channels");
    QTest::newRow("fused") << 64;
    QTest::newRow("not fused") << 24;
}

void NormalizationTest::inferenceUsesTheRunningStatistics() {
    QFETCH(int, channels);
    torch::NoGradGuard noGrad;
    NormalizationImpl layer({}, channels);
    const BatchNormState state = layer.batchState();
    Tensor(state.runningMean).normal_();
    Tensor(state.runningVariance).uniform_(0.5, 2);
    layer.eval();
    const Tensor x = channelsLast(torch::randn({images, channels, side, side})), other = torch::randn_like(x);
    const Tensor expected = torch::batch_norm(x, state.weight, state.bias, state.runningMean, state.runningVariance,
                                              false, 0.1, 1e-5, false);
    QVERIFY(difference(layer.normalize(x), expected.to(torch::kDouble)) < 1e-6);
    QVERIFY(difference(layer.normalizeRelu(x), expected.relu().to(torch::kDouble)) < 1e-6);
    QVERIFY(difference(layer.normalizeAddRelu(x, other), (expected + other).relu().to(torch::kDouble)) < 1e-6);
}

void NormalizationTest::syncTakesTheStatisticsOfAllRanks_data() {
    inferenceUsesTheRunningStatistics_data();
}

// This rank's half of a batch; the other half's sums are put in as another rank would, from the closed form.
void NormalizationTest::syncTakesTheStatisticsOfAllRanks() {
    QFETCH(int, channels);
    torch::manual_seed(6);
    const Tensor both = torch::randn({2 * images, channels, side, side}) * 2 + 0.5, dy = torch::randn_like(both);
    NormalizationImpl whole({}, channels), half({NormalizationKind::SyncBatch}, channels);
    whole.train();
    half.train();
    const Tensor all = channelsLast(both).requires_grad_();
    const Tensor expected = whole.normalizeRelu(all);
    expected.backward(dy);

    const Tensor other = both.narrow(0, images, images).to(torch::kDouble);
    const auto overPixels = [](const Tensor& t) { return t.sum({0, 2, 3}); };
    const Tensor mean = both.to(torch::kDouble).mean({0, 2, 3}).view({1, -1, 1, 1});
    const Tensor g = (dy * expected.detach().gt(0)).narrow(0, images, images).to(torch::kDouble);
    const std::vector<Tensor> sums = {torch::cat({torch::full({1}, double(images * side * side), torch::kDouble),
                                                  overPixels(other), overPixels(other.square())}),
                                      torch::cat({overPixels(g), overPixels(g * (other - mean))})};
    size_t calls = 0;
    half.setSumOverRanks(std::make_shared<const SumOverRanks>([&](double* values, size_t count) {
        QVERIFY(calls < sums.size());
        QCOMPARE(int64_t(count), sums[calls].numel());
        torch::from_blob(values, {int64_t(count)}, torch::kDouble).add_(sums[calls++]);
    }));
    const Tensor mine = channelsLast(both.narrow(0, 0, images)).requires_grad_();
    const Tensor y = half.normalizeRelu(mine);
    y.backward(dy.narrow(0, 0, images));
    QCOMPARE(calls, size_t(2));
    QVERIFY(difference(y, expected.narrow(0, 0, images).to(torch::kDouble)) < 1e-5);
    QVERIFY(difference(mine.grad(), all.grad().narrow(0, 0, images).to(torch::kDouble)) < 1e-5);
    QVERIFY(difference(half.batchState().runningVariance, whole.batchState().runningVariance.to(torch::kDouble)) <
            1e-6);
}

void NormalizationTest::theMomentumIsTheLayers() {
    for (const int64_t channels : {64, 24}) { // fused, and not
        torch::manual_seed(3);
        const Tensor x = torch::randn({images, channels, side, side}) * 2 + 5;
        NormalizationImpl layer({NormalizationKind::Batch, 8}, channels);
        layer.setMomentum(0.01);
        layer.train();
        layer.normalize(x.contiguous(torch::MemoryFormat::ChannelsLast));
        const BatchNormState state = layer.batchState();
        const Tensor flat = x.transpose(0, 1).reshape({channels, -1}).to(torch::kDouble);
        QVERIFY(difference(state.runningMean, flat.mean(1) * 0.01) < 1e-5);
        QVERIFY(difference(state.runningVariance, flat.var(1) * 0.01 + 0.99) < 1e-5);
    }
}

// Within the fused dense blocks too: ten times less of a batch moves the statistics ten times less.
void NormalizationTest::everyLayerOfAModelTakesTheMomentum() {
    std::vector<Tensor> means[2];
    for (const int slow : {0, 1}) {
        ModelDescription description;
        description.architecture = "densenet121";
        description.classes = {"Mass"};
        torch::manual_seed(5);
        auto model = makeClassifier(description);
        QVERIFY(bool(model));
        if (slow)
            setNormMomentum(**model, 0.01);
        (*model)->train();
        torch::manual_seed(6);
        (*model)->forward(torch::randn({4, 1, 64, 64}));
        for (const auto& buffer : (*model)->named_buffers())
            if (buffer.key().find("running_mean") != std::string::npos)
                means[slow].push_back(buffer.value().to(torch::kDouble));
    }
    QCOMPARE(means[0].size(), size_t(121));
    for (size_t k = 0; k < means[0].size(); ++k)
        QVERIFY2(difference(means[1][k] * 10, means[0][k]) < 1e-4, qPrintable(QString::number(k)));
}

QTEST_GUILESS_MAIN(NormalizationTest)
#include "normalization_test.moc"
