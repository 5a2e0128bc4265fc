// 1×1 convolutions as matrix products against LibTorch's convolution in double, of the same bf16 values.
#include "engine/models/layers.h"
#include "engine/models/pointwise_convolution.h"

#include <QtTest>
#include <torch/nn/functional.h>
#include <torch/utils.h>

using namespace roentgen::models;
using torch::Tensor;

namespace {

// Relative to the largest value.
double difference(const Tensor& got, const Tensor& expected) {
    return ((got.to(torch::kDouble) - expected).abs().max() / (1e-12 + expected.abs().max())).item<double>();
}

Tensor bf16(at::IntArrayRef sizes) {
    return torch::randn(sizes).to(torch::kBFloat16).contiguous(torch::MemoryFormat::ChannelsLast);
}

} // namespace

class PointwiseConvolutionTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void givesLibTorchsOutputAndGradients_data() {
        QTest::addColumn<int>("images");
        QTest::addColumn<int>("side");
        QTest::addColumn<int>("stride");
        QTest::newRow("few rows: products both ways") << 2 << 7 << 1;
        QTest::newRow("more: a product on the way back") << 6 << 14 << 1;
        QTest::newRow("few rows after a stride") << 3 << 14 << 2;
        QTest::newRow("an odd side and a stride") << 3 << 15 << 2;
        QTest::newRow("many rows after a stride") << 2 << 96 << 2;
    }
    void givesLibTorchsOutputAndGradients() {
        QFETCH(int, images);
        QFETCH(int, side);
        QFETCH(int, stride);
        torch::manual_seed(4);
        constexpr int64_t in = 24, out = 40;
        ConvolutionImpl layer({in, out, 1, stride});
        layer.weight().set_data(layer.weight().to(torch::kBFloat16).to(torch::kFloat));
        Tensor x = bf16({images, in, side, side}).requires_grad_();
        QVERIFY(paysAsPointwise(x, stride));
        const Tensor y = layer.forward(x);

        Tensor exactX = x.detach().to(torch::kDouble).requires_grad_();
        Tensor exactWeight = layer.weight().detach().to(torch::kDouble).requires_grad_();
        const Tensor exactY = torch::conv2d(exactX, exactWeight, {}, stride);
        QVERIFY(y.sizes() == exactY.sizes());
        QVERIFY(y.is_contiguous(torch::MemoryFormat::ChannelsLast));
        QVERIFY(difference(y, exactY) < 5e-3); // half of bf16's last digit is 2e-3

        const Tensor dy = bf16(y.sizes());
        y.backward(dy);
        exactY.backward(dy.to(torch::kDouble));
        QVERIFY(difference(x.grad(), exactX.grad()) < 5e-3);
        QVERIFY(layer.weight().grad().scalar_type() == torch::kFloat);
        QVERIFY(difference(layer.weight().grad(), exactWeight.grad()) < 5e-3);
    }

    void leavesTheRestToLibTorch() {
        QVERIFY(!paysAsPointwise(bf16({16, 8, 28, 28}), 1)); // many rows, no stride
        QVERIFY(!paysAsPointwise(bf16({2, 8, 7, 7}).to(torch::kFloat), 1));
        QVERIFY(!paysAsPointwise(bf16({2, 8, 7, 7}).contiguous(), 1));
        QVERIFY(!paysAsPointwise(bf16({0, 8, 7, 7}), 1));
    }
};

QTEST_GUILESS_MAIN(PointwiseConvolutionTest)
#include "pointwise_convolution_test.moc"
