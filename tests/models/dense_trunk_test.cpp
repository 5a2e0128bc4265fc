// The fused dense blocks against the plain modules: outputs, all gradients, running statistics, in float and bf16.
#include "engine/models/dense_kernel.h"
#include "engine/models/densenet.h"
#include "engine/models/memory_layout.h"
#include "engine/models/precision.h"
#include "engine/models/torch_headers.h"

#include <QtTest>

using namespace roentgen::models;

Q_DECLARE_METATYPE(Precision)

class DenseTrunkTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void equalsThePlainModules_data();
    void equalsThePlainModules();
    void predictsAsThePlainModules_data() { equalsThePlainModules_data(); }
    void predictsAsThePlainModules();
    void predictsAlikeWithFinalWeights_data();
    void predictsAlikeWithFinalWeights();
    void winogradEqualsAConvolution_data();
    void winogradEqualsAConvolution();
    void givesTheSameBitsAgain();
    void severalForwardPassesMayWaitForTheirGradients();
    void theGradientsOfABlockAreOneGroup();
};

namespace {

const DenseNetShape deep{{4, 3, 3, 2}};
const DenseNetShape shallow{{4, 0, 0, 0}, 32, 128}; // one block, then transitions alone

std::shared_ptr<Classifier> make(DensePath path, const DenseNetShape& shape) {
    torch::manual_seed(3);
    auto model = makeDenseNet(shape, {}, 1, 5, path);
    torch::NoGradGuard noGrad;
    // Statistics and affine terms away from their neutral values.
    for (auto& named : model->named_parameters())
        if (named.value().dim() == 1)
            named.value().add_(torch::rand(named.value().sizes()) * 0.6 - 0.3);
    for (auto& named : model->named_buffers()) {
        if (named.key().find("running_mean") != std::string::npos)
            named.value().copy_(torch::randn(named.value().sizes()) * 0.2);
        if (named.key().find("running_var") != std::string::npos)
            named.value().copy_(torch::rand(named.value().sizes()) + 0.5);
    }
    layOutChannelsLast(*model);
    return model;
}

torch::Tensor forward(Classifier& model, const torch::Tensor& x, Precision precision) {
    AutocastScope scope(precision, torch::Device(torch::kCPU));
    return model.features(x).to(torch::kFloat);
}

// The largest difference, as a share of the reference's norm.
double relative(const torch::Tensor& a, const torch::Tensor& reference) {
    const torch::Tensor truth = reference.to(torch::kDouble);
    return ((a.to(torch::kDouble) - truth).norm() / (truth.norm() + 1e-12)).item<double>();
}

double worstBuffer(const Classifier& model, const Classifier& reference) {
    const auto truth = reference.named_buffers();
    double worst = 0;
    for (const auto& named : model.named_buffers())
        worst = std::max(worst, relative(named.value(), truth[named.key()]));
    return worst;
}

// Of the whole gradient, and of the parameter where it is largest.
struct Errors {
    double all = 0, worst = 0;
};
Errors gradientErrors(const Classifier& model, const Classifier& reference) {
    const auto truth = reference.named_parameters();
    std::vector<torch::Tensor> ours, theirs;
    Errors errors;
    for (const auto& named : model.named_parameters()) {
        if (named.key().find("classifier") == 0)
            continue; // behind the features
        ours.push_back(named.value().grad().reshape({-1}));
        theirs.push_back(truth[named.key()].grad().reshape({-1}));
        errors.worst = std::max(errors.worst, relative(ours.back(), theirs.back()));
    }
    errors.all = relative(torch::cat(ours), torch::cat(theirs));
    return errors;
}

} // namespace

// Which loops this run is to prove: those that ATEN_CPU_CAPABILITY allows and this processor has; with "default" none.
void DenseTrunkTest::initTestCase() {
    const bool allowed = qgetenv("ATEN_CPU_CAPABILITY") != "default";
    const bool expected = allowed && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    QCOMPARE(denseKernels(false) != nullptr, expected);
    QCOMPARE(denseKernels(true) != nullptr, expected);
}

void DenseTrunkTest::equalsThePlainModules_data() {
    QTest::addColumn<Precision>("precision");
    QTest::addColumn<bool>("isDeep");
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("float, 96 px") << Precision::Fp32 << true << 3 << 96 << 1e-4;
    QTest::newRow("float, one image of 160 px") << Precision::Fp32 << true << 1 << 160 << 1e-4;
    QTest::newRow("float, 64 px") << Precision::Fp32 << true << 5 << 64 << 1e-4;
    QTest::newRow("bf16, 96 px") << Precision::Bf16 << false << 3 << 96 << 2e-2;
    QTest::newRow("bf16, one image of 160 px") << Precision::Bf16 << false << 1 << 160 << 2e-2;
    QTest::newRow("bf16, 224 px") << Precision::Bf16 << false << 2 << 224 << 2e-2;
}

