// Optimizers against torch.optim's, the schedule against its rule.
#include "engine/training/learning_rate.h"
#include "engine/training/optimizer.h"

#include <QtTest>
#include <cmath>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>
#include <torch/utils.h>

using namespace roentgen;
using namespace roentgen::training;

class OptimizerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void stepsAsTorchDoes_data();
    void stepsAsTorchDoes();
    void refusesWhatIsNotBuilt();
    void lowersTheRateOnAPlateau();
    void warmsUpAndScales();
};

void OptimizerTest::stepsAsTorchDoes_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("decay");
    QTest::newRow("adam") << QStringLiteral("adam") << 0.0;
    QTest::newRow("adam, weight decay") << QStringLiteral("adam") << 0.01;
    QTest::newRow("adamw") << QStringLiteral("adamw") << 0.01;
    QTest::newRow("sgd") << QStringLiteral("sgd") << 0.0;
    QTest::newRow("sgd, weight decay") << QStringLiteral("sgd") << 0.01;
}

void OptimizerTest::stepsAsTorchDoes() {
    QFETCH(QString, name);
    QFETCH(double, decay);
    constexpr int64_t size = 200003; // several pieces, and a rest
    constexpr double rate = 1e-3;
    torch::manual_seed(1);
    torch::Tensor values = torch::randn({size});
    torch::Tensor reference = values.clone().set_requires_grad(true);
    std::unique_ptr<torch::optim::Optimizer> torchs;
    const std::vector<torch::Tensor> parameters = {reference};
    if (name == QLatin1String("adam"))
        torchs = std::make_unique<torch::optim::Adam>(parameters, torch::optim::AdamOptions(rate).weight_decay(decay));
    else if (name == QLatin1String("adamw"))
        torchs =
            std::make_unique<torch::optim::AdamW>(parameters, torch::optim::AdamWOptions(rate).weight_decay(decay));
    else
        torchs = std::make_unique<torch::optim::SGD>(parameters,
                                                     torch::optim::SGDOptions(rate).momentum(0.9).weight_decay(decay));
    Experiment experiment;
    experiment.training.optimizer = name.toStdString();
    experiment.training.weightDecay = decay;
    auto ours = makeOptimizer(experiment, size, torch::kCPU);
    QVERIFY(bool(ours));
    for (int k = 0; k < 10; ++k) {
        const torch::Tensor gradient = torch::randn({size});
        reference.mutable_grad() = gradient.clone();
        torchs->step();
        const double norm = (*ours)->step(values, gradient * 4, 0.25, rate);
        QVERIFY(std::abs(norm - gradient.norm().item<double>()) < 1e-4 * norm);
    }
    const double difference = (values - reference.detach()).abs().max().item<double>();
    QVERIFY2(difference < 5e-6, qPrintable(QString::number(difference)));
}

void OptimizerTest::refusesWhatIsNotBuilt() {
    Experiment experiment;
    experiment.training.optimizer = "lamb";
    auto optimizer = makeOptimizer(experiment, 1, torch::kCPU);
    QVERIFY(!optimizer);
    QCOMPARE(optimizer.error().code, ErrorCode::Usage);
    experiment.training.schedule = "exponential";
    auto rate = LearningRate::make(experiment, 1);
    QVERIFY(!rate);
    QCOMPARE(rate.error().code, ErrorCode::Usage);
}

void OptimizerTest::lowersTheRateOnAPlateau() {
    Experiment experiment;
    experiment.training.learningRate = 1;
    experiment.training.plateauPatience = 1;
    auto rate = LearningRate::make(experiment, 1);
    QVERIFY(bool(rate));
    // torch.optim.lr_scheduler.ReduceLROnPlateau(factor=0.1, patience=1), recorded from 1.13.1
    const std::vector<std::pair<double, double>> lossAndRate = {
        {1.0, 1},     {0.9, 1},    {0.9, 1},        {0.95, 0.1},  {0.94, 0.1},
        {0.93, 0.01}, {0.5, 0.01}, {0.49999, 0.01}, {0.5, 0.001}, {0.4, 0.001}};
    for (const auto& [loss, expected] : lossAndRate) {
        rate->onValidation(loss);
        QVERIFY2(std::abs(rate->at(100, 10) - expected) < 1e-12, qPrintable(QString::number(loss)));
    }
}

void OptimizerTest::warmsUpAndScales() {
    Experiment experiment;
    experiment.training.learningRate = 0.1;
    experiment.training.localBatch = 16;
    experiment.training.baseBatch = 16;
    experiment.training.learningRateScaling = "linear";
    experiment.training.warmupEpochs = 1;
    auto rate = LearningRate::make(experiment, 4);
    QVERIFY(bool(rate));
    QCOMPARE(rate->at(10, 10), 0.4);
    QVERIFY(rate->at(0, 10) > 0 && rate->at(0, 10) < rate->at(9, 10) && rate->at(9, 10) < 0.4);
    experiment.training.learningRateScaling = "sqrt";
    QCOMPARE(LearningRate::make(experiment, 4)->at(10, 10), 0.2);
}

QTEST_GUILESS_MAIN(OptimizerTest)
#include "optimizer_test.moc"