void DenseTrunkTest::equalsThePlainModules() {
    QFETCH(Precision, precision);
    QFETCH(bool, isDeep);
    QFETCH(int, images);
    QFETCH(int, size);
    QFETCH(double, tolerance);
    const DenseNetShape& shape = isDeep ? deep : shallow;
    // The reference computes in double. Where a value lies within rounding of a ReLU's threshold its gradient is on in
    // one computation and off in another, and every later gradient carries that: so the plain modules in the same
    // precision say how far from the reference a gradient may be.
    auto fused = make(DensePath::Fused, shape), plain = make(DensePath::Plain, shape),
         reference = make(DensePath::Plain, shape);
    reference->to(torch::kDouble);
    for (auto* model : {&fused, &plain, &reference})
        (*model)->train();
    const torch::Tensor x = torch::randn({images, 1, size, size}).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor truth = reference->features(x.to(torch::kDouble));
    const torch::Tensor weight = torch::randn(truth.sizes());
    (truth * weight).sum().backward();
    const torch::Tensor ours = forward(*fused, x, precision), theirs = forward(*plain, x, precision);
    (ours * weight).sum().backward();
    (theirs * weight).sum().backward();

    // Two ways of computing; without the instructions for the fused one it is the plain one, bit for bit.
    const bool isFused = denseKernels(precision == Precision::Bf16) != nullptr;
    QCOMPARE(torch::equal(ours, theirs), !isFused);
    const double output = relative(ours, truth), theirOutput = relative(theirs, truth),
                 statistics = worstBuffer(*fused, *reference);
    const Errors our = gradientErrors(*fused, *reference), their = gradientErrors(*plain, *reference);
    qInfo("output %.2e (plain %.2e), statistics %.1e, gradient %.1e (plain %.1e), of the worst parameter %.1e (plain "
          "%.1e)",
          output, theirOutput, statistics, our.all, their.all, our.worst, their.worst);
    if (!isFused) {
        const Errors between = gradientErrors(*fused, *plain);
        QCOMPARE(between.all, 0.0);
        QCOMPARE(between.worst, 0.0);
        QCOMPARE(worstBuffer(*fused, *plain), 0.0);
    }
    QVERIFY(output < std::max(tolerance, 1.3 * theirOutput));
    QVERIFY(statistics < tolerance);
    QVERIFY(our.all < std::max(tolerance, 1.3 * their.all));
    QVERIFY(our.worst < std::max(tolerance, 2 * their.worst));
}

void DenseTrunkTest::predictsAsThePlainModules() {
    QFETCH(Precision, precision);
    QFETCH(bool, isDeep);
    QFETCH(int, images);
    QFETCH(int, size);
    QFETCH(double, tolerance);
    torch::NoGradGuard noGrad;
    const DenseNetShape& shape = isDeep ? deep : shallow;
    auto fused = make(DensePath::Fused, shape), plain = make(DensePath::Plain, shape);
    fused->eval();
    plain->eval();
    const torch::Tensor x = torch::randn({images, 1, size, size}).contiguous(torch::MemoryFormat::ChannelsLast);
    const double difference = relative(forward(*fused, x, precision), forward(*plain, x, Precision::Fp32));
    qInfo("%.2e", difference);
    QVERIFY(difference < tolerance);
    if (denseKernels(precision == Precision::Bf16))
        QVERIFY(difference > 0); // two ways of computing
    else if (precision == Precision::Fp32)
        QCOMPARE(difference, 0.0);
}

void DenseTrunkTest::predictsAlikeWithFinalWeights_data() {
    QTest::addColumn<Precision>("precision");
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("size");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("float, one image of 224 px") << Precision::Fp32 << 1 << 224 << 1e-5;
    QTest::newRow("float, 160 px") << Precision::Fp32 << 3 << 160 << 1e-5;
    QTest::newRow("bf16, 160 px") << Precision::Bf16 << 3 << 160 << 2e-2;
}

// Final weights are packed once, and those of floats are convolved by Winograd's way.
void DenseTrunkTest::predictsAlikeWithFinalWeights() {
    QFETCH(Precision, precision);
    QFETCH(int, images);
    QFETCH(int, size);
    QFETCH(double, tolerance);
    torch::NoGradGuard noGrad;
    const DenseNetShape& shape = precision == Precision::Fp32 ? deep : shallow;
    auto fused = make(DensePath::Fused, shape), final = make(DensePath::Fused, shape),
         reference = make(DensePath::Plain, shape);
    reference->to(torch::kDouble);
    for (auto* model : {&fused, &final, &reference})
        (*model)->eval();
    final->weightsAreFinal();
    const torch::Tensor x = torch::randn({images, 1, size, size}).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor truth = reference->features(x.to(torch::kDouble));
    const torch::Tensor once = forward(*final, x, precision), again = forward(*final, x, precision);
    const torch::Tensor direct = forward(*fused, x, precision);
    qInfo("final weights %.1e, others %.1e", relative(once, truth), relative(direct, truth));
    QVERIFY(torch::equal(once, again));
    QVERIFY(relative(once, truth) < tolerance);
    const DenseKernels* kernels = denseKernels(precision == Precision::Bf16);
    QCOMPARE(torch::equal(once, direct), !(kernels && kernels->winogradForward));
}

void DenseTrunkTest::winogradEqualsAConvolution_data() {
    QTest::addColumn<int>("images");
    QTest::addColumn<int>("height");
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("channels");
    QTest::newRow("one pixel") << 1 << 1 << 1 << 32;
    QTest::newRow("less than a tile") << 2 << 3 << 2 << 64;
    QTest::newRow("whole tiles") << 1 << 8 << 16 << 128;
    QTest::newRow("edges of one, two and three pixels") << 3 << 9 << 14 << 96;
    QTest::newRow("many") << 1 << 55 << 57 << 128;
}

void DenseTrunkTest::winogradEqualsAConvolution() {
    QFETCH(int, images);
    QFETCH(int, height);
    QFETCH(int, width);
    QFETCH(int, channels);
    const DenseKernels* kernels = denseKernels(false);
    if (!kernels)
        return; // initTestCase says where that may be
    torch::manual_seed(5);
    const torch::Tensor y = torch::randn({images, height, width, channels}).relu();
    const torch::Tensor filters = torch::randn({denseGroup, channels, 3, 3}) / 30;
    const torch::Tensor truth =
        torch::conv2d(y.permute({0, 3, 1, 2}).to(torch::kDouble), filters.to(torch::kDouble), {}, 1, 1)
            .permute({0, 2, 3, 1});
    const int64_t stride = denseGroup + 48, tiles = winogradTiles(images, height, width);
    const torch::Tensor weights = torch::empty({winogradWeights(channels)}),
                        out = torch::full({images, height, width, stride}, -7.f),
                        scratch = torch::empty({denseScratchBytes(channels, width)}, torch::kByte);
    kernels->packWinograd(filters.data_ptr<float>(), channels, filters.stride(0), filters.stride(1), filters.stride(3),
                          weights.data_ptr());
    SpatialForward p;
    p.y = y.data_ptr();
    p.images = images;
    p.height = height;
    p.width = width;
    p.in = channels;
    p.weights = weights.data_ptr();
    p.out = out.data_ptr();
    p.outStride = stride;
    for (int64_t first = 0; first < tiles; first += 5) // not in step with the rows of a product
        kernels->winogradForward(p, first, std::min<int64_t>(tiles, first + 5), static_cast<char*>(scratch.data_ptr()));
    const double error = relative(out.narrow(3, 0, denseGroup), truth);
    qInfo("%.1e of the result's norm", error);
    QVERIFY(error < 3e-6);
    QVERIFY((out.narrow(3, denseGroup, 48) == -7).all().item<bool>());
    kernels->winogradForward(p, 0, tiles, static_cast<char*>(scratch.data_ptr()));
    QVERIFY(relative(out.narrow(3, 0, denseGroup), truth) < 3e-6);
}

void DenseTrunkTest::givesTheSameBitsAgain() {
    const torch::Tensor x = torch::randn({2, 1, 64, 64}).contiguous(torch::MemoryFormat::ChannelsLast);
    std::vector<torch::Tensor> gradients;
    for (int turn = 0; turn < 2; ++turn) {
        auto model = make(DensePath::Fused, deep);
        model->train();
        for (int step = 0; step < 2; ++step)
            forward(*model, x, Precision::Bf16).sum().backward();
        for (const auto& parameter : model->parameters())
            if (parameter.grad().defined())
                gradients.push_back(parameter.grad());
    }
    const size_t half = gradients.size() / 2;
    QVERIFY(half > 10);
    for (size_t k = 0; k < half; ++k)
        QVERIFY(torch::equal(gradients[k], gradients[half + k]));
}

void DenseTrunkTest::severalForwardPassesMayWaitForTheirGradients() {
    const torch::Tensor x = torch::randn({2, 1, 64, 64}).contiguous(torch::MemoryFormat::ChannelsLast);
    const torch::Tensor other = torch::randn({2, 1, 64, 64}).contiguous(torch::MemoryFormat::ChannelsLast);
    std::vector<torch::Tensor> first;
    for (const bool interleaved : {false, true}) {
        auto model = make(DensePath::Fused, deep);
        model->train();
        const torch::Tensor a = forward(*model, x, Precision::Fp32).square().sum();
        if (interleaved)
            forward(*model, other, Precision::Fp32);
        a.backward();
        const torch::Tensor gradient = model->parameters()[0].grad().clone();
        if (interleaved)
            QVERIFY(torch::equal(gradient, first[0]));
        first.push_back(gradient);
    }
}

void DenseTrunkTest::theGradientsOfABlockAreOneGroup() {
    const auto model = make(DensePath::Fused, deep);
    std::map<std::string, int> sizes; // of the groups
    for (const auto& named : model->named_parameters())
        ++sizes[model->gradientGroup(named.key())];
    QCOMPARE(sizes["features.denseblock1"], 4 * 6); // layers of two normalisations and two convolutions
    QCOMPARE(sizes["features.denseblock4"], 2 * 6);
    QCOMPARE(sizes["features.conv0.weight"], 1);
    QCOMPARE(sizes["features.transition1.conv.weight"], 1);
    QCOMPARE(sizes["classifier.bias"], 1);
}

QTEST_GUILESS_MAIN(DenseTrunkTest)
#include "dense_trunk_test.moc"
